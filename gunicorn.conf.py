"""How gunicorn serves the registry: two processes that share one loaded application, four threads each."""

import gc
import os

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
    print(f"The registry is ready (Ctrl+C stops it): http://{bind}/", flush=True)
