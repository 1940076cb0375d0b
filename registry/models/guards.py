"""What the database itself forbids in the trail, on both engines: entries and seals are added, never changed or removed.

Made by the migration `trail_guards`. Whoever owns the tables can take the triggers away; that is why the runtime role owns
nothing (`manage.py database_roles`), and why the chain and the seals show what was done nevertheless.
"""

LOCK = "registry_hold_trail"  # the function by which a role without further rights keeps new entries waiting
_REFUSE, _ONWARD = "registry_trail_refuse", "registry_chain_onward"
_FIXED = ("registry_entry", "registry_seal")
_CHAIN = "registry_chain"

_POSTGRESQL = f"""
CREATE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is only ever added to: % of % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE FUNCTION {_ONWARD}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name <> OLD.name OR NEW.id <> OLD.id OR NEW.length <= OLD.length THEN
        RAISE EXCEPTION 'A chain of the trail only grows: % of % is refused', TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION {LOCK}() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    LOCK TABLE registry_entry IN SHARE ROW EXCLUSIVE MODE;
END $$;
CREATE TRIGGER {_CHAIN}_onward BEFORE UPDATE ON {_CHAIN} FOR EACH ROW EXECUTE FUNCTION {_ONWARD}();
CREATE TRIGGER {_CHAIN}_kept BEFORE DELETE ON {_CHAIN} FOR EACH ROW EXECUTE FUNCTION {_REFUSE}();
CREATE TRIGGER {_CHAIN}_whole BEFORE TRUNCATE ON {_CHAIN} FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}();
""" + "".join(
    f"""
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {_REFUSE}();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}();
"""
    for table in _FIXED
)

_ABORT = "BEGIN SELECT RAISE(ABORT, 'The trail is only ever added to: {} is refused'); END"
# SQLite fires no trigger for a row that REPLACE removes, so the new row itself is refused where an old one would go.
_SQLITE = {
    f"{table}_{event.lower()}": f"BEFORE {event} ON {table} {when} {_ABORT.format(event)}"
    for table, same in (("registry_entry", "id = NEW.id"), ("registry_seal", "id = NEW.id OR number = NEW.number"))
    for event, when in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"),
    )
} | {
    f"{_CHAIN}_delete": f"BEFORE DELETE ON {_CHAIN} {_ABORT.format('DELETE')}",
    f"{_CHAIN}_update": f"BEFORE UPDATE ON {_CHAIN} WHEN NEW.name <> OLD.name OR NEW.id <> OLD.id OR"
    f" NEW.length <= OLD.length {_ABORT.format('UPDATE')}",
    # A chain that is moved on arrives as a row of the same name, longer and without an id of its own.
    f"{_CHAIN}_insert": f"BEFORE INSERT ON {_CHAIN} WHEN EXISTS (SELECT 1 FROM {_CHAIN} WHERE id = NEW.id"
    f" OR (name = NEW.name AND length >= NEW.length)) {_ABORT.format('REPLACE')}",
}


def build(apps, schema_editor):
    """Put the guards up."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL, params=None)  # its % are those of RAISE
        return
    for name, said in _SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {said}")


def drop(apps, schema_editor):
    """Take the guards away. Nothing but a migration and a test does that."""
    if schema_editor.connection.vendor == "postgresql":
        for function in (_REFUSE, _ONWARD, LOCK):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {function}() CASCADE")
        return
    for name in _SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
