"""A place carried elsewhere is the same place: the same bytes, the same chain, and it goes on."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.analysis.standing import Verdict
from counterpoint.bundle.actions import import_place
from counterpoint.bundle.tables import tables
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Answer, Ballot, BallotTurn, Claim, Ticket
from counterpoint.claims.queries import verify
from counterpoint.claims.queries.addresses import answer_token, read_answer_token
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership.actions import account_for, ask_to_sign_in, sign_in_by_link
from counterpoint.partnership.models import Member, Place
from counterpoint.promises.queries.owning import own_url, read_own_token
from counterpoint.work.models import Letter, Notice
from tests.acts import ACTS, heard, plain
from tests.bundle.bundles import ENDS, elsewhere, exported, lived, opened, rows, tried, without_a_name
from tests.work.conftest import Post
from tests.world import build

LATER = timedelta(days=60)
FILLED = {
    "partnership_place", "partnership_organisation", "partnership_member", "partnership_membership",
    "partnership_standpoint", "ledger_chain", "ledger_text", "ledger_cursor", "claims_claim", "claims_claimant",
    "claims_request", "claims_turn", "claims_ticket", "claims_counterpart", "claims_unsealed", "claims_answer",
    "claims_ask", "claims_ballot", "claims_ballotturn", "claims_placeexport", "promises_promise", "barriers_barrier",
    "work_letter", "work_notice", "stories_story", "stories_passage", "stories_storyticket", "stories_reply",
    "stories_outcome", "stories_behind", "stories_concern", "stories_complaint", "stories_copy", "partnership_matter",
    "offers_offer", "offers_cards", "offers_cardticket",
}  # fmt: skip


@pytest.fixture
def others(db: None, now: datetime) -> None:
    """An installation that has places of its own, so that no key comes out the same by chance."""
    build(now, "othermouth")
    build(now, "thirdmouth")


@pytest.mark.parametrize(("seed", "some"), [(1, 1000), (2, 20)], ids=["everything", "some"])
def test_a_place_that_has_lived_comes_out_again_as_the_same_bytes(
    db: None, now: datetime, tmp_path: Path, seed: int, some: int
) -> None:
    with elsewhere():
        first = exported(lived(now, seed=seed, some=some).place, tmp_path / "first.zip")
    build(now, "othermouth")
    without_a_name(build(now, "thirdmouth"), now)
    made = import_place(first, at=now + LATER)
    again = exported(Place.objects.get(slug=made.slug), tmp_path / "again.zip")
    assert again.read_bytes() == first.read_bytes()
    assert {one.place: one.fits for one in verify()} == dict.fromkeys(
        ("aldermouth", "othermouth", "thirdmouth"), True
    )
    files = opened(first)
    empty = {each.name for each in tables() if not rows(files, each.name)}
    assert some < 1000 or not empty & FILLED, "Else this test says less than it seems to."


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from([name for name in ACTS if name not in ENDS]), max_size=4),
    words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
)
def test_so_does_any_place_whatever_was_done_and_said_in_it(
    db: None, now: datetime, tmp_path: Path, names: list[str], words: str
) -> None:
    with elsewhere():
        with elsewhere():
            world = build(now)
            claims.withdraw(claim=plain(world, now), words=words.strip() or "-", by=world.ben, at=now)
            tried(world, names, now)
            first = exported(world.place, tmp_path / "first.zip")
        build(now, "othermouth")
        import_place(first, at=now + LATER)
        again = exported(Place.objects.get(slug="aldermouth"), tmp_path / "again.zip")
        assert again.read_bytes() == first.read_bytes()


def test_numbers_uuid_random_keys_and_head_are_kept(others: None, now: datetime, tmp_path: Path) -> None:
    def told(place: Place) -> object:
        return (
            place.uuid,
            head(place.pk),
            list(Claim.objects.filter(place=place).order_by("number").values_list("number", "sentence__words")),
            list(Member.objects.filter(place=place).order_by("number").values_list("number", "name", "email")),
            *(sorted(model.objects.filter(place=place).values_list("pk", flat=True)) for model in (Ticket, Ballot, BallotTurn)),
        )  # fmt: skip

    with elsewhere():
        world = lived(now)
        before = told(world.place)
        keys = set(Claim.objects.filter(place=world.place).values_list("pk", flat=True))
        path = exported(world.place, tmp_path / "one.zip")
    plain(copy.copy(build(now, "fourthmouth")), now)
    import_place(path, at=now + LATER)
    place = Place.objects.get(slug="aldermouth")
    assert told(place) == before
    assert keys != set(Claim.objects.filter(place=place).values_list("pk", flat=True))


def test_it_goes_on_a_member_answers_and_the_chain_continues(
    others: None, now: datetime, tmp_path: Path
) -> None:
    with elsewhere():
        world = build(now)
        plain(world, now)
        path = exported(world.place, tmp_path / "one.zip")
        was = head(world.place.pk)
    import_place(path, at=now)
    place = Place.objects.get(slug="aldermouth")
    claim, kofi = Claim.objects.get(place=place), Member.objects.get(place=place, name="Kofi Baah")
    claims.answer(claim=claim, verdict=Verdict.YES, words="It came", by=kofi, at=now + timedelta(days=1))
    event = Event.objects.get(place_id=place.pk, seq=was.length + 1)
    assert (event.previous, event.actor) == (was.hash, kofi.ref)
    assert Claim.objects.get(place=place).standing == "confirmed"
    put = claims.put(
        place=place, kind="sacrifice", sentence="We lent three", claimants=[claim.claimants.get().organisation],
        named=[claims.Named(kofi)], by=claim.put_by, at=now + timedelta(days=2),
    )  # fmt: skip
    assert put.number == claim.number + 1
    assert first_break(place.pk) is None
    assert all(one.fits for one in verify())


def test_a_ticket_given_out_before_works_after(others: None, now: datetime, tmp_path: Path) -> None:
    with elsewhere():
        world = build(now)
        _, secret = claims.issue_ticket(
            claim=plain(world, now), perspective="carer", must_hear=True, by=world.tunde, at=now
        )
        path = exported(world.place, tmp_path / "one.zip")
    import_place(path, at=now)
    ticket = Ticket.objects.get(hash=claims.hash_of(secret))
    claims.answer_by_ticket(ticket=ticket, verdict=Verdict.NO, words="Not to us", at=now + timedelta(days=1))
    assert Answer.objects.get(ticket=ticket).words.words == "Not to us"  # type: ignore[union-attr]
    assert b"secret" not in path.read_bytes()
    assert secret.encode() not in b"".join(opened(path).values())


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL gives no key twice, so the case cannot be made"
)
def test_a_link_mailed_before_opens_nothing_of_another_place_that_took_its_key(
    db: None, now: datetime, tmp_path: Path
) -> None:
    """After a lost database the secret key is still there, and the first place brought in takes the first key."""
    with elsewhere():
        world, other = build(now), build(now, "othermouth")
        answer, own = answer_token(world.place, world.kofi, plain(world, now)), heard(world, now)
        mine = own_url(world.place, world.kofi, own.claim).split("/")[2]
        plain(other, now)
        heard(other, now)
        assert read_answer_token(answer)
        assert read_own_token(mine)
        path = exported(other.place, tmp_path / "other.zip")
        was = world.place.pk
    import_place(path, at=now)
    assert read_answer_token(answer) is None
    assert read_own_token(mine) is None
    assert Place.objects.get().pk == was


def test_people_are_joined_to_their_account_when_they_next_sign_in(
    others: None, now: datetime, tmp_path: Path
) -> None:
    with elsewhere():
        world = build(now)
        account_for(member=world.ada)
        path = exported(world.place, tmp_path / "one.zip")
    import_place(path, at=now)
    ada = Member.objects.get(place__slug="aldermouth", name="Ada Quill")
    assert ada.account is None
    row = ask_to_sign_in(email=ada.email, next_path="", network="here", at=now)
    account = sign_in_by_link(token=row.token, at=now).account
    ada.refresh_from_db()
    assert ada.account == account


def test_work_writes_nobody_twice_because_of_a_move(others: None, now: datetime, tmp_path: Path) -> None:
    """What was sent before is known, and what waited goes."""
    with elsewhere():
        world, post = build(now), Post()
        plain(world, now)
        post.at(now)
        claims.put(
            place=world.place, kind="sacrifice", sentence="And a nurse", claimants=[world.hospital],
            named=[claims.Named(world.tunde)], by=world.ben, at=now + timedelta(minutes=5),
        )  # fmt: skip
        post.at(now + timedelta(minutes=10))
        path = exported(world.place, tmp_path / "one.zip")
        before = sorted(Notice.objects.filter(place=world.place).values_list("key", flat=True))
        stays = [one.to for moment, one in post.on(now, 1, 2, 3)]
    import_place(path, at=now)
    place = Place.objects.get(slug="aldermouth")
    assert sorted(Notice.objects.filter(place=place).values_list("key", flat=True)) == before
    goes = [one.to for moment, one in Post().on(now, 1, 2, 3) if one.to.endswith("@aldermouth.example")]
    assert goes == stays
    assert not Letter.objects.filter(place=place, outcome="waiting", made_at__lt=now).exists()


def test_its_own_short_name_or_another(others: None, now: datetime, tmp_path: Path) -> None:
    with elsewhere():
        path = exported(build(now).place, tmp_path / "one.zip")
    assert import_place(path, at=now, slug="aldermouth-2").slug == "aldermouth-2"
    assert Place.objects.get(name="Aldermouth").slug == "aldermouth-2"
    again = opened(exported(Place.objects.get(slug="aldermouth-2"), tmp_path / "again.zip"))
    first = opened(path)
    assert {name for name in first if first[name] != again[name]} == {
        "README.txt", "manifest.json", "rows/partnership_place.jsonl",
    }  # fmt: skip


def test_what_is_written_in_the_middle_of_an_export_is_not_half_in_it(
    db: None, now: datetime, tmp_path: Path
) -> None:
    """Rows that come after the chain was read would be in no event; the head says how far it goes."""
    files = opened(exported(build(now).place, tmp_path / "one.zip"))
    (chain,) = rows(files, "ledger_chain")
    assert len(files["ledger.jsonl"].splitlines()) == chain["length"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no sequences")
def test_new_rows_take_keys_after_those_that_came(others: None, now: datetime, tmp_path: Path) -> None:
    with elsewhere():
        path = exported(lived(now).place, tmp_path / "one.zip")
    import_place(path, at=now + LATER)
    for each in tables():
        if each.known.name in ("LINE", "NUMBER"):
            with connection.cursor() as cursor:
                ask = f"select nextval(pg_get_serial_sequence('{each.name}', 'id')), max(id) from {each.name}"  # noqa: S608
                cursor.execute(ask)
                following, highest = cursor.fetchone()
            assert following > (highest or 0), each.name
