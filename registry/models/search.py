"""Word search by an index on both databases: `search_text__words="duong hoa"` finds whole words, the last as a prefix.

PostgreSQL searches a `tsvector` of the folded text (GIN index), SQLite an FTS5 table that triggers keep beside the
table; both are made by the migration `search_index`.
"""

from django.db.models import Lookup, TextField

from registry import text

FTS_TABLE = "registry_initiative_words"


class FoldedTextField(TextField):
    """A text that holds the output of `text.fold`; it alone knows the lookup `words`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})


@FoldedTextField.register_lookup
class Words(Lookup):
    """All words of the query, in any order; the last one may go on. No word at all finds everything."""

    lookup_name = "words"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        found = text.words(self.rhs)
        if not found:
            return "TRUE", ()
        # The words are [0-9a-z]+ only, so they need no quoting inside the query language.
        query = " & ".join(found) + ":*"
        return f"to_tsvector('simple'::regconfig, {column}) @@ to_tsquery('simple'::regconfig, %s)", (*params, query)

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        found = text.words(self.rhs)
        if not found:
            return "1 = 1", ()
        query = " ".join(f'"{word}"' for word in found) + "*"
        row = column.replace('"search_text"', '"id"')
        return f"{row} IN (SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s)", (*params, query)


def build_index(apps, schema_editor):
    """Make the index of `Words` anew. SQLite loses the triggers when a later migration rebuilds the table: repeat it there."""
    execute = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        execute(f"DROP INDEX IF EXISTS {FTS_TABLE}")
        execute(f"CREATE INDEX {FTS_TABLE} ON registry_initiative USING gin (to_tsvector('simple'::regconfig, search_text))")
        return
    drop_index(apps, schema_editor)
    execute(
        f"CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5(search_text, content='registry_initiative', content_rowid='id',"
        " tokenize='ascii')"
    )
    gone = f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    come = f"INSERT INTO {FTS_TABLE}(rowid, search_text) VALUES (new.id, new.search_text);"
    for event, acts in {"INSERT": come, "DELETE": gone, "UPDATE OF search_text": gone + come}.items():
        name = f"{FTS_TABLE}_{event.split()[0].lower()}"
        execute(f"CREATE TRIGGER {name} AFTER {event} ON registry_initiative BEGIN {acts} END")
    execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')")


def drop_index(apps, schema_editor):
    """Undo `build_index`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {FTS_TABLE}")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {FTS_TABLE}_{event}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {FTS_TABLE}")
