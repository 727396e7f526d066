"""The ten rows: a sentence, a staff, somebody's words, who was asked, what next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from counterpoint.claims.choices import MESSAGES, State, kind_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.record import mark_of
from counterpoint.goals.queries.divergences import Apart
from counterpoint.mirror.choices import GROUPS, NO_WORDS, NOBODY_SPOKE, WHO_COULD, WORDINGS
from counterpoint.mirror.queries.asking import perspectives_asked
from counterpoint.mirror.queries.gathering import Read
from counterpoint.mirror.queries.hearing import Spoken
from counterpoint.mirror.queries.knowing import Known
from counterpoint.mirror.queries.next import Next, middle_step, next_by_message, short
from counterpoint.mirror.queries.sentences import sentence_of
from counterpoint.web.dates import MONTHS, counted, figure, listed, month
from counterpoint.web.marks import Mark, word
from counterpoint.web.staff import Note, Staff, lay_out

LONGEST_QUOTE = 280
LONGEST_NAME = 90
MARKS = {state: Mark(mark_of(state)) for state in State}
PLACE_FIRST = 3  # the message that charts speak to which go apart
NAMED = 3  # perspectives that were never asked, on a row; the opened row names all


@dataclass(frozen=True, slots=True)
class Quote:
    words: str
    lang: str
    who: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One message, as the Mirror shows it."""

    number: int
    title: str
    url: str
    sentence: str
    staff: Staff | None
    quote: Quote | None
    nobody: str  # where nobody has spoken
    asked: str  # "asked 9 · heard 7 · never asked: carers"
    next: Next | None
    begin_url: str
    begin: str  # the words on the one button of an empty row
    then: str  # what it said on the day that it is compared with
    apart: tuple[Apart, ...] = ()  # where an organisation's own chart and a shared one went apart


def rows_of(read: Read, apart: tuple[Apart, ...] = ()) -> tuple[Row, ...]:
    upcoming = next_by_message(read.facts)
    return tuple(row_of(read, one, upcoming.get(one, []), apart=apart) for one in MESSAGES)


def row_of(
    read: Read, message: int, upcoming: list[Next], most: int = NAMED, apart: tuple[Apart, ...] = ()
) -> Row:
    counts = read.facts.counts[message]
    slug = read.view.place.slug
    begin = kind_of(WORDINGS[message].begin)
    sentence = sentence_of(message, counts, detail_of(read, message))
    quote = quote_of(read, message)
    was = sentence_of(message, read.before[message]) if read.before else ""
    changed = was != sentence_of(message, counts)
    return Row(
        number=message,
        title=MESSAGES[message],
        url=reverse("mirror:message", kwargs={"slug": slug, "number": message}) + query_of(read),
        sentence=sentence if counts.anything else f"{sentence} {WHO_COULD}",
        staff=staff_of(read, message) if counts.anything else None,
        quote=quote,
        nobody="" if quote or not counts.claimed else NO_WORDS if heard_of(read, message) else NOBODY_SPOKE,
        asked=asked_of(read, message, most) if counts.claimed else "",
        next=upcoming[0] if upcoming else None,
        begin_url="" if counts.anything else put_url(slug, begin.key),
        begin="" if counts.anything else begin.begin,
        then=was if changed else "",
        apart=apart if message == PLACE_FIRST else (),
    )


def query_of(read: Read) -> str:
    """A page that is opened from the Mirror as at a past day is as at that day too."""
    return f"?as-at={read.view.day.isoformat()}" if read.view.past else ""


def put_url(slug: str, kind: str) -> str:
    match kind:
        case "promise":
            return reverse("promises:put", kwargs={"slug": slug})
        case "barrier":
            return reverse("barriers:raise", kwargs={"slug": slug})
    return reverse("claims:put_kind", kwargs={"slug": slug, "kind": kind})


def detail_of(read: Read, message: int) -> str:
    """Where exactly one is contested by its steps: "we put “the redesign” at step 7, they at step 4"."""
    contested = [one for one in read.known if one.message == message and one.state == State.CONTESTED]
    if message != 2 or len(contested) != 1 or read.facts.counts[message].contested != 1:
        return ""
    one = contested[0]
    middle = middle_step(one, read.facts) if one.kind == "coproduced" else None
    if middle is None or one.step is None:
        return ""
    named = "it" if read.facts.counts[message].claimed == 1 else short(one.sentence)
    return f"we put {named} at step {one.step}, they at step {middle:g}"


def quote_of(read: Read, message: int) -> Quote | None:
    """The newest words of someone who had to be heard; never the wittiest."""
    return next(
        (
            _quote(read, one)
            for one in read.facts.spoken
            if one.message == message and one.must_hear and one.words
        ),
        None,
    )


def _quote(read: Read, one: Spoken) -> Quote:
    url = record_url(read.view.place.slug, one.kind, one.number) + query_of(read)
    return Quote(
        clipped(one.words, LONGEST_QUOTE), one.lang if one.lang != "en" else "", one.who, month(one.on), url
    )


def clipped(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def heard_of(read: Read, message: int) -> int:
    return sum(one.heard for one in read.asked if one.message == message)


def asked_of(read: Read, message: int, most: int) -> str:
    """ "asked 9 · heard 7 · never asked: carers": counted once for each claim that they were asked about."""
    these = [one for one in read.asked if one.message == message]
    said = [f"asked {figure(sum(one.asked for one in these))}", f"heard {figure(heard_of(read, message))}"]
    never = never_asked(read, message)
    if never:
        more = f" and {counted(len(never) - most, 'other')}" if len(never) > most else ""
        named = ", ".join(never[:most]) + more if more else listed(never)
        said.append(f"never asked: {named}")
    return " · ".join(said)


def never_asked(read: Read, message: int) -> list[str]:
    """Perspectives that somebody here has, and in which nobody was asked about this."""
    found = perspectives_asked((one for one in read.asked if one.message == message), read.facts.who)
    return [GROUPS[one] for one in read.facts.who.standing_here() if not found.get(one)]


def staff_of(read: Read, message: int) -> Staff:
    url = reverse("mirror:message", kwargs={"slug": read.view.place.slug, "number": message})
    query = query_of(read)

    def month_url(first: date) -> str:
        return f"{url}{query}{'&' if query else '?'}month={first.isoformat()[:7]}#claims"

    return lay_out(
        notes_of(read, message),
        read.start,
        read.end,
        read.view.day,
        id=f"staff-{message}",
        title=MESSAGES[message],
        list_url=f"{url}{query}#claims",
        month_url=month_url,
        here=day_and_month(read.view.day) if read.view.past else "today",
    )


def day_and_month(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"


def notes_of(read: Read, message: int) -> list[Note]:
    if message in read.drawn:
        said = newest_words(read.facts.spoken)
        slug, query = read.view.place.slug, query_of(read)
        return [
            Note(
                one.on,
                drawn_as(one),
                name_of(one, said.get(one.pk, "")),
                record_url(slug, one.kind, one.number) + query,
                one.asked,
            )
            for one in read.known
            if one.message == message
        ]
    return [
        Note(tally.month, MARKS[tally.state], "", "", number=tally.number)
        for tally in read.facts.tallies
        if tally.message == message
    ]


def newest_words(spoken: Iterable[Spoken]) -> dict[int, str]:
    said: dict[int, str] = {}
    for one in spoken:
        if one.words and one.must_hear:
            said.setdefault(one.claim, one.words)
    return said


def drawn_as(one: Known) -> Mark:
    """Silence is drawn only where somebody was asked."""
    if one.state == State.UNANSWERED and not one.asked:
        return Mark.NOBODY_ASKED
    return MARKS[one.state]


def name_of(one: Known, words: str) -> str:
    """What a mark is called aloud: "Sunday bed, contested: It is a list, not a bed"."""
    said = f": {clipped(words, LONGEST_NAME)}" if words and one.state != State.IN_REPLY else ""
    return f"{clipped(one.sentence.rstrip('.'), LONGEST_NAME)}, {word(drawn_as(one))}{said}"
