"""Words and blocks for the large site."""

import uuid
from random import Random
from typing import Any

WORDS = {
    "fr": "ville région école logement emploi santé culture mémoire projet rencontre dialogue voisin famille médiation droit avenir quartier musique langue histoire",
    "en": "city region school housing work health culture memory project meeting dialogue neighbour family mediation right future quarter music language history",
    "de": "Stadt Region Schule Wohnung Arbeit Gesundheit Kultur Gedenken Projekt Treffen Gespräch Nachbar Familie Vermittlung Recht Zukunft Viertel Musik Sprache Geschichte",
    "rom": "foro regija shkola kher buti sastipe kultura memorija projekto kidipe duma pashalo familija mediacija chachipe angluno kvarto muzika chhib historija",
}


def words(random: Random, tag: str, count: int) -> str:
    return " ".join(random.choices(WORDS.get(tag, WORDS["en"]).split(), k=count))


def title(random: Random, tag: str) -> str:
    return words(random, tag, 4).capitalize()


def paragraph(random: Random, tag: str) -> str:
    return f"<p>{words(random, tag, 30).capitalize()}.</p>"


def body(
    random: Random,
    tag: str,
    ids: list[uuid.UUID],
    pictures: list[int],
    members: list[int],
    links: list[int],
) -> list[dict[str, Any]]:
    """Every kind of block but films; ids are those of the blocks, the same in all languages."""
    number = iter(ids)

    def block(kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(next(number))}

    link = f'<p>{words(random, tag, 20)} <a linktype="page" id="{random.choice(links)}">{words(random, tag, 2)}</a>.</p>'
    image = {"image": random.choice(pictures), "alt_text": "", "caption": words(random, tag, 5)}
    action = {"label": words(random, tag, 2), "page": random.choice(links), "url": ""}
    data = [[words(random, tag, 1) for _column in range(3)] for _row in range(4)]
    table = {"data": data, "first_row_is_table_header": True, "first_col_is_header": False}
    chosen = random.sample(members, min(3, len(members)))
    return [
        block("heading", {"text": title(random, tag), "level": "2"}),
        block("paragraph", paragraph(random, tag) + link),
        block("image", image),
        block("paragraph", paragraph(random, tag) * 3),
        block("quote", {"quote": words(random, tag, 12), "attribution": words(random, tag, 2)}),
        block("table", {"caption": words(random, tag, 4), "table": table}),
        block("call_to_action", action),
        block("members", [block("item", member) for member in chosen]),
    ]
