"""Makes questions at random from the schema: valid ones over every field, and broken ones from those."""

import json

from graphql import (
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

from cms.schema import schema
from cms.schema.nodes import GlobalId
from pages.models import SitePage
from snippets.models import Member

SCHEMA = schema.graphql_schema
SENTINEL = "xyzzysecret"
TEXTS = [
    "",
    "/fr/",
    "/fr/objectifs/",
    "/",
    "x",
    "%",
    "'; --",
    "a" * 250,
    "Ville*",
    '"',
    "\\",
    "\n",
    "🎉",
    "../..",
    SENTINEL,
]
VALUES = {
    "Int": [0, 1, 2, 3, 20, 100, 101, -1, 2**31 - 1, -(2**31)],
    "Float": [0.5, -1e300],
    "Boolean": [True, False],
    "LanguageTag": ["fr", "en", "de", "rom", "FR", "xx", "en-GB"],
    "CountryCode": ["FR", "DE", "ZZ"],
    "UUID": ["8c8d4a4e-9a53-4a7e-8f0e-6f3f5f0f0a10", "00000000-0000-0000-0000-000000000000"],
}
MOST_FIELDS = 40
"""In one question: those within fragments have aliases, of which a document may have 50."""


def ids():
    """Of a few things that there are, of one that there is not, and what is no id."""
    pages = [
        GlobalId(page.specific_class.__name__, page.pk) for page in SitePage.objects.all()[:20]
    ]
    members = [GlobalId("Member", pk) for pk in Member.objects.values_list("pk", flat=True)[:3]]
    found = [one.encode() for one in (*pages, *members, GlobalId("Member", 10**17))]
    return [*found, "bm9uc2Vuc2U=", "", "é", "A" * 1000, SENTINEL]


class Question:
    """A random valid document with its variables. seen counts the fields asked for so far, by all questions."""

    def __init__(self, rng, seen, known_ids):
        self.rng = rng
        self.seen = seen
        self.ids = known_ids
        self.variables = {}
        self.declared = []
        self.fields = 0
        root = SCHEMA.mutation_type if rng.random() < 0.05 else SCHEMA.query_type
        selection = self.selection(root, 9, "")
        kind = "mutation" if root is SCHEMA.mutation_type else "query"
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        self.text = f"{kind} {declared} {selection}"

    def selection(self, kind, depth, prefix):
        parts = [] if kind is SCHEMA.mutation_type else ["__typename"]
        if hasattr(kind, "fields"):
            parts += self.chosen_fields(kind, depth, prefix)
        if is_abstract_type(kind):
            possible = SCHEMA.get_possible_types(kind)
            for one in self.least_seen(possible, self.rng.randint(1, 2)):
                inner = self.selection(one, depth, f"{one.name}_")
                parts.append(f"... on {one.name} {inner}")
        return "{ " + " ".join(parts) + " }"

    def least_seen(self, kinds, number):
        """Types with fields that were asked for least often."""
        kinds = list(kinds)
        self.rng.shuffle(kinds)
        kinds.sort(key=lambda kind: min(self.asked(kind, name) for name in kind.fields))
        return kinds[:number]

    def asked(self, kind, name):
        """How often the field was asked for, or else the least asked one of what only it leads to."""
        inner = get_named_type(kind.fields[name].type)
        own = self.seen[kind.name, name]
        if is_leaf_type(inner) or is_abstract_type(inner) or inner.interfaces:
            return own
        return min(
            own, *(self.asked(inner, one) for one in inner.fields if not is_cycle(inner, one))
        )

    def chosen_fields(self, kind, depth, prefix):
        fields = list(kind.fields.items())
        self.rng.shuffle(fields)
        fields.sort(key=lambda item: self.asked(kind, item[0]))
        most = 1 if kind is SCHEMA.mutation_type else self.rng.randint(1, 5)
        for name, field in fields[:most]:
            inner = get_named_type(field.type)
            if self.fields >= MOST_FIELDS or (not is_leaf_type(inner) and depth == 0):
                continue
            self.fields += 1
            self.seen[kind.name, name] += 1
            alias = f"{prefix}{name}: " if prefix else ""
            below = "" if is_leaf_type(inner) else self.selection(inner, depth - 1, "")
            yield f"{alias}{name}{self.arguments(field)} {below}"

    def arguments(self, field):
        given = [
            f"{name}: {self.value(name, arg.type)}"
            for name, arg in field.args.items()
            if is_required_argument(arg) or self.rng.random() < 0.3
        ]
        return f"({', '.join(given)})" if given else ""

    def value(self, name, kind):
        """In the document, or in a variable."""
        value = self.made(kind, name)
        if self.rng.random() < 0.5:
            return literal(value, kind)
        variable = f"v{len(self.declared)}"
        self.declared.append(f"${variable}: {kind}")
        self.variables[variable] = value
        return f"${variable}"

    def made(self, kind, name=""):
        if not is_non_null_type(kind) and self.rng.random() < 0.1:
            return None
        kind = get_nullable_type(kind)
        if is_list_type(kind):
            return [self.made(kind.of_type) for _ in range(self.rng.randint(0, 3))]
        if is_enum_type(kind):
            return self.rng.choice(list(kind.values))
        if is_input_object_type(kind):
            return {
                key: self.made(field.type)
                for key, field in kind.fields.items()
                if is_required_input_field(field) or self.rng.random() < 0.5
            }
        if name in ("first", "last"):
            # Else nearly every question would be refused for its cost.
            return self.rng.choice([1, 2, 3, 0, -1, 101])
        return self.rng.choice(self.ids if kind.name == "ID" else VALUES.get(kind.name, TEXTS))


def is_cycle(kind, name):
    return get_named_type(kind.fields[name].type) is kind


def literal(value, kind):
    kind = get_nullable_type(kind)
    if value is None:
        return "null"
    if is_list_type(kind):
        return "[" + ", ".join(literal(one, kind.of_type) for one in value) + "]"
    if is_enum_type(kind):
        return value
    if is_input_object_type(kind):
        given = (f"{key}: {literal(one, kind.fields[key].type)}" for key, one in value.items())
        return "{" + ", ".join(given) + "}"
    return json.dumps(value, ensure_ascii=False)


JUNK = ["{", "}", "(", ")", '"', '"""', "$x", "...F", "... on Page", "@skip", "@include(if: $y)", ":", "!", "\\u0000", "\x00",
    "\ud800", "é", "9" * 400, "1e999", "null", "#", "[", "fragment F on Page { id }", "query A {a}", SENTINEL, f'"{SENTINEL}"',
    f"${SENTINEL}", "__schema { types { name } }", "subscription"]  # fmt: skip


def broken(rng, text):
    """The text with some of its parts gone, doubled, moved or replaced."""
    parts = text.split(" ")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(parts))
        change = rng.randrange(4)
        if change == 0:
            del parts[at]
            parts = parts or [""]
        elif change == 1:
            parts.insert(at, rng.choice(JUNK))
        elif change == 2:
            parts[at] = rng.choice(JUNK)
        else:
            parts.insert(at, rng.choice(parts))
    return " ".join(parts)
