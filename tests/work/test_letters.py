"""Every notice there is, as HTML, as plain text and as a text message: read, and found fit to be read."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings

from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.partnership.models import Member
from counterpoint.work.channels import Message
from counterpoint.work.channels.gsm import LONGEST, LONGEST_WIDE, fitted, length, plain
from counterpoint.work.models import Letter, Notice
from tests.acts import ACTS, Done
from tests.shape.test_templates import NOT_OUR_WORDS
from tests.work.conftest import Post
from tests.world import World

# Done by `work` itself, before a test could: what is owed, and asking a teller again.
BY_WORK = ("claim.owed", "story.asked_again")
WRITTEN_ABOUT = [name for name in ACTS if not name.startswith(("organisation", "member.", *BY_WORK))]


class Read(HTMLParser):
    """What a reader gets: the words, the links, the elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.silent = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.silent = tag if tag in ("style", "title") else ""
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent = ""

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.silent:
            self.words.append(data.strip())


def after(world: World, now: datetime, post: Post, name: str) -> list[Message]:
    """Every message of the days after an act, with what came before it."""
    prepare, do = ACTS[name]
    done = Done(world, now, prepare(world, now))
    sent = post.at(now)
    do(done)
    return sent + [message for _, message in post.until(now + timedelta(days=1), now + timedelta(days=2))]


@pytest.mark.parametrize("name", WRITTEN_ABOUT)
def test_every_mail_can_be_read_and_says_the_same_in_html_and_in_plain_text(
    world: World, now: datetime, post: Post, name: str
) -> None:
    messages = after(world, now, post, name)
    assert messages
    for one in messages:
        reads_well(one)
        says_the_same_twice(one)


def reads_well(one: Message) -> None:
    said = " ".join(Read(one.html or "").words)
    assert not NOT_OUR_WORDS.search(f"{one.subject} {one.text} {said}")
    assert "None" not in one.text + one.subject
    assert not re.search(r"\{|\}|  \.|(?<!\.)\.\.(?!\.)| ,", one.subject + one.text)
    assert one.text.partition("\n")[0] in said  # the first line can be answered
    assert len(one.subject) <= 68
    assert one.subject.isascii()


def says_the_same_twice(one: Message) -> None:
    read = Read(one.html or "")
    assert read.links == re.findall(r"^ *(http\S+)$", one.text, re.MULTILINE)
    place, *words = read.words  # the place's name stands above in the one, below in the other
    text = re.sub(r"[\s|]+", " ", one.text)
    assert place in text
    at = 0
    for word in words:
        at = text.find(" ".join(word.split()), at)
        assert at >= 0, word


@pytest.mark.parametrize("name", ["claim.replied", "promise.heard"])
def test_a_mail_fetches_nothing_and_tracks_nobody(world: World, now: datetime, post: Post, name: str) -> None:
    for one in after(world, now, post, name):
        read = Read(one.html or "")
        tags = {tag for tag, _ in read.elements}
        assert not tags & {"img", "script", "link", "iframe", "object", "form", "input", "video"}
        assert all(link.startswith(settings.ADDRESS + "/") for link in read.links)
        assert "url(" not in (one.html or "")
        assert next(attrs for tag, attrs in read.elements if tag == "html")["lang"] == "en"
        assert [tag for tag, _ in read.elements if tag == "h1"] == ["h1"]


def test_what_people_type_is_text_in_a_mail(world: World, now: datetime, post: Post) -> None:
    Member.objects.filter(pk=world.ben.pk).update(name="Ben <script>alert(1)</script>\r\nBcc: x@example.org")
    claims.put(
        place=world.place, kind="sacrifice",
        sentence='=HYPERLINK("http://evil.example") <img src=x onerror=alert(1)>\nSubject: no',
        claimants=[world.hospital], named=[Named(world.kofi)], by=world.ben, at=now,
    )  # fmt: skip
    (mail,) = [one for one in post.at(now) if one.to == world.kofi.email]
    tags = {tag for tag, _ in Read(mail.html or "").elements}
    assert not tags & {"script", "img"}
    assert "&lt;img" in (mail.html or "")
    assert "\n" not in mail.subject


def test_one_press_of_five_and_the_words_of_the_page_above_them(
    world: World, now: datetime, post: Post
) -> None:
    mail = next(one for one in after(world, now, post, "promise.put") if "Was this promise kept?" in one.text)
    ends = [link.rstrip("/").rpartition("/")[2] for link in Read(mail.html or "").links]
    assert ends == ["yes", "partly", "not-yet", "no", "cant-tell"]
    assert "Your name stands beside your answer, for the 7 people of Aldermouth" in " ".join(
        mail.text.split()
    )


def test_a_link_does_not_tell_what_somebody_says_into_a_box(world: World, now: datetime, post: Post) -> None:
    mail = next(
        one for one in after(world, now, post, "a ballot") if "Have you seen them do this?" in one.text
    )
    assert len(Read(mail.html or "").links) == 1


def test_to_be_asked_less_one_answers_the_mail_and_a_person_reads_it(
    world: World, now: datetime, post: Post
) -> None:
    mail = next(one for one in after(world, now, post, "claim.put") if one.to == world.kofi.email)
    assert mail.reply_to == world.ada.email
    assert "answer this mail: your answer goes to Ada Quill" in " ".join(mail.text.split())


@pytest.mark.parametrize("name", ["promise.heard", "claim.replied", "request.put", "barrier.said_gone"])
def test_a_text_message_is_two_segments_at_most_and_has_one_link(
    world: World, now: datetime, post: Post, name: str
) -> None:
    Member.objects.update(channel="text", phone="07700 900123")
    sent = after(world, now, post, name)
    assert sent
    for one in sent:
        assert one.kind == "text"
        assert one.html is None
        assert length(one.text) <= LONGEST
        assert plain(one.text) == one.text
        assert len(re.findall(r"https?://", one.text)) == 1


def test_a_long_sentence_is_cut_in_a_text_message_and_the_link_is_not() -> None:
    link = "https://counterpoint.example.org/a/" + "x" * 90 + "/"
    said = fitted("Harrowmere: Was this promise kept? (Mere Valley)", "Ward rounds " * 60, link)
    assert length(said) <= LONGEST
    assert said.endswith(link)
    assert "..." in said


def test_welsh_fits_and_another_script_is_sent_in_its_own_letters() -> None:
    assert plain("Ŵyl y Dŵr – “iawn”") == 'Wyl y Dwr - "iawn"'
    arabic = fitted("مكان:", "هل تم الوفاء بهذا الوعد؟ " * 9, "https://example.org/a/x/")
    assert length(arabic) <= LONGEST_WIDE
    assert "هل" in arabic


def test_no_words_addresses_or_links_are_stored_with_a_letter(
    world: World, now: datetime, post: Post
) -> None:
    after(world, now, post, "claim.replied")
    rows = [*Letter.objects.values(), *Notice.objects.values()]
    assert rows
    stored = repr(rows)
    for secret in ("therapists", "We will see", "@", "http", "/a/", "Kofi", "Aldermouth"):
        assert secret not in stored
