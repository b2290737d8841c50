"""Starts the servers that are measured, and looks at their workers."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKERS = 2
GRANIAN = [
    "--interface",
    "wsgi",
    "--blocking-threads",
    "2",
    "--backpressure",
    "64",
    "--no-ws",
]
"""As `make serve` starts it."""
ENDLESS = "REQUESTS_PER_MINUTE=1000000000,BURST=1000000000,COST_PER_MINUTE=1000000000000"
"""One client asks as much as it can; each operation is counted all the same."""
RESTING = 0.2
"""Seconds without a tick of the processor."""
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
NOW = re.compile(r"VmRSS:\s+(\d+) kB")


def environment(database: str, **more: str) -> dict[str, str]:
    """Production, as a proxy in front that speaks HTTPS would have it."""
    return (
        os.environ
        | {
            "ENVIRONMENT": "production",
            "SECRET_KEY": "only-for-measuring-" * 4,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "BASE_URL": "https://cms.example.org",
            "FRONTEND_URL": "https://www.example.org",
            "DATABASE_URL": database,
            "VAR_DIR": str(ROOT / "var" / "bench"),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "REDIS_URL": "",
            "GRAPHQL_LIMITS": ENDLESS,
        }
        | more
    )


class Server:
    """granian with one application on one port."""

    def __init__(self, application: str, port: int, env: dict[str, str]) -> None:
        self.port = port
        command = [
            str(BIN / "granian"),
            *GRANIAN,
            "--workers",
            str(WORKERS),
            "--port",
            str(port),
            "--log-level",
            "error",
            application,
        ]
        # A session of its own: workers must not outlive it and answer on the port of the next one.
        self.process = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)  # noqa: S603

    def wait(self, seconds: float = 60) -> None:
        """Until it answers anything. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", "/")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.2)
            else:
                return
            finally:
                connection.close()
        raise TimeoutError(f"nothing answers on port {self.port}")

    def workers(self) -> list[int]:
        listed = subprocess.run(  # noqa: S603
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listed.stdout.split()]

    def pin(self, processor: int) -> None:
        """All that its workers do, on one processor."""
        for pid in self.workers():
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {processor})

    def memory(self, which: re.Pattern[str] = NOW) -> list[float]:
        """MiB of each worker."""
        found = []
        for pid in self.workers():
            match = which.search(Path(f"/proc/{pid}/status").read_text())
            if match:
                found.append(int(match[1]) / 1024)
        return found

    def settle(self, seconds: float = 60) -> None:
        """Wait until its workers rest: they go on with what a caller that left had asked."""
        end = time.monotonic() + seconds
        before = None
        while (now := self.processor_time()) != before and time.monotonic() < end:
            before = now
            time.sleep(RESTING)

    def processor_time(self) -> list[int]:
        """Of each worker, in ticks of the kernel."""
        found = []
        for pid in self.workers():
            # The name of a process may hold spaces and ends with the last parenthesis.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found.append(int(fields[11]) + int(fields[12]))
        return found

    def processor_milliseconds(self) -> float:
        """Of all workers together."""
        return sum(self.processor_time()) * 1000 / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def running(servers: Mapping[Any, Server]) -> Iterator[None]:
    try:
        for server in servers.values():
            server.wait()
        yield
    finally:
        for server in servers.values():
            server.stop()
