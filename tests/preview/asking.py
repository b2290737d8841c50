"""Questions with a token, as a frontend sends them."""

from preview.grants import grant_reviewer

PAGE = "query($t: String) { page(previewToken: $t) { id title path locale } }"
NODE = """query($t: String, $id: ID!) { node(id: $id, previewToken: $t) {
    id ... on Page { title } ... on Member { name description { text } } ... on Secondee { name position }
    ... on Site { name tagline socialProfiles { label } } } }"""


def draft(document, **values):
    """A revision that is not published."""
    for name, value in values.items():
        setattr(document, name, value)
    return document.save_revision()


def grant(document, days=1, **values):
    return grant_reviewer(draft(document, **values), "Anna", days, None)
