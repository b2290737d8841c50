"""Documents that once cost GraphQL servers much more than they cost their senders."""

BYTES = 4096


def every_attack(size: int) -> dict[str, str]:
    """By name; each about as many bytes long, or short where it needs no more."""

    def filled(start: str, part: str, end: str) -> str:
        return start + part * ((size - len(start) - len(end)) // len(part)) + end

    def numbered(start: str, part: str, end: str) -> str:
        """part has a # where the number stands."""
        count = (size - len(start) - len(end)) // (len(part) + 3)
        return start + " ".join(part.replace("#", str(one)) for one in range(count)) + end

    page = '{page(path:"/"){'
    many = size // 12
    return {
        "repeated field": filled("{", "__typename ", "}"),
        "repeated field with a selection": filled(page, "seo{title}", "}}"),
        "repeated fields in repeated fields": filled(page, "parent{" + "id " * 6 + "}", "}}"),
        "unknown fields": numbered("{", "a#b", "}"),
        "unknown fields with long names": filled("{", "a" * 99 + " ", "}"),
        "unknown arguments": numbered("{__typename locales(", "a#:1", "){code}}"),
        "unfinished": filled("{page", "{parent", ""),
        "deep": page + "parent{" * many + "id" + "}" * (many + 2),
        "inline fragments in each other": "{" + "...{" * 150 + "__typename " * 300 + "}" * 151,
        "circular fragments": page
        + "...A}} fragment A on Page{parent{...B}} fragment B on Page{parent{...A}}",
        "fragments within themselves": page
        + "...A}} fragment A on Page{...B} fragment B on Page{...A}",
        "fragment bomb": fragment_bomb(size // 75),
        "fragment bomb that is let in": fragment_bomb(11),
        "spread bomb": spread_bomb(size // 160),
        "aliases": numbered("{", "a#:__typename", "}"),
        "directives": filled("{__typename", " @skip(if:true)", "}"),
        "unknown directives": filled("{__typename", "@a", "}"),
        "unused fragment": filled("{__typename} fragment F on Page {", "path ", "}"),
        "nested lists": "{page(path:" + "[" * (size // 2) + "]" * (size // 2) + "){id}}",
        "nested objects": "{page(path:" + "{a:" * (size // 4) + "1" + "}" * (size // 4) + "){id}}",
        "many operations": numbered("", "query Q#{__typename}", ""),
        "many variables": numbered("query(", "$v#:Int", "){__typename}"),
        "list types": "query($v:" + "[" * (size // 2) + "Int" + "]" * (size // 2) + "){__typename}",
        "comments": filled("{__typename}", "\n#", ""),
        "commas": filled("{__typename", ",", "}"),
        "long name": "{" + "a" * size + ":__typename}",
        "long string": '{page(path:"' + "a" * size + '"){id}}',
        "long number": '{pages(locale:"fr",first:' + "9" * size + "){totalCount}}",
        "deep introspection": '{__type(name:"Page")'
        + "{fields{type" * 6
        + "{name}"
        + "}}" * 6
        + "}",
        "introspection again and again": numbered(
            "{", "a#:__schema{types{fields{name type{fields{name}}}}}", "}"
        ),
        "page of pages": '{pages(locale:"fr",first:100){edges{node{children(first:100){edges{node{path}}}}}}}',
        "as dear as may be": '{pages(locale:"fr",first:100){edges{node{children(first:24){edges{node{path '
        "title seo{title} breadcrumbs{path} }}}}}}}",
    }


def fragment_bomb(levels: int) -> str:
    """Doubles with each level when it is written out."""
    inner = " ".join(
        f"fragment F{one} on Page{{a:parent{{...F{one + 1}}} b:parent{{...F{one + 1}}}}}"
        for one in range(levels)
    )
    return f'{{page(path:"/"){{...F0}}}} {inner} fragment F{levels} on Page{{path}}'


def spread_bomb(number: int) -> str:
    """All fragments in one place, each with all the others."""
    names = [f"F{one}" for one in range(number)]
    spread = " ".join(f"...{name}" for name in names)
    return f'{{page(path:"/"){{{spread}}}}} ' + " ".join(
        f"fragment {name} on Page{{parent{{{spread}}}}}" for name in names
    )


NOT_REFUSED_BEFORE_THE_RULES = {
    "unknown fields with long names",
    "unknown arguments",
    "fragments within themselves",
    "fragment bomb that is let in",
    "nested objects",
    "commas",
    "long string",
    "long number",
    "deep introspection",
    "page of pages",
    "as dear as may be",
}
"""Those that the standard rules refuse, the cost, or nobody, as they are harmless."""
ATTACKS = {
    name: text
    for name, text in every_attack(BYTES).items()
    if name not in NOT_REFUSED_BEFORE_THE_RULES
}
