"""How gunicorn serves the registry: two processes that share one loaded application, four threads each.

Beside them runs one worker of the task queue, unless WORKER=off.
"""

import gc
import os
import subprocess
import sys
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
loglevel = "warning"
control_socket_disable = True

SECONDS_TO_END = 15  # a little more than a mail server is waited for


def when_ready(server):
    """Load what the first request would load, so that the processes share it, and say where the registry is."""
    from django.conf import settings
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it imports every view, form and query)
    gc.collect()
    gc.freeze()  # the collector leaves shared pages alone
    server.task_worker = start_worker() if settings.WORKER else None
    print(f"The registry is ready (Ctrl+C stops it): http://{bind}/", flush=True)


def start_worker() -> subprocess.Popen:
    """Start the worker in a process group of its own: Ctrl+C reaches the server alone, which lets the worker end in order."""
    manage = Path(__file__).with_name("manage.py")
    command = [sys.executable, str(manage), "worker", f"--parent={os.getpid()}"]
    return subprocess.Popen(command, process_group=0)  # noqa: S603 (nothing in it comes from outside)


def on_exit(server):
    """End the worker after the mail at hand. Where the server is killed, the worker sees it and ends by itself."""
    worker = getattr(server, "task_worker", None)
    if worker:
        worker.terminate()
        try:
            worker.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            worker.kill()
