"""Say in one sentence why a port cannot be served, if so:  python scripts/free_port.py 8000"""

import socket
import sys


def trouble(port):
    """Return the sentence for a port that cannot be bound on this machine, or None."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: choose a number from 1 to 65535: make start PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just given up is free
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"Port {port} is reserved for the administrator: choose another: make start PORT=8000"
        except OSError:
            other = int(port) % 65535 + 1
            return f"Port {port} is taken by another program: stop it, or choose another: make start PORT={other}"
    return None


if __name__ == "__main__":
    sys.exit(trouble(sys.argv[1]))
