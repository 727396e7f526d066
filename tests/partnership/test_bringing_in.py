"""Bringing in a spreadsheet by its pages: upload, look, one press."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership import actions
from counterpoint.partnership.models import BringIn, Member, Organisation
from counterpoint.partnership.queries import brought_in_actions
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser, Sheets, chosen, workbook
from tests.world import World

PATH = "/aldermouth/bring-in/"
CHECK = "/aldermouth/bring-in/check/"
PASTED = "Name\tOrganisation\tEmail\nOlu Bell\tHarrowmere Homes\tolu@homes.example\n"
NO_HEADINGS = "Olu Bell\tHomes\nAnn Able\tHomes\n"


@pytest.fixture
def ada(world: World, as_member: Browser) -> Client:
    return as_member(world.ada)


def upload(client: Client, content: bytes, name: str = "quarter.xlsx") -> Any:
    return client.post(PATH, {"file": SimpleUploadedFile(name, content)})


def pressed(client: Client, **more: str) -> Any:
    """The button at the foot of the page, with what the page had chosen; every open question answered the same."""
    page = client.get(CHECK).content.decode()
    open_ones = {name: "same" for name in re.findall(r'name="((?:person|organisation)-[^"]+)"', page)}
    return client.post(CHECK, {**open_ones, **chosen(page), "do": "bring", **more})


def test_a_quarter_comes_in_as_one_act_and_its_actions_wait_for_the_promises_room(
    world: World, ada: Client, quarter: Sheets
) -> None:
    assert upload(ada, workbook(quarter))["Location"] == CHECK
    before = Event.objects.count()
    assert Organisation.objects.count() == 4, "nothing is written before the press"
    done = pressed(ada)
    assert done["Location"] == "/aldermouth/promises/bring-in/"
    assert (Organisation.objects.count(), Member.objects.count()) == (12, 65)
    [event] = Event.objects.order_by("seq")[before:]
    assert (event.verb, event.subject, event.actor) == ("place.brought_in", world.place.ref, world.ada.ref)
    assert {key: event.facts[key] for key in ("organisations", "people", "actions")} == {
        "organisations": 8, "people": 58, "actions": 25
    }  # fmt: skip
    assert first_break(world.place.pk) is None
    taken = brought_in_actions(world.place, world.ada)
    assert taken is not None
    assert len(taken.actions) == 25
    assert taken.actions[0].row == "Actions, row 2"
    numbers = {one.owner_member for one in taken.actions}
    assert None in numbers, "TBC is nobody"
    assert Member.objects.filter(place=world.place, number__in=numbers - {None}).count() == len(
        numbers - {None}
    )
    assert Member.objects.filter(number__gt=7, email="").count() == 7


def test_of_what_came_in_nothing_of_the_spreadsheet_stays_but_the_actions(
    world: World, ada: Client, handful: Sheets
) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    row = BringIn.objects.get()
    assert (row.sheets, row.reading) == ([], {})
    actions.finish_bring_in(place=world.place, by=world.ada)
    assert not BringIn.objects.exists()
    assert brought_in_actions(world.place, world.ada) is None


def test_those_without_an_address_come_in_reached_by_text_or_in_person(ada: Client, handful: Sheets) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    reached = dict(Member.objects.filter(number__gt=7).values_list("name", "channel"))
    assert reached == {
        "Susan Dalby": "mail",
        "Kofi Mensah": "text",
        "Ruth Castle": "none",
        "Moira Tatter": "mail",
        "Des Achebe": "none",
    }


def test_each_new_organisation_gets_somebody_who_is_asked(ada: Client, handful: Sheets) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    for organisation in Organisation.objects.filter(number__gt=4):
        assert organisation.memberships.filter(asked=True).count() == 1, organisation.name


def test_people_of_a_group_belong_to_it_and_do_not_sign_unless_they_choose(
    ada: Client, handful: Sheets
) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    voices = Organisation.objects.get(name="Harrowmere Voices").memberships.select_related("member")
    assert {(one.works, one.member.signs) for one in voices} == {(False, False)}


def test_pasted_cells_without_actions_go_to_the_list_of_people(ada: Client) -> None:
    assert ada.post(PATH, {"words": PASTED})["Location"] == CHECK
    assert pressed(ada)["Location"] == "/aldermouth/people/"
    assert Member.objects.get(name="Olu Bell").memberships.get().organisation.name == "Harrowmere Homes"
    assert not BringIn.objects.exists()


def test_reading_it_again_keeps_what_was_said_and_writes_nothing_else(ada: Client) -> None:
    ada.post(PATH, {"words": NO_HEADINGS})
    again = ada.post(CHECK, {"0-people-name": "0", "0-people-organisation": "1", "do": "again"})
    assert again["Location"] == CHECK
    assert Member.objects.count() == 7
    assert "two people" in ada.get(CHECK).content.decode()


def test_an_open_question_is_said_beside_it_and_nothing_comes_in(ada: Client) -> None:
    ada.post(PATH, {"words": "Name\tOrganisation\tPost\nSusan Dalby\tHC\tx\nSusan D\tHC\ty\n"})
    page = ada.post(
        CHECK, {"do": "bring", "0-people-name": "0", "0-people-organisation": "1", "0-people-job": "2"}
    )
    assert page.status_code == 422
    assert "Say whether they are the same person." in page.content.decode()
    assert Member.objects.count() == 7


@pytest.mark.parametrize("column", ["99", "-1", "x", "0; DROP TABLE"])
def test_a_column_that_is_not_there_is_refused(ada: Client, column: str) -> None:
    ada.post(PATH, {"words": PASTED})
    page = ada.post(CHECK, {"0-people-name": column, "do": "bring"})
    assert page.status_code == 422
    assert Member.objects.count() == 7


def test_a_second_press_brings_nothing_in_twice(ada: Client, handful: Sheets) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    assert ada.post(CHECK, {"do": "bring"})["Location"] == "/aldermouth/promises/bring-in/"
    assert Member.objects.count() == 12


def test_two_at_once_do_not_both_write(world: World, now: datetime) -> None:
    row = actions.begin_bring_in(place=world.place, content=PASTED, file_name="", by=world.ada, at=now)
    row.actions = []  # as the other one left it a moment ago
    row.save()
    with pytest.raises(Refused, match="already"):
        actions.bring_in(row=row, by=world.ada, at=now)


def test_a_file_that_fails_half_way_brings_nobody_in(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = actions.begin_bring_in(place=world.place, content=PASTED, file_name="", by=world.ada, at=now)
    before = (Organisation.objects.count(), Member.objects.count(), Event.objects.count())

    def broken(*given: object, **more: object) -> None:
        raise Refused("broken on purpose")

    monkeypatch.setattr("counterpoint.partnership.actions.bringing_in.record_member", broken)
    with pytest.raises(Refused, match="on purpose"):
        actions.bring_in(row=row, by=world.ada, at=now)
    assert (Organisation.objects.count(), Member.objects.count(), Event.objects.count()) == before
    assert BringIn.objects.get().sheets, "and the file is still there to try again"


# Bad files


def bomb() -> bytes:
    """A small zip that unpacks to 101 MB."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 101_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ...", "This is a PDF."),
        (b"\x00\x01\x02\x03", "We could not read this file."),
        (b"   \n \n", "nothing in this file"),
        (b"a,b\n" * 2_001, "Bring in 2,000 at a time"),
        (b"a," * 201 + b"\n", "200 columns"),
        (b'"' + b"x" * 140_000, "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(ada: Client, content: bytes, sentence: str) -> None:
    page = upload(ada, content, "list.csv")
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not BringIn.objects.exists()


def test_a_zip_that_unpacks_to_far_more_than_it_weighs_is_refused(ada: Client) -> None:
    page = upload(ada, bomb())
    assert page.status_code == 422
    assert "unpacks to far more" in page.content.decode()


def test_nothing_at_all_is_said_to_be_nothing(ada: Client) -> None:
    page = ada.post(PATH, {})
    assert page.status_code == 422
    assert "Choose a file, or paste the cells." in page.content.decode()


def test_broken_text_in_a_file_is_read_as_well_as_it_can_be(ada: Client) -> None:
    """Excel in Britain writes CSV in Windows' letters."""
    upload(ada, "Name,Organisation,Email\nRenée Café,Homes,r@h.example\n".encode("cp1252"), "list.csv")
    assert "Renée Café" in ada.get(CHECK).content.decode()


def test_what_looks_like_a_patients_number_is_never_stored(ada: Client) -> None:
    ada.post(PATH, {"words": "Action\tLead\nRing about NHS number 943 476 5919\tHC\nOpen a Sunday bed\tHC\n"})
    assert "943 476 5919" not in str(BringIn.objects.values_list("sheets"))
    page = ada.get(CHECK).content.decode()
    assert "Counterpoint holds no patient records." in page
    assert "Open a Sunday bed" in page


def test_markup_and_formulas_in_cells_are_words_on_the_page(ada: Client) -> None:
    ada.post(PATH, {"words": "Name\tOrganisation\tEmail\n<script>alert(1)</script>\t=1+1\tx@y.example\n"})
    page = ada.get(CHECK).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


# Whose it is


def test_only_stewards_bring_in_and_each_sees_only_their_own(
    world: World, as_member: Browser, ada: Client
) -> None:
    ada.post(PATH, {"words": PASTED})
    assert as_member(world.kofi).get(PATH).status_code == 404
    assert as_member(world.kofi).get(CHECK).status_code == 404
    assert as_member(world.tunde).get(CHECK)["Location"] == PATH


def test_actions_that_wait_are_not_lost_to_a_second_file(ada: Client, handful: Sheets) -> None:
    upload(ada, workbook(handful))
    pressed(ada)
    assert "Two actions from quarter.xlsx are waiting" in ada.get(PATH).content.decode()
    assert "are still waiting" in ada.post(PATH, {"words": PASTED}).content.decode()
    ada.post(PATH, {"leave_out": "yes"})
    assert ada.post(PATH, {"words": PASTED})["Location"] == CHECK


def test_what_was_left_lying_goes_after_a_week(world: World, now: datetime) -> None:
    actions.begin_bring_in(
        place=world.place, content=PASTED, file_name="", by=world.ada, at=now - timedelta(days=8)
    )
    actions.begin_bring_in(place=world.place, content=PASTED, file_name="", by=world.tunde, at=now)
    assert [one.by for one in BringIn.objects.all()] == [world.tunde]


def test_looking_at_a_plan_costs_few_queries(
    ada: Client, quarter: Sheets, django_assert_max_num_queries: Any
) -> None:
    upload(ada, workbook(quarter))
    with django_assert_max_num_queries(12):
        ada.get(CHECK)


def test_from_the_start_link_to_the_old_actions_is_four_page_loads(
    db: None, now: datetime, quarter: Sheets
) -> None:
    """Of the twelve that there are until five promises are asked about."""
    client, loads = Client(), 0

    def load(answer: Any) -> Any:
        nonlocal loads
        loads += 1
        return answer

    link = actions.founding_link(at=now)
    load(client.get(link))
    founded = client.post(
        link,
        {
            "place": "Harrowmere",
            "nation": "england",
            "name": "Priya Raman",
            "organisation": "Harrowmere Council",
        },
    )
    load(client.get(founded["Location"]))
    read = client.post(founded["Location"], {"file": SimpleUploadedFile("q.xlsx", workbook(quarter))})
    page = load(client.get(read["Location"])).content.decode()
    open_ones = {name: "same" for name in re.findall(r'name="((?:person|organisation)-[^"]+)"', page)}
    done = client.post(read["Location"], {**open_ones, **chosen(page), "do": "bring"})
    assert load(client.get(done["Location"])).status_code == 200
    assert loads == 4
    assert (Organisation.objects.count(), Member.objects.count()) == (8, 59)
