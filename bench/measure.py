"""Measuring one server process from outside: CPU and wall time of requests, and its share of memory."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

WARM, ROUNDS, EACH = 8, 6, 12  # requests before, rounds over all pages, requests of each page in a round


@dataclass
class Cost:
    """What one page costs: CPU of the server in ms a request (mean), wall time in ms (median), bytes."""

    cpu: float
    wall: float
    size: int


class Server:
    """gunicorn as `make start` runs it, with one worker, so that there is one process to read."""

    def __init__(self, root: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-w", "1", "mobilization.wsgi"],
            cwd=root,
            env={**os.environ, "PORT": str(self.port), "WORKER": "off"},
            stdout=subprocess.DEVNULL,
        )
        for _try in range(200):
            try:
                self.get("/healthz")
                break
            except OSError:
                time.sleep(0.1)
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.worker = int(children[0])

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(20)

    def get(self, path: str, cookie: str = "") -> tuple[int, bytes]:
        """Status and body of one request, over a fresh connection as a phone would open it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "vi"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def cpu(self) -> float:
        """CPU time of the worker so far, in ms, summed over its threads."""
        return sum(int(p.read_text().split()[0]) for p in Path(f"/proc/{self.worker}/task").glob("*/schedstat")) / 1e6

    def memory(self) -> float:
        """Proportional set size of the worker, in MiB."""
        rollup = Path(f"/proc/{self.worker}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024

    def measure(self, pages: dict[str, tuple[str, str]]) -> dict[str, Cost]:
        """The cost of each page (name → path, cookie); the pages take turns, so that a noisy minute hits all alike."""
        cpu = {name: [] for name in pages}
        wall = {name: [] for name in pages}
        size = {}
        for name, (path, cookie) in pages.items():
            for _try in range(WARM):
                status, body = self.get(path, cookie)
                if status != 200:
                    raise SystemExit(f"{path} answers {status}")
            size[name] = len(body)
        for _round in range(ROUNDS):
            for name, (path, cookie) in pages.items():
                before = self.cpu()
                for _try in range(EACH):
                    start = time.perf_counter()
                    self.get(path, cookie)
                    wall[name].append((time.perf_counter() - start) * 1000)
                cpu[name].append((self.cpu() - before) / EACH)
        return {name: Cost(statistics.median(cpu[name]), statistics.median(wall[name]), size[name]) for name in pages}
