"""The rows of the benchmark: the demonstration, and the same year grown to any number of models."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection

from registry.models import Initiative, User

YEAR = 2024
NEEDLE = "quoc lo 18a"  # what is searched for; growing makes the haystack larger, not the needles more


def prepare():
    call_command("migrate", verbosity=0)
    call_command("demo")
    analyze()


def grow(total: int):
    """Repeat the year's models until it holds `total` of them, under further codes."""
    columns = [field.column for field in Initiative._meta.concrete_fields if not field.primary_key]
    kept = [column for column in columns if column not in ("code", "request_token")]
    copied = ", ".join(connection.ops.quote_name(column) for column in kept)
    of_the_year = Initiative.objects.filter(campaign__year=YEAR)
    step_of_codes = of_the_year.count() + 1
    size = step_of_codes - of_the_year.matching(NEEDLE).count()
    is_needle = " AND ".join(f"search_text LIKE '%%{word}%%'" for word in NEEDLE.split())
    statement = (
        f"INSERT INTO registry_initiative (code, {copied}) "  # noqa: S608 (names of columns)
        f"SELECT 'DVK-{YEAR}-' || CAST(CAST(substr(code, 10) AS integer) + %s AS varchar), {copied} "
        f"FROM registry_initiative WHERE code LIKE 'DVK-{YEAR}-00%%' AND NOT ({is_needle})"
    )
    with connection.cursor() as cursor:
        for step in range(1, total // size + 1):
            cursor.execute(statement, [100_000 + step * step_of_codes])
    analyze()


def analyze():
    """What PostgreSQL's autovacuum does within minutes of such a load, and SQLite's optimiser on its own."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def cookie_of(username: str) -> str:
    """The cookie of a fresh session of this account."""
    user = User.objects.get(username=username)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
