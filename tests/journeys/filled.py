"""A third place, Stowmere, with something on every page: for looking at pages that an empty place has not got."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.slips import too_url
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import Brings
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import answer_token
from counterpoint.hour import actions as hour
from counterpoint.offers import actions as offers
from counterpoint.offers.queries.card_page import room_token
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.programmes import join_token
from counterpoint.promises import actions as promises
from counterpoint.promises.queries import own_url
from tests import acts
from tests.journeys.filled_experiments import try_things
from tests.journeys.filled_goals import choose_goals
from tests.journeys.filled_measures import begin_measures
from tests.journeys.filled_stories import tell_stories
from tests.world import World, build

LIST = (
    "Name\tOrganisation\tJob title\tE-mail\n"
    "Olu Bell\tStowmere Homes\tDirector\tolu@homes.example\n"
    "Ben Ivor\tStowmere Hospital\tChief executive\t\n"
)


@dataclass
class Filled:
    """The place, the numbers of its records, and the secrets in its addresses."""

    world: World
    numbers: dict[str, int] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)  # numbers of those who came later

    def keep(self, name: str, claim: Claim) -> Claim:
        self.numbers[name] = claim.number
        return claim

    def link_of(self, name: str, member: Member) -> str:
        return answer_token(self.world.place, member, self.world.claim(self.numbers[name]))


def fill(begins: datetime) -> Filled:
    world = build(begins, slug="stowmere", ago=timedelta(days=300))
    made = Filled(world)
    _long_ago(made, begins - timedelta(days=200))
    _promises(made, begins - timedelta(days=20))
    _barriers(made, begins - timedelta(days=16))
    _claims(made, begins - timedelta(days=3))
    _kinds(made, begins - timedelta(days=2))
    _cards(made, begins - timedelta(days=2))
    _succession(made, begins - timedelta(days=2))
    _doors(made, begins)
    choose_goals(
        world, world.claim(made.numbers["due"]), list(world.place.matters.all()), begins - timedelta(days=1)
    )
    begin_measures(world, begins - timedelta(days=1))
    try_things(world, made.numbers, begins - timedelta(days=1))
    tell_stories(world, made.secrets, made.numbers, begins - timedelta(days=1))
    _programme(made, begins)
    return made


def _programme(made: Filled, at: datetime) -> None:
    """A programme that Stowmere is in, and the link by which another place could join."""
    place = partnership.found(name="Upland Reach", slug="upland-reach", at=at, programme=True)
    partnership.add_organisation(place=place, name="Upland office", kind="national", by=None, at=at)
    partnership.join_programme(
        place=made.world.place, programme=place, shows="counts", by=made.world.ada, at=at
    )
    made.secrets["join"] = f"/upland-reach/programme/join/{join_token(place, at.date())}/"


def _succession(made: Filled, at: datetime) -> None:
    """A surgery promised something and is the charity now; somebody promised something themselves, and Ada follows them."""
    world = made.world
    surgery = partnership.add_organisation(
        place=world.place, name="Stowmere Surgery", kind="primary", by=None, at=at - timedelta(days=9)
    )
    gil = partnership.add_member(
        place=world.place,
        person=partnership.Person(name="Gil Page", organisation=surgery, perspectives=["manager"]),
        by=None,
        at=at - timedelta(days=9),
    )
    promises.put(
        place=world.place, sentence="A desk for the link worker", promiser=surgery, named=[Named(world.council)],
        terms=promises.Terms(), by=gil, at=at,
    )  # fmt: skip
    for promiser, sentence in ((gil, "I will ring every Friday"), (gil, "I will bring the list")):
        heard = promises.hear(
            place=world.place, sentence=sentence, promiser=promiser, promiser_organisation=None,
            named=[Named(world.tunde)], terms=promises.Terms(), where="", heard_on=None, by=world.moira, at=at,
        )  # fmt: skip
        promises.own(promise=heard, by=gil, at=at)
    partnership.succeed(old=surgery, heir=world.charity, on=at.date(), by=None, at=at, goes=[gil.number])
    partnership.leave_to(member=gil, heir=world.ada, by=None, at=at)


def _long_ago(made: Filled, at: datetime) -> None:
    helped = made.keep("helped", acts.plain(made.world, at))
    claims.offer_help(
        claim=helped, brings=Brings.ROOM, words="The hall, with a kitchen", by=made.world.tunde, at=at
    )
    claims.introduce(
        claim=helped,
        one=made.world.kofi,
        other=made.world.moira,
        words="Both know the hall",
        by=made.world.ruth,
        at=at,
    )
    partnership.write_note(
        place=made.world.place, organisation=made.world.council, words="An inspection until Easter",
        begins_on=at.date(), by=made.world.kofi, at=at,
    )  # fmt: skip
    acts.answered_matter(made.world, at)
    partnership.count_matters(place=made.world.place, at=at + timedelta(days=100))
    old = made.keep("longterm", acts.plain(made.world, at, "longterm"))
    claims.answer(claim=old, verdict=Verdict.YES, words="It held", by=made.world.kofi, at=at)


def _promises(made: Filled, at: datetime) -> None:
    world = made.world
    made.keep("due", acts.promise(world, at - timedelta(days=2), (at + timedelta(days=5)).date()).claim)
    made.keep("promise", acts.promise(world, at, (at + timedelta(days=90)).date()).claim)
    heard = made.keep("heard", acts.heard(world, at).claim)
    made.secrets["own"] = own_url(world.place, world.kofi, heard)
    owned = acts.heard(world, at + timedelta(hours=1))
    promises.own(
        promise=owned, by=world.kofi, at=at + timedelta(hours=2), due_on=(at + timedelta(days=6)).date()
    )
    made.keep("owned", owned.claim)


def _barriers(made: Filled, at: datetime) -> None:
    world = made.world
    made.keep("raised", acts.raised(world, at).claim)
    taken = acts.taken(world, at + timedelta(hours=1))
    made.keep("taken", taken.claim)
    gone = acts.taken(world, at + timedelta(hours=2))
    barriers.say_gone(barrier=gone, words="One form since Monday", by=world.kofi, at=at + timedelta(hours=3))
    made.keep("gone", gone.claim)
    for sentence in ("The rota is closed to us", "Nobody answers on Fridays"):
        made.secrets["sealed"] = barriers.raise_quietly(
            place=world.place, sentence=sentence, could_remove=world.council, how_often="weekly"
        )
    told = barriers.raise_quietly(
        place=world.place, sentence="Nobody may say so", could_remove=None, how_often="", told=world.ruth
    )
    barriers.seal(place=world.place, waiting_since=None, at=at + timedelta(days=1))
    made.keep("told", Claim.objects.select_related("place").get(tickets__hash=claims.hash_of(told)))
    again = acts.met_again(world, at + timedelta(days=2))
    made.keep("same", again.claim)
    raised = Barrier.objects.select_related("claim__place").get(
        claim__number=made.numbers["raised"], place=world.place
    )
    made.secrets["me_too"] = too_url(raised)
    barriers.merge(barrier=again, into=raised, by=world.tunde, at=at + timedelta(days=2))


def _claims(made: Filled, at: datetime) -> None:
    world = made.world
    made.keep("contested", acts.answered(world, at))
    spoken = acts.spoke_unasked(world, at)
    made.keep("spoken", spoken.claim)
    made.keep("box", acts.box(world, at))
    steps = claims.put(
        place=world.place, kind="coproduced", sentence="The new card, together", claimants=[world.hospital],
        named=[Named(world.voices)], further=claims.Further(step=5), by=world.ben, at=at,
    )  # fmt: skip
    made.keep("steps", steps)
    asked = claims.ask_for(asked=world.council, sentence="Tell us when pay is late", by=world.tunde, at=at)
    made.keep("request", asked)
    refused = claims.ask_for(asked=world.council, sentence="Pay in ten days", by=world.tunde, at=at)
    claims.refuse_request(claim=refused, words="Thirty is what the law says", by=world.kofi, at=at)
    made.keep("refused", refused)
    nora = partnership.Person(
        name="Nora Day", organisation=world.voices, works=False, perspectives=("carer",), channel="none"
    )
    without_a_telephone = partnership.add_member(place=world.place, person=nora, by=world.ada, at=at)
    made.people["nora"] = without_a_telephone.number
    leaflet = claims.put(
        place=world.place, kind="shaped", sentence="Carers rewrote the leaflet", claimants=[world.hospital],
        named=[Named(without_a_telephone)], by=world.ben, at=at,
    )  # fmt: skip
    made.keep("for_nora", leaflet)
    made.secrets["ticket"] = claims.issue_ticket(
        claim=made.world.claim(made.numbers["spoken"]),
        perspective="carer",
        must_hear=False,
        by=world.tunde,
        at=at,
    )[1]


def _cards(made: Filled, at: datetime) -> None:
    """Cards that are out, and cards that were closed, with a card of each sort."""
    world = made.world
    out = acts.cards(world, at)
    made.keep("cards", out.claim)
    made.secrets["room"] = f"/c/{room_token(out)}/"
    made.secrets["card"] = f"/c/{offers.take_card(cards=out, at=at)}/"
    made.secrets["card_in"] = f"/c/{acts.fill_card(out, at, offers.Filled({'step': '5'}))}/"
    closed = acts.cards(world, at + timedelta(hours=1))
    made.keep("cards_closed", closed.claim)
    for step, paid, words in (
        ("5", "no", "A bus home"), ("6", "yes", ""), ("6", "partly", "Ring us"), ("7", "yes", ""),
        ("4", "no", ""), ("cant_tell", "yes", "Come to us next time"),
    ):  # fmt: skip
        said = offers.Filled({"step": step, "paid": paid, "hear_by": "2"}, {"next": words})
        used = acts.fill_card(closed, at + timedelta(hours=1), said)
    offers.close_cards(cards=closed, by=world.ben, at=at + timedelta(hours=2))
    made.secrets["card_shown"] = f"/c/{used}/"


def _kinds(made: Filled, at: datetime) -> None:
    """Those with a page, or a part of one, of their own."""
    world = made.world
    offered = acts.offer(world, at)
    offers.owe_all(offer=offered, at=at)
    made.keep("offer", offered.claim)
    claimed = acts.offer(world, at + timedelta(hours=1))
    offers.owe_all(offer=claimed, at=at + timedelta(hours=1))
    offers.claim_step(offer=claimed, step=6, by=world.ben, at=at + timedelta(hours=2))
    made.keep("offered", claimed.claim)
    made.keep("paid", offers.offering.policies.debts_of(claimed.claim).get())
    made.keep("amount", acts.amount(world, at))
    lines = {
        "signed": "Nobody waits more than a day.\nWe pay for the Monday post.",
        "account": "Nobody waits.\nThree in ten still do.\nI will ring myself.",
        "decision": "Thursday’s van takes both.\nRuth tells the ward.\nTunde tells the drivers.",
        "licence": "Swap hours with a partner’s team",
        "skill": "A charity manager sat on the panel, and had a vote",
    }
    named = {"licence": [world.ruth, world.tunde]}
    details = {
        "licence": {"limit": "Ten hours a week"},
        "skill": {"how": "hired", "level": "executive", "skill": "trust", "of_how_many": "12"},
    }
    for kind, sentence in lines.items():
        claim = claims.put(
            place=world.place, kind=kind, sentence=sentence, claimants=[world.hospital],
            named=[Named(one) for one in named.get(kind, [world.kofi, world.tunde])],
            further=claims.Further(details=details.get(kind, {})), by=world.ben, at=at,
        )  # fmt: skip
        made.keep(kind, claim)


def _doors(made: Filled, at: datetime) -> None:
    world = made.world
    made.secrets["unsealed"] = barriers.raise_quietly(
        place=world.place, sentence="Two logins for one ward", could_remove=None, how_often=""
    )
    hour.begin_hour(place=world.place, by=world.ada, at=at - timedelta(minutes=20))
    made.secrets["start"] = partnership.founding_link(at=at)
    partnership.begin_bring_in(place=world.place, content=LIST, file_name="", by=world.ada, at=at)
    sign_in = partnership.ask_to_sign_in(email=world.ben.email, next_path="", network="", at=at)
    made.secrets["sign_in"] = partnership_link(sign_in)


def partnership_link(row: object) -> str:
    from counterpoint.partnership.queries import sign_in_mail

    return sign_in_mail(row).link_path  # type: ignore[arg-type]
