"""How gunicorn serves the registry: two processes that share one loaded application, four threads each."""

import ctypes
import gc
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Load what the first request would load, so that the processes share it, and say where the registry is."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it imports every view, form and query)
    gc.collect()
    gc.freeze()  # the collector leaves shared pages alone
    start_worker(server)
    print(f"The registry is ready (Ctrl+C stops it): http://{bind}/", flush=True)


# ---- the worker that sends mails, beside the server; WORKER=off where something else runs it ----
PR_SET_PDEATHSIG = 1


def start_worker(server):
    """Start the worker of the task queue. It ends with the server, even with one that is killed."""
    if os.environ.get("WORKER") == "off":
        return
    manage = Path(__file__).with_name("manage.py")
    command = [sys.executable, str(manage), "db_worker", "--interval", "5", "--verbosity", "0"]
    server.worker_process = subprocess.Popen(command, preexec_fn=end_with_parent)  # noqa: S603 (our own command)


def end_with_parent():
    """Have the kernel end this process when its parent dies; elsewhere than on Linux `on_exit` alone sees to it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def on_exit(server):
    if worker := getattr(server, "worker_process", None):
        worker.terminate()
        worker.wait()
