"""`manage.py database_roles`: two roles on PostgreSQL, so that the running site cannot rewrite its own trail."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from registry.models import Chain, Entry, Seal
from registry.models.guards import LOCK

# What the runtime role may do; to all other tables it may do what the site needs: read, add, change and delete rows.
FIXED = {Entry: "SELECT, INSERT", Seal: "SELECT, INSERT", Chain: "SELECT, INSERT, UPDATE"}
ROWS = "SELECT, INSERT, UPDATE, DELETE"


class Command(BaseCommand):
    help = (
        "PostgreSQL: makes or mends an owner role, which owns the tables and migrates, and a runtime role for the site, "
        "which only changes rows and cannot change, delete or empty the trail. To be run by a database superuser, once "
        "after the first migration; running it again does no harm."
    )

    def add_arguments(self, parser):
        parser.add_argument("--owner", default="registry_owner", help="the role that owns the tables (%(default)s)")
        parser.add_argument("--runtime", default="registry_runtime", help="the role of the running site (%(default)s)")

    def handle(self, *, owner, runtime, **options):
        if connection.vendor != "postgresql":
            raise CommandError(
                "Only PostgreSQL has roles. On SQLite whoever can write the file can write everything: the guards, the "
                "chain and the copied seals are what shows a change there."
            )
        if owner == runtime:
            raise CommandError("Owner and runtime role must be two roles.")
        with transaction.atomic(), connection.cursor() as cursor:
            self.cursor, self.owner, self.runtime = cursor, sql.Identifier(owner), sql.Identifier(runtime)
            self._require_may()
            self._make(owner, runtime)
            self._own()
            self._grant()
        if options["verbosity"]:
            self.stdout.write(
                f"{owner} owns the tables and migrates; {runtime} is for the running site. Set their passwords with "
                f"\\password in psql, and name {runtime} in the site's DATABASE_URL."
            )

    def _run(self, statement: str, **names):
        names = {"owner": self.owner, "runtime": self.runtime, "schema": self.schema, "database": self.database} | names
        self.cursor.execute(sql.SQL(statement).format(**names).as_string(self.cursor.connection))

    def _require_may(self):
        self.cursor.execute("SELECT current_schema(), current_database(), rolsuper FROM pg_roles WHERE rolname = current_user")
        schema, database, may = self.cursor.fetchone()
        self.schema, self.database = sql.Identifier(schema), sql.Identifier(database)
        self.schema_name = schema
        if not may:
            raise CommandError("Run this with a DATABASE_URL that names a superuser of the database.")

    def _make(self, *names):
        for name in names:
            self.cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            verb = "ALTER" if self.cursor.fetchone() else "CREATE"
            self._run(verb + " ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS", role=sql.Identifier(name))
        # A member of the owner could become the owner.
        self._run("REVOKE {owner} FROM {runtime}")

    def _own(self):
        """Everything in the schema belongs to the owner; nobody else makes anything there."""
        self._run("ALTER SCHEMA {schema} OWNER TO {owner}")
        self._run("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {runtime}")
        self._run("REVOKE CREATE ON DATABASE {database} FROM PUBLIC, {runtime}")
        self._run("GRANT CONNECT ON DATABASE {database} TO {owner}, {runtime}")
        self._run("GRANT USAGE ON SCHEMA {schema} TO {runtime}")
        self.cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')",
            [self.schema_name],
        )
        self.tables = [name for (name,) in self.cursor.fetchall()]
        for name in self.tables:  # their sequences follow them
            self._run("ALTER TABLE {schema}.{table} OWNER TO {owner}", table=sql.Identifier(name))
        self.cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'"
            " WHERE p.pronamespace = %s::regnamespace AND d.objid IS NULL AND p.prokind = 'f'",
            [self.schema_name],
        )
        for (name,) in self.cursor.fetchall():
            self._run("ALTER FUNCTION {function} OWNER TO {owner}", function=sql.SQL(name))

    def _grant(self):
        """Rows to the runtime role, of these tables and of those that later migrations make; the trail only to be added to."""
        self._run("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {runtime}")
        self._run(f"GRANT {ROWS} ON ALL TABLES IN SCHEMA {{schema}} TO {{runtime}}")
        self._run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {runtime}")
        for model, rights in FIXED.items():
            table = sql.Identifier(model._meta.db_table)
            self._run("REVOKE ALL ON {schema}.{table} FROM {runtime}", table=table)
            self._run(f"GRANT {rights} ON {{schema}}.{{table}} TO {{runtime}}", table=table)
        later = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} "
        self._run(later + f"GRANT {ROWS} ON TABLES TO {{runtime}}")
        self._run(later + "GRANT USAGE, SELECT ON SEQUENCES TO {runtime}")
        self._run("REVOKE ALL ON FUNCTION {schema}.{lock}() FROM PUBLIC", lock=sql.Identifier(LOCK))
        self._run("GRANT EXECUTE ON FUNCTION {schema}.{lock}() TO {runtime}", lock=sql.Identifier(LOCK))
