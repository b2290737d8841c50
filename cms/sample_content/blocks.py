"""Makes stored StreamField blocks of what the data files say, in one language.

A block's id comes from its document and place, so that it is the same in every language.
"""

from collections.abc import Callable, Iterable
from typing import Any

from cms.sample_content.reading import stable_id
from cms.sample_content.rich_text import Numbers, stored_html

Data = dict[str, Any]
Stored = dict[str, Any]


def block(kind: str, value: Any, place: str) -> Stored:
    return {"type": kind, "value": value, "id": str(stable_id(place))}


def items(values: Iterable[Any], place: str) -> list[Stored]:
    """A stored list block."""
    return [block("item", value, f"{place}/{index}") for index, value in enumerate(values)]


def heading(data: Data, place: str, numbers: Numbers) -> Stored:
    return {"text": data["text"], "level": data["level"]}


def paragraph(data: Data, place: str, numbers: Numbers) -> str:
    return stored_html(data["text"], numbers)


def image(data: Data, place: str, numbers: Numbers) -> Stored:
    texts = {name: data.get(name, "") for name in ("alt_text", "caption")}
    return {"image": numbers.pictures[data["image"]], **texts}


def quote(data: Data, place: str, numbers: Numbers) -> Stored:
    return {"quote": data["quote"], "attribution": data["attribution"]}


def call_to_action(data: Data, place: str, numbers: Numbers) -> Stored:
    page = numbers.pages[data["page"]] if "page" in data else None
    return {"label": data["label"], "page": page, "url": data.get("url", "")}


def documents(data: Data, place: str, numbers: Numbers) -> list[Stored]:
    return items((numbers.documents[name] for name in data["documents"]), place)


def embed(data: Data, place: str, numbers: Numbers) -> Stored:
    return {"url": data["url"], "title": data["title"]}


def table(data: Data, place: str, numbers: Numbers) -> Stored:
    cells = {
        "data": data["rows"],
        "cell": [],
        "mergeCells": [],
        "table_caption": "",
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }
    return {"caption": data["caption"], "table": cells}


def members(data: Data, place: str, numbers: Numbers) -> list[Stored]:
    return items((numbers.members[name] for name in data["members"]), place)


def objective(data: Data, place: str, numbers: Numbers) -> Stored:
    return {"title": data["title"], "content": stored_html(data["content"], numbers)}


def milestone(data: Data, place: str, numbers: Numbers) -> Stored:
    return {
        "year": data["year"],
        "month": str(data.get("month", "")),
        "day": data.get("day"),
        "title": data["title"],
        "content": stored_html(data["content"], numbers),
        "image": numbers.pictures[data["image"]] if "image" in data else None,
    }


def term(data: Data, place: str, numbers: Numbers) -> Stored:
    return {
        "code": data["code"],
        "name": data["name"],
        "variants": items(data["variants"], f"{place}/variants"),
        "definition": stored_html(data["definition"], numbers),
        "broader": data.get("broader", ""),
    }


def edition(data: Data, place: str, numbers: Numbers) -> Stored:
    laureates = [laureate(one, numbers) for one in data["laureates"]]
    return {"year": data["year"], "laureates": items(laureates, f"{place}/laureates")}


def laureate(data: Data, numbers: Numbers) -> Stored:
    texts = {name: data[name] for name in ("municipality", "country", "project")}
    summary = stored_html(data["summary"], numbers)
    return {**texts, "member": numbers.members[data["member"]], "summary": summary}


def profile(data: Data, place: str, numbers: Numbers) -> Stored:
    return {name: data[name] for name in ("platform", "url", "label")}


Maker = Callable[[Data, str, Numbers], Any]

BODY: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        heading,
        paragraph,
        image,
        quote,
        call_to_action,
        documents,
        embed,
        table,
        members,
    )
}
LISTS: dict[str, Maker] = {
    "objectives": objective,
    "footnotes": paragraph,
    "milestones": milestone,
    "terms": term,
    "editions": edition,
    "social_profiles": profile,
}
"""The streams whose blocks are all of one kind."""
KINDS = {"footnotes": "footnote", "social_profiles": "profile"}
"""The kind of the blocks of a stream, where its maker is not named after it."""


def stored_blocks(stream: str, listed: list[Data], document: str, numbers: Numbers) -> list[Stored]:
    """The blocks of one stream of a document; KeyError for a kind of block that is unknown."""
    found = []
    for index, data in enumerate(listed):
        place = f"{document}/{stream}/{index}"
        make = BODY[data["type"]] if stream == "body" else LISTS[stream]
        kind = data.get("type") or KINDS.get(stream, make.__name__)
        found.append(block(kind, make(data, place, numbers), place))
    return found
