"""Walking through lists with cursors, forwards and backwards."""

import pytest

from tests.factories import make_home, make_member, make_page

pytestmark = pytest.mark.django_db

MEMBERS = """query ($first: Int, $after: String, $last: Int, $before: String) {
    list: members(locale: "fr", first: $first, after: $after, last: $last, before: $before) {
        totalCount edges { cursor node { name title: name } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
CHILDREN = """query ($first: Int, $after: String, $last: Int, $before: String) {
    page(path: "/fr/") { list: children(first: $first, after: $after, last: $last, before: $before) {
        totalCount edges { cursor node { title } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


@pytest.fixture(params=["members", "children"])
def walk(request, execute):
    """A list of the letters a to e, read in parts."""
    home = make_home()
    for letter in "abcde":
        make_member(name=letter) if request.param == "members" else make_page(home, title=letter)

    def read(**paging):
        data = execute(MEMBERS if request.param == "members" else CHILDREN, **paging)
        return data.get("list") or data["page"]["list"]

    return read


def letters(part):
    return "".join(edge["node"]["title"] for edge in part["edges"])


def test_forwards_every_item_comes_once(walk):
    first = walk(first=2)
    second = walk(first=2, after=first["pageInfo"]["endCursor"])
    third = walk(first=2, after=second["pageInfo"]["endCursor"])

    assert [letters(part) for part in (first, second, third)] == ["ab", "cd", "e"]
    assert [part["pageInfo"]["hasNextPage"] for part in (first, second, third)] == [
        True,
        True,
        False,
    ]
    assert [part["pageInfo"]["hasPreviousPage"] for part in (first, second)] == [False, True]
    assert {part["totalCount"] for part in (first, second, third)} == {5}


def test_backwards_every_item_comes_once(walk):
    last = walk(last=2)
    middle = walk(last=2, before=last["pageInfo"]["startCursor"])

    assert (letters(last), letters(middle)) == ("de", "bc")
    assert (last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert last["totalCount"] == 5


def test_part_between_two_cursors(walk):
    cursors = [edge["cursor"] for edge in walk()["edges"]]

    assert letters(walk(after=cursors[0], before=cursors[3])) == "bc"
    assert letters(walk(last=1, after=cursors[0], before=cursors[3])) == "c"


def test_part_behind_the_end_is_empty_and_knows_the_total(walk):
    end = walk(last=1)["pageInfo"]["endCursor"]

    part = walk(first=2, after=end)

    assert (letters(part), part["totalCount"], part["pageInfo"]["startCursor"]) == ("", 5, None)


def test_nothing_may_be_asked_for(walk):
    assert letters(walk(first=0)) == ""
