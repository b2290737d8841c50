"""Makes stored StreamField blocks and rich text of what the data files say.

In the files, texts name pages and documents by their names; Wagtail stores their numbers.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from cms.sample_content.reading import stable_id

PAGE_LINK = re.compile(r'<a page="([\w-]+)">')
DOCUMENT_LINK = re.compile(r'<a document="([\w-]+)">')


@dataclass
class Numbers:
    """The numbers of everything made so far, by name."""

    pages: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)

    def rich(self, html: str) -> str:
        """Stored HTML. A text without tags is one paragraph for each of its lines."""
        if html and not html.startswith("<"):
            lines = (line.strip() for line in html.split("\n"))
            html = "".join(f"<p>{line}</p>" for line in lines if line)
        html = PAGE_LINK.sub(lambda m: f'<a linktype="page" id="{self.pages[m[1]]}">', html)
        return DOCUMENT_LINK.sub(
            lambda m: f'<a linktype="document" id="{self.documents[m[1]]}">', html
        )


def block(kind: str, value: Any, place: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(stable_id(place))}


def items(values: list[Any], place: str) -> list[dict[str, Any]]:
    """A stored list block."""
    return [block("item", value, f"{place}/{index}") for index, value in enumerate(values)]


def body_value(stored: dict[str, Any], place: str, numbers: Numbers) -> Any:
    match stored["type"]:
        case "heading":
            return {"text": stored["text"], "level": stored.get("level", "2")}
        case "paragraph":
            return numbers.rich(stored["text"])
        case "image":
            caption = stored.get("caption", "")
            return {"image": numbers.pictures[stored["image"]], "alt_text": "", "caption": caption}
        case "call_to_action":
            page = numbers.pages[stored["page"]] if "page" in stored else None
            return {"label": stored["label"], "page": page, "url": stored.get("url", "")}
        case "documents":
            return items([numbers.documents[name] for name in stored["documents"]], place)
        case "members":
            return items([numbers.members[name] for name in stored["members"]], place)
        case "table":
            return table_value(stored)
    return {key: value for key, value in stored.items() if key != "type"}


def table_value(stored: dict[str, Any]) -> dict[str, Any]:
    """The files write a cell as text, with | between the cells of a row."""
    rows = [[cell.strip() for cell in row.split("|")] for row in stored["rows"]]
    table = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": False}
    return {"caption": stored["caption"], "table": table}


def body(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    placed = [(f"{name}/body/{index}", item) for index, item in enumerate(stored)]
    return [block(item["type"], body_value(item, place, numbers), place) for place, item in placed]


def objectives(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        block(
            "objective",
            {"title": item["title"], "content": numbers.rich(item["content"])},
            f"{name}/objectives/{index}",
        )
        for index, item in enumerate(stored)
    ]


def footnotes(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        block("footnote", numbers.rich(item["text"]), f"{name}/footnotes/{index}")
        for index, item in enumerate(stored)
    ]


def milestones(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        block(
            "milestone",
            {
                "year": item["year"],
                "month": str(item.get("month", "")),
                "day": item.get("day"),
                "title": item["title"],
                "content": numbers.rich(item.get("content", "")),
                "image": numbers.pictures.get(item.get("image", "")),
            },
            f"{name}/milestones/{index}",
        )
        for index, item in enumerate(stored)
    ]


def terms(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        block(
            "term",
            {
                "code": item["code"],
                "name": item["name"],
                "variants": items(
                    [variant for variant in item.get("variants", []) if variant],
                    f"{name}/terms/{item['code']}/variants",
                ),
                "definition": numbers.rich(item["definition"]),
                "broader": item.get("broader", ""),
            },
            f"{name}/terms/{item['code']}",
        )
        for item in stored
    ]


def editions(stored: list[dict[str, Any]], name: str, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        block(
            "edition",
            {
                "year": item["year"],
                "laureates": items(
                    [laureate(one, numbers) for one in item["laureates"]],
                    f"{name}/editions/{item['year']}/laureates",
                ),
            },
            f"{name}/editions/{item['year']}",
        )
        for item in stored
    ]


def laureate(stored: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    return {
        "municipality": stored["municipality"],
        "country": stored["country"],
        "member": numbers.members.get(stored.get("member", "")),
        "project": stored["project"],
        "summary": numbers.rich(stored.get("summary", "")),
    }


STREAMS = {
    "body": body,
    "objectives": objectives,
    "footnotes": footnotes,
    "milestones": milestones,
    "terms": terms,
    "editions": editions,
}
"""How each StreamField's part of a file becomes its stored blocks."""

RICH_TEXTS = ("intro", "consent", "confirmation", "description", "biography", "patronage", "footer")
