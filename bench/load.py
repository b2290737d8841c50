"""Asks a server as fast as it answers, with wrk: one thread in C costs the measured machine the least."""

import json
import math
import re
import subprocess
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

SCRIPT = """wrk.method = %(method)s
wrk.body = %(body)s
%(headers)s
done = function(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""
RESULT = re.compile(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)")


@dataclass(frozen=True)
class Ask:
    """One request, again and again."""

    port: int
    path: str
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def all_headers(self) -> dict[str, str]:
        sent = {"Host": "localhost", "X-Forwarded-Proto": "https", "Accept": "application/json"}
        return sent | ({"Content-Type": "application/json"} if self.body else {}) | self.headers

    def once(self) -> tuple[int, dict[str, str], bytes]:
        data = self.body.encode() if self.body else None
        request = Request(self.url, data, self.all_headers())  # noqa: S310  # This machine.
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()

    def status_and_body(self) -> tuple[int, bytes]:
        """Of an answer that may be 304."""
        try:
            status, _headers, body = self.once()
        except HTTPError as error:
            return error.code, b""
        return status, body

    def script(self) -> str:
        headers = "\n".join(
            f"wrk.headers[{json.dumps(name)}] = {lua(value)}"
            for name, value in self.all_headers().items()
        )
        return SCRIPT % {
            "method": lua("POST" if self.body else "GET"),
            "body": lua(self.body) if self.body else "nil",
            "headers": headers,
        }


def lua(text: str) -> str:
    """Byte by byte where it is not plain."""
    plain = set(range(32, 127)) - {ord('"'), ord("\\")}
    return '"' + "".join(chr(b) if b in plain else f"\\{b:03d}" for b in text.encode()) + '"'


@dataclass(frozen=True)
class Measured:
    """Milliseconds; failed counts answers of another status than 2xx and 3xx, and broken connections."""

    requests_per_second: float
    p50: float
    p99: float
    requests: int
    failed: int

    def row(self) -> dict[str, float]:
        return asdict(self)


def measure(ask: Ask, concurrency: int, seconds: float) -> Measured:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(ask.script())
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{concurrency}",
            f"-d{math.ceil(seconds)}s",
            "--timeout",
            "30s",
            "-s",
            script.name,
            ask.url,
        ]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    match = RESULT.search(out)
    if match is None:
        raise RuntimeError(f"wrk said nothing that can be read: {out}")
    count, microseconds, p50, p99, status, broken = map(int, match.groups())
    return Measured(count / (microseconds / 1e6), p50 / 1000, p99 / 1000, count, status + broken)


def is_there() -> bool:
    return any(Path(folder, "wrk").exists() for folder in ("/usr/bin", "/usr/local/bin"))
