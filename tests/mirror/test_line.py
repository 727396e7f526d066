"""The partners' one line: held in turn, and answered by the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from unittest import mock

import pytest
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.actions.line import write_line
from counterpoint.claims.models import Counterpart
from counterpoint.claims.policies.line import partners, whose_turn
from counterpoint.mirror.queries import Asking, MirrorPage, mirror_page
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import member_numbered
from counterpoint.web.http import Refused
from tests.mirror.conftest import Stage

pytestmark = pytest.mark.django_db


def page(stage: Stage, reader: Member) -> MirrorPage:
    found = member_numbered(stage.world.place, reader.number)
    assert found is not None
    return mirror_page(found, Asking(), stage.at)


def test_partners_take_turns_a_month_each_in_the_order_in_which_they_came(stage: Stage) -> None:
    here = partners(stage.world.place)
    assert [one.name.split()[1] for one in here] == ["Council", "Hospital", "Charity", "Voices"]
    found = [whose_turn(here, stage.world.place, date(2025 + n // 12, n % 12 + 1, 9)) for n in range(6, 11)]
    assert [one.name.split()[1] for one in found if one] == [
        "Council",
        "Hospital",
        "Charity",
        "Voices",
        "Council",
    ]


def test_until_somebody_writes_it_the_page_says_whose_turn_it_is(stage: Stage) -> None:
    others, theirs = page(stage, stage.world.ada).line, page(stage, stage.world.tunde).line
    assert others.missing == "Nobody has written this month’s line. It is Aldermouth Charity’s turn."
    assert (others.write_url, theirs.write_url) == ("", "/aldermouth/mirror/line/")


def test_the_line_stands_in_their_name_and_every_other_partner_is_asked(stage: Stage) -> None:
    claim = write_line(place=stage.world.place, sentence="It is a start.", by=stage.world.tunde, at=stage.at)
    shown = page(stage, stage.world.ada).line
    assert shown.words == "It is a start."
    assert (
        shown.by == "Aldermouth on 29 September 2025, in the words of Aldermouth Charity, whose turn it is."
    )
    assert (shown.agree_words, shown.agree_url) == (
        "Do you agree with this line?",
        f"/aldermouth/claims/{claim.number}/",
    )
    asked = Counterpart.objects.filter(claim=claim).values_list("organisation__name", flat=True)
    assert sorted(one.split()[1] for one in asked) == ["Council", "Hospital", "Voices"]
    stage.says(claim, Verdict.YES, stage.world.kofi)
    assert page(stage, stage.world.ada).line.agree_words == "The others who answered agree. Do you?"


def test_nobody_writes_out_of_turn_nor_twice(stage: Stage) -> None:
    with pytest.raises(Refused, match="It is Aldermouth Charity’s turn to write this month’s line"):
        write_line(place=stage.world.place, sentence="Mine.", by=stage.world.ada, at=stage.at)
    write_line(place=stage.world.place, sentence="Ours.", by=stage.world.tunde, at=stage.at)
    with pytest.raises(Refused, match="This month’s line is written"):
        write_line(place=stage.world.place, sentence="Ours again.", by=stage.world.tunde, at=stage.at)


def test_last_months_line_stays_with_its_month_until_the_next_is_written(stage: Stage) -> None:
    write_line(place=stage.world.place, sentence="It is a start.", by=stage.world.tunde, at=stage.at)
    stage.wait(14)
    shown = page(stage, stage.world.moira).line
    assert "The line is from September 2025, in the words of Aldermouth Charity." in shown.by
    assert shown.missing == "Nobody has written this month’s line. It is Aldermouth Voices’ turn."
    assert shown.write_url


def test_it_is_written_on_the_mirror(stage: Stage, signed_in: Callable[[Member], Client]) -> None:
    client = signed_in(stage.world.tunde)
    with mock.patch("django.utils.timezone.now", return_value=stage.at):
        empty = client.post("/aldermouth/mirror/line/", {"sentence": " "})
        assert empty.status_code == 422
        assert "Write the line." in unescape(empty.content.decode())
        sent = client.post("/aldermouth/mirror/line/", {"sentence": "What worked stopped being paid for."})
        assert sent.status_code == 302
        shown = unescape(client.get(sent["Location"]).content.decode())
    assert "“What worked stopped being paid for.”" in shown
    assert "Nobody has yet said what should change for people." in shown
