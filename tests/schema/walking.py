"""Asks everything that the schema can be asked: every field of every type, with every argument that could lead somewhere.

Nothing here knows a type by name, so that new ones are walked without a change. An argument that is required and of a
kind that the pools below do not have stops the walk: then a pool is missing.
"""

from collections import Counter
from itertools import product

from django.apps import apps
from django.test import RequestFactory
from graphql import (
    DocumentNode,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
    parse,
    specified_rules,
    validate,
)
from wagtail.contrib.redirects.models import Redirect

from cms.schema import errors, schema
from cms.schema.context import Context, asked_for
from cms.schema.executing import Plans
from cms.schema.nodes import GlobalId
from content_version import current
from pages.localisation import content_languages
from pages.models import SitePage

SCHEMA = schema.graphql_schema
DEPTH = 5
"""Fields below a root field: a page, its children, their edges and nodes, and what those name."""

SHALLOW = 3


class Walk:
    """words are what a search should look for. reached counts the fields that gave a value, by type."""

    def __init__(self, words, depth=DEPTH):
        self.words = words
        self.depth = depth
        self.reached = Counter()

    def answers(self, only=None):
        """(question, answer) for everything; only are names of root fields."""
        for root in (SCHEMA.query_type, SCHEMA.mutation_type):
            for name, field in root.fields.items() if root else ():
                if only is None or name in only:
                    yield from self.field_answers(root, name, field)

    def field_answers(self, root, name, field):
        kind = "mutation" if root is SCHEMA.mutation_type else "query"
        selections = {depth: Selection(field, depth) for depth in (self.depth, SHALLOW)}
        for arguments, is_deep in self.argument_choices(field.args):
            selection = selections[self.depth if is_deep else SHALLOW]
            given = f"({arguments})" if arguments else ""
            question = f"{kind} {{ {name}{given} {selection.text} }}"
            yield question, self.ask(*selection.document(question))

    def ask(self, document, asked):
        context = Context(RequestFactory().post("/graphql/"), asked, current.recent())
        result = Plans(SCHEMA, document).execute(context, None, None)
        self.count(result.data)
        return {
            "data": result.data,
            "errors": [errors.shown(error) for error in result.errors or ()],
        }

    def count(self, value):
        if isinstance(value, list):
            for item in value:
                self.count(item)
        elif isinstance(value, dict):
            for key, item in value.items():
                if item not in (None, []):
                    self.reached[key] += 1
                self.count(item)

    def argument_choices(self, args):
        """(text, whether to look deep) of argument lists: all that is required, each way to name a thing, each locale.

        The first way to name a thing is followed deep; the others lead to the same things.
        """
        pools = [
            self.pool(name, arg.type) for name, arg in args.items() if is_required_argument(arg)
        ]
        required = [name for name, arg in args.items() if is_required_argument(arg)]
        assert all(pools), f"no pool for one of {required}"
        optional = {
            name: pool
            for name, arg in args.items()
            if name not in required and (pool := self.pool(name, arg.type))
        }
        size = ["first: 100"] if "first" in args else []
        bases = [
            [f"{name}: {value}" for name, value in zip(required, values, strict=True)]
            for values in product(*pools)
        ]
        for base in bases:
            yield ", ".join([*base, *size]), True
        first_naming = next((name for name in optional if name in NAMING), None)
        for name, pool in optional.items():
            is_deep = len(pool) == 1 or name == first_naming
            # Long pools name things, whatever else is asked: one choice of the rest is enough.
            for base, value in product(bases if len(pool) == 1 else bases[:1], pool):
                yield ", ".join([*base, *size, f"{name}: {value}"]), is_deep
                if name in NAMING and "locale" in args:
                    yield ", ".join([*base, *size, f"{name}: {value}", *OTHER_LOCALE]), is_deep

    def pool(self, name, kind):
        """Values in GraphQL's own spelling; empty for what needs no trying."""
        named = get_named_type(kind)
        if name == "fallback":
            return ["[" + ", ".join(quoted(tag) for tag in content_languages()) + "]"]
        if name in TEXTS:
            return TEXTS[name](self)
        if named.name in SCALARS:
            found = SCALARS[named.name]()
            return [f"[{', '.join(found)}]"] if is_list_type(get_nullable_type(kind)) else found
        if is_input_object_type(named):
            fields = named.fields.items()
            pools = [
                (key, self.pool(key, f.type)) for key, f in fields if is_required_input_field(f)
            ]
            assert all(pool for _key, pool in pools), f"no pool for a field of {named}"
            return ["{" + ", ".join(f"{key}: {pool[0]}" for key, pool in pools) + "}"]
        if is_enum_type(named):
            return list(named.values)[:1] if isinstance(kind, GraphQLNonNull) else []
        return ['"x"'] if isinstance(kind, GraphQLNonNull) and named.name == "String" else []


class Selection:
    """All that can be selected of a root field down to a depth, parsed and validated once."""

    def __init__(self, field, depth):
        fragments = Fragments()
        self.text = fragments.selection(get_named_type(field.type), depth)
        texts = " ".join(fragments.texts.values())
        self.parts = parse(texts).definitions if texts else ()
        self.asked = None

    def document(self, question):
        """With the names of the fields that it asks for. Questions differ only in their arguments."""
        document = DocumentNode(definitions=(*parse(question).definitions, *self.parts))
        if self.asked is None:
            assert validate(SCHEMA, document, specified_rules) == []
            self.asked = asked_for(document)
        return document, self.asked


class Fragments:
    """Named fragments, one for each type and depth, so that the text stays short however types nest."""

    def __init__(self):
        self.texts = {}

    def selection(self, kind, depth):
        return "" if is_leaf_type(kind) else f"{{ ...{self.fragment(kind, depth)} }}"

    def fragment(self, kind, depth):
        name = f"{kind.name}_{depth}"
        if name not in self.texts:
            self.texts[name] = ""
            parts = " ".join(["__typename", *self.parts(kind, depth)])
            self.texts[name] = f"fragment {name} on {kind.name} {{ {parts} }}"
        return name

    def parts(self, kind, depth):
        if is_abstract_type(kind):
            for possible in SCHEMA.get_possible_types(kind):
                yield f"...{self.fragment(possible, depth)}"
            return
        for name, field in kind.fields.items():
            inner = get_named_type(field.type)
            if not is_leaf_type(inner) and depth == 0:
                continue
            arguments = nested_arguments(field.args)
            yield f"{kind.name}_{name}: {name}{arguments} {self.selection(inner, depth - 1)}"


def nested_arguments(args):
    given = [
        f"{name}: {next(iter(get_named_type(arg.type).values))}"
        for name, arg in args.items()
        if is_required_argument(arg)
    ]
    if "first" in args:
        given.append("first: 100")
    return f"({', '.join(given)})" if given else ""


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def every_path(walk):
    paths = SitePage.objects.values_list("url_path", flat=True)
    return sorted(
        {quoted(path) for path in (*paths, *Redirect.objects.values_list("old_path", flat=True))}
    )


def every_id():
    """Of each row that a type of nodes could stand for, whether a model or the type has the name of the other."""
    names = {kind.name for kind in SCHEMA.get_possible_types(SCHEMA.type_map["Node"])}
    models = [model for model in apps.get_models() if model.__name__ in names]
    return [
        quoted(GlobalId(model.__name__, pk).encode())
        for model in models
        for pk in model._base_manager.values_list("pk", flat=True)
    ]


NAMING = {"path", "id"}
"""Arguments that say which document: each is tried in another language as well."""
OTHER_LOCALE = ['locale: "de"', 'fallback: ["fr", "en", "rom"]']
TEXTS = {
    "path": every_path,
    "query": lambda walk: [quoted(word) for word in walk.words],
    "search": lambda walk: [quoted(word) for word in walk.words],
    "email": lambda walk: ['"someone@example.org"'],
}
SCALARS = {
    "LanguageTag": lambda: [quoted(tag) for tag in content_languages()],
    "ID": every_id,
    "UUID": lambda: ['"0c4f6a5e-6f0f-4a8b-9a39-0d6f0a3b8f11"'],
    "CountryCode": lambda: ['"FR"'],
    "Boolean": lambda: ["true"],
}


def every_field():
    """The keys of Walk.reached when everything was reached."""
    kinds = [kind for kind in SCHEMA.type_map.values() if hasattr(kind, "fields")]
    return {
        f"{kind.name}_{name}"
        for kind in kinds
        if not kind.name.startswith("__")
        and not is_input_object_type(kind)
        and not is_interface_type(kind)
        and kind not in (SCHEMA.query_type, SCHEMA.mutation_type)
        for name in kind.fields
    }
