"""The lists and forms that editors work in, through the admin."""

import csv
import io

import pytest

from snippets.models import Member, Secondee
from tests.factories import make_member, make_secondee, translate

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/snippets/member/"


@pytest.fixture
def names(admin_client):
    """The names in the list of members, for some parameters of its address."""

    def shown(**parameters):
        table = admin_client.get(LIST, parameters).context["object_list"]
        return [member.name for member in table]

    make_member(name="Évry", country="FR")
    translate(make_member(name="Graz", country="AT", kind="REGION"), "de", name="Graz (de)")
    return shown


def test_list_shows_the_source_language_until_asked_otherwise(names):
    assert names() == ["Évry", "Graz"]
    assert names(locale="de") == ["Graz (de)"]


def test_list_can_be_narrowed(names):
    assert names(country="AT") == ["Graz"]
    assert names(kind="REGION") == ["Graz"]
    assert names(signatory="true") == []
    assert names(signatory="false") == ["Évry", "Graz"]


def test_list_can_be_searched_without_accents(names):
    assert names(q="evry") == ["Évry"]
    assert names(q="Évry") == ["Évry"]


def test_list_can_be_exported(admin_client, names):
    response = admin_client.get(LIST, {"export": "csv", "country": "AT"})

    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows[1][:3] == ["Graz", "REGION", "AT"]
    assert len(rows) == 2


def test_second_member_is_refused_with_a_message_in_the_form(admin_client, names):
    data = {"name": "graz", "country": "AT", "kind": "CITY", "description": "null"}

    page = admin_client.post(f"{LIST}add/?locale=fr", data | {"action-publish": "1"})

    assert page.context["form"].errors["name"]
    assert Member.objects.filter(locale__language_code="fr").count() == 2


def test_editor_adds_a_member(admin_client, db):
    data = {"name": "Cork", "country": "IE", "kind": "CITY", "description": "null"}

    admin_client.post(f"{LIST}add/?locale=fr", data | {"action-publish": "1"})

    assert Member.objects.get().name == "Cork"


def test_secondees_are_put_in_order_by_dragging(admin_client):
    first, second = make_secondee(name="a"), make_secondee(name="b")
    url = f"/admin/snippets/snippets/secondee/reorder/{second.pk}/"

    response = admin_client.post(f"{url}?position=0")

    assert response.json() == {"success": True}
    assert list(Secondee.objects.order_by("sort_order")) == [second, first]


@pytest.mark.parametrize("kind", ["secondee", "siteinformation"])
def test_other_lists_open(admin_client, kind):
    assert admin_client.get(f"/admin/snippets/snippets/{kind}/").status_code == 200
