"""A letter as its reader gets it: its parts and its foot, as HTML, as plain text or as a text message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template import loader

from counterpoint.analysis.calendar import last_instant
from counterpoint.claims.models import Ask
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import members
from counterpoint.web.dates import counted
from counterpoint.work import reach
from counterpoint.work.channels import Message
from counterpoint.work.channels.gsm import fitted, plain
from counterpoint.work.models import Letter
from counterpoint.work.notices import Part, Reader, parts_of
from counterpoint.work.notices.part import cut
from counterpoint.work.plain import printed

SUBJECT = 68  # letters: a header's line is 78, and a telephone shows fewer


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything work/letter.jinja may say."""

    lang: str
    subject: str
    from_place: str
    parts: tuple[Part, ...]
    foot: tuple[str, ...]


def message_of(letter: Letter, at: datetime) -> Message | None:
    """The letter in words, or None where there is nothing left to say, or no way to say it."""
    member = members().select_related("place").get(pk=letter.member_id or 0)
    reader = Reader(member.place, member, at)
    to = reach.reached_at(member)
    parts = parts_of(reader, list(letter.notices.all())) if to else []
    if not parts:
        return None
    contact = contact_of(member.place, but=member)
    page = page_of(reader, parts, contact)
    mail = member.channel == Channel.MAIL
    return Message(
        to=to,
        name=member.name,
        subject=page.subject,
        kind=member.channel,
        key=letter.key,
        at=letter.made_at,
        text=printed(page.subject, page.from_place, page.parts, page.foot) if mail else in_a_text(parts),
        html=as_html(page) if mail else None,
        reply_to=contact.email if contact else "",
        lang=member.lang,
        again=letter.tries > 1,
    )


def page_of(reader: Reader, parts: list[Part], contact: Member | None) -> LetterPage:
    return LetterPage(
        lang=reader.member.lang,
        subject=subject_of(parts),
        from_place=reader.place.name,
        parts=tuple(parts),
        foot=foot_of(reader, parts, contact),
    )


def subject_of(parts: list[Part]) -> str:
    """The subject says the question; of several, the first and how many more.

    Short, and in letters that need no code in a mail's header: there, long lines and quotation marks get strange.
    """
    more = sum(one.counts for one in parts[1:])
    ending = f" (and {more} more)" if more else ""
    return cut(plain(parts[0].subject), SUBJECT - len(ending)) + ending


def foot_of(reader: Reader, parts: list[Part], contact: Member | None) -> tuple[str, ...]:
    """How much has been asked, why this came, and whom to tell that it is too much."""
    lines = []
    if any(one.questions for one in parts):
        asked = asked_this_month(reader)
        if asked:
            lines.append(f"You have been asked {counted(asked, 'thing')} this month.")
    place = reader.place.name
    if contact is not None:
        lines.append(
            f"You get this because you are part of {place}. To be asked less, or not at all, answer this mail: "
            f"your answer goes to {contact.name}, who looks after {place}."
        )
    else:
        lines.append(f"You get this because you are part of {place}, and look after it.")
    lines.append("Nothing here tells us whether you have read it.")
    return tuple(lines)


def asked_this_month(reader: Reader) -> int:
    began = last_instant(reader.today.replace(day=1) - timedelta(days=1), reader.place.zone)
    return Ask.objects.filter(place=reader.place, member=reader.member, at__gt=began).count()


def contact_of(place: Place, *, but: Member) -> Member | None:
    """Who looks after the place and can be written to: a convenor, else a steward."""
    people = Member.objects.here().filter(place=place).exclude(email="").exclude(pk=but.pk)
    return (
        people.filter(convenor=True).order_by("pk").first()
        or people.filter(steward=True).order_by("pk").first()
    )


def as_html(page: LetterPage) -> str:
    return loader.render_to_string("work/letter.jinja", {"page": page}, using="jinja2")


def in_a_text(parts: list[Part]) -> str:
    """One thing and one link: a text message is two segments at most."""
    first, more = parts[0], len(parts) - 1
    after = f"{f'And {more} more. ' if more else ''}{first.link}".strip()
    return fitted(first.short, first.sentence, after)
