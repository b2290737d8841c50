"""Content of all kinds for property-based tests: markup, links, scripts from right to left, odd spaces."""

from hypothesis import strategies as st

from translation.checks.markup import canonical

ODD = ["\u00a0", "\u202f", "\u2028", "\u2029", "\u0085", "\u200f", "\u202b", "\t", "\n", "\r", "\u00ad",
       "\x0b", "\x0c", "\x1c", "\x07", "\ufffe", "\U0010ffff", "שלום", "مرحبا", "e\u0301", "\\n", '"', "'",
       "&amp;", "&lt;b&gt;", "{name}", "[1]", "%", "#, fuzzy", "msgid", "]]&gt;", "😀"]  # fmt: skip
"""NUL is not among them: PostgreSQL stores none."""
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>&\0"), max_size=12)
TEXT = st.lists(PLAIN | st.sampled_from(ODD), max_size=4).map("".join)


def wrapped(inner):
    tags = st.sampled_from(["b", "i", "em", "strong", "code"])
    return st.tuples(tags, inner, inner).map(
        lambda one: f"<{one[0]}>{one[1]}</{one[0]}>{one[2]}"
    ) | st.tuples(inner, inner).map("<br/>".join)


MARKUP = st.recursive(TEXT, wrapped, max_leaves=5)


@st.composite
def html(draw):
    """As wagtail-localize stores it, links numbered in order."""
    parts = [draw(MARKUP)]
    for number in range(1, draw(st.integers(1, 3))):
        parts.append(f'<a id="a{number}">{draw(MARKUP)}</a>{draw(MARKUP)}')
    return canonical("".join(parts))


HTML = html()
SENTENCE = HTML.filter(lambda text: text.strip() and text == text.strip())
"""What can be the source's text: wagtail-localize strips it and stores nothing empty."""
