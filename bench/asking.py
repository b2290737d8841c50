"""What is asked of whom: the five questions, put to each of the servers in its own way."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.load import Ask
from bench.questions import GRAPPLE, LIST, MEMBERS, NAVIGATION, PAGE, REST, SEARCH, Question
from bench.servers import WORKERS

WORDS = "quartier 94"
"""A word that all pages have and one that few have: the large site's vocabulary is small."""
PORTS = {
    "cold": 9110,
    "warm": 9111,
    "grapple": 9112,
    "static": 9113,
    "cold, 1 times": 9114,
    "cold, 10 times": 9115,
}

BY_GET = "warm by GET"
"""The persisted operation; warm alone is the whole document by POST."""
ANSWERS = 3
"""Of each caller in one measurement, at least."""


def questions(path: str) -> list[Question]:
    return [
        Question("page", PAGE, {"path": path}),
        Question("list", LIST, {"locale": "fr"}),
        Question("members", MEMBERS, {"locale": "fr", "country": ["FR", "DE"]}),
        Question("navigation", NAVIGATION, {"locale": "fr"}),
        Question("search", SEARCH, {"query": WORDS, "locale": "fr"}),
    ]


@dataclass(frozen=True)
class Target:
    """mode is cold, warm, warm by GET or 304; who is ours or a peer."""

    who: str
    mode: str
    ask: Ask
    seconds: list[float] = field(default_factory=list)
    """That its answers took before anything was measured."""

    def long_enough(self, seconds: float, concurrency: int) -> float:
        """That a measurement takes at least, in seconds: slow ones must come to several answers of each caller."""
        return max(seconds, ANSWERS * min(self.seconds) * max(1.0, concurrency / WORKERS))


def ours(question: Question, port: int) -> Ask:
    body = {"query": question.query, "variables": question.variables}
    return Ask(port, "/graphql/", json.dumps(body))


def persisted(question: Question, port: int) -> Ask:
    """By GET, with the document named by its hash, as a built frontend asks it."""
    variables = json.dumps(question.variables, separators=(",", ":"))
    given = {"documentId": f"sha256:{digest(question.query)}", "variables": variables}
    return Ask(port, f"/graphql/?{urlencode(given, quote_via=quote)}")


def write_manifest(path: Path) -> None:
    """The documents of all questions, as graphql-codegen writes them."""
    documents = {digest(one.query): one.query for one in questions("")}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(documents), encoding="utf-8")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def floor(question: Question, port: int) -> Ask:
    (value, *_others) = [
        question.variables[name]
        for name in ("path", "query", "locale")
        if name in question.variables
    ]
    return Ask(port, f"/floor/{question.name}/?value={quote(value)}")


def warm_targets(question: Question, size: int) -> list[Target]:
    """size is that of our answer, in bytes."""
    revalidated = persisted(question, PORTS["warm"])
    _status, headers, _body = revalidated.once()
    known = {"If-None-Match": headers["etag"]}
    return [
        Target("ours", "warm", ours(question, PORTS["warm"])),
        Target("ours", BY_GET, revalidated),
        Target("ours", "304", Ask(revalidated.port, revalidated.path, None, known)),
        Target("static", "warm", Ask(PORTS["static"], f"/{size}")),
    ]


def targets(question: Question, page: dict[str, str], size: int) -> list[Target]:
    """size is that of our answer, in bytes."""
    found = [
        Target("ours", "cold", ours(question, PORTS["cold"])),
        *warm_targets(question, size),
        Target("floor", "cold", floor(question, PORTS["cold"])),
        Target("grapple", "cold", grapple(question, page)),
    ]
    if question.name in REST:
        path = REST[question.name].replace("NUMBER", page["number"])
        found.append(Target("rest", "cold", Ask(PORTS["cold"], path)))
    return found


def grapple(question: Question, page: dict[str, str]) -> Ask:
    query = GRAPPLE[question.name].replace("URLPATH", page["path"]).replace("SEARCH", WORDS)
    return Ask(PORTS["grapple"], "/grapple/graphql/", json.dumps({"query": query}))
