"""Whether a worker's memory is the same after 100,000 different questions as after 10,000."""

import subprocess
import tempfile
from typing import Any

from bench.asking import PORTS
from bench.servers import NOW, Server

FEW, MANY = 10_000, 100_000
SCRIPT = """local number = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Host"] = "localhost"
wrk.headers["X-Forwarded-Proto"] = "https"
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, string.format(
    '{"query": "{ m%%d: members(locale: \\\\"fr\\\\", first: 20) { edges { node { id name website } } } }"}', %d + number))
end
done = function(summary) io.write(string.format("RESULT %%d\\n", summary.requests)) end
"""


def grown(server: Server) -> dict[str, Any]:
    """MiB of the largest worker at both moments, and their ratio."""
    sent, at_few = 0, 0.0
    while sent < MANY:
        sent += send(sent)
        if sent >= FEW and not at_few:
            at_few = max(server.memory(NOW))
    at_many = max(server.memory(NOW))
    return {
        "queries": sent,
        "mib_after_few": round(at_few, 1),
        "mib_after_many": round(at_many, 1),
        "ratio": round(at_many / at_few, 3),
        "bar": 1.1,
    }


def send(start: int) -> int:
    """Different questions for some seconds; how many."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % start)
        script.flush()
        url = f"http://127.0.0.1:{PORTS['warm']}/graphql/"
        command = ["wrk", "-t1", "-c8", "-d8s", "-s", script.name, url]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return int(out.split("RESULT ")[1].split()[0])
