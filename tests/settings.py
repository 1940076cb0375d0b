"""Settings of the tests: the registry's own, quick, without the demo."""

import os

os.environ.setdefault("DEMO", "true")
from mobilization.settings import *  # noqa: F403 (the tests change only what follows)
from mobilization.settings import DATABASES, STORAGES, VAR_DIR

SECRET_KEY = "tests-only-" + "x" * 50
DEMO = False
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
API_FAILURES_PER_MINUTE = OPEN_FILES_PER_MINUTE = 10_000  # all tests come from one address
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
MEDIA_ROOT = VAR_DIR / "test-media"
SEAL_ROOT = VAR_DIR / "test-seals"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: races need two connections to one database.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["OPTIONS"].pop("pool")
