"""Somebody is in; you two should talk; and four weeks later: did it come?"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from counterpoint.claims.choices import Brings, HelpKind
from counterpoint.claims.models import Claim, Help
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.help import CAME, TALKED, help_numbered
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    found = []
    for about in dict.fromkeys((int(one.about["claim"]), int(one.about["help"])) for one in notices):
        claim = claim_numbered(reader.place, about[0])
        help = help_numbered(claim, about[1]) if claim else None
        if claim and help and not claim.withdrawn_at and not help.withdrawn_at:
            found.append(_part(reader, claim, help))
    return found


def _part(reader: Reader, claim: Claim, help: Help) -> Part:
    record = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    if help.came:
        return _what_came(reader, claim, help, record)
    if reader.today < help.ask_from:
        talk = help.kind == HelpKind.TALK
        heading = "You two should talk" if talk else "Somebody is in"
        line = (
            "Ring each other. Nothing needs to be written down."
            if talk
            else f"Ring them. From {reader.day(help.ask_from)} you can say whether it came."
        )
        return _about(reader, claim, help, heading, line, Button("Look at the record", record))
    address = {"slug": reader.place.slug, "number": claim.number, "help": help.number}
    button = Button("Say whether it came", absolute(reverse("claims:help_came", kwargs=address)))
    line = "One press is enough, and whoever offered it hears what you say."
    return _about(reader, claim, help, "Did it come?", line, button)


def _about(reader: Reader, claim: Claim, help: Help, heading: str, line: str, button: Button) -> Part:
    return Part(
        subject=f"{heading}: {claim.sentence}",
        heading=heading,
        introduction=f"{_what(help)} on {reader.day(help.at)}, about this:",
        sentence=str(claim.sentence),
        quote=str(help.words) if help.words else "",
        quoted=signed(help.by, help.organisation, "") if help.words else "",
        lines=(line,),
        buttons=(button,),
        short=f"{reader.place.name}: {heading.lower()}.",
        link=button.address,
    )


def _what(help: Help) -> str:
    who = signed(help.by, help.organisation, "")
    if help.kind == HelpKind.TALK:
        return f"{who} wrote that {_named(help.one)} and {_named(help.other)} should talk,"
    brings = "" if help.brings == Brings.OTHER else f", and brings {Brings(help.brings).label},"
    return f"{who} said “I’m in”{brings}"


def _named(one: Member | None) -> str:
    return signed(one, None, "") if one else ""


def _what_came(reader: Reader, claim: Claim, help: Help, record: str) -> Part:
    came = (TALKED if help.kind == HelpKind.TALK else CAME)[help.came]
    return Part(
        subject=f"What came of your offer: {claim.sentence}",
        heading="What came of your offer",
        introduction=f"On {reader.day(help.came_at)} those it was for said that {came}:",
        sentence=str(claim.sentence),
        buttons=(Button("Look at the record", record),),
        short=f"{reader.place.name}: your offer of help, {came}.",
        link=record,
    )
