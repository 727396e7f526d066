"""The questions of telling a story, one a page, each with its form. Only what happened has to be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from counterpoint.analysis.identifiers import Kind, spot
from counterpoint.claims.forms.words import Line, Words
from counterpoint.partnership.choices import Channel, Perspective, TrueForMe
from counterpoint.stories.choices import Attribution, Audience, Purpose, Way
from counterpoint.stories.policies.telling import LONGEST, LONGEST_NAME
from counterpoint.web.fields import DayField, Form, LineField, OneOf, OneOfMany, SomeOf

POINTED_OUT = (Kind.PHONE, Kind.POSTCODE, Kind.EMAIL, Kind.HOSPITAL_NUMBER)


def pointed_out(words: str) -> tuple[str, ...]:
    """What in these words could lead to one person, each kind once: not refused, but asked about."""
    found = {one.kind for one in spot(words)}
    return tuple(kind.value for kind in POINTED_OUT if kind in found)


class StepForm(Form):
    """One question. `said`: what the answer is kept as; `initial_of`: what was kept, back in the boxes."""

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the place offers to choose from."""

    groups: tuple[tuple[str, str], ...] = ()
    matters: tuple[tuple[str, str], ...] = ()
    public: bool = True


class HappenedForm(StepForm):
    happened = Words(
        label="What happened?",
        help_text="In your own words. As short or as long as you like.",
        missing="Tell us what happened. One sentence is enough.",
        longest=LONGEST,
        rows=9,
    )


class MatteredForm(StepForm):
    mattered = Words(label="What mattered most to you?", required=False, longest=LONGEST)


class HelpedForm(StepForm):
    helped = Words(label="What would have helped?", required=False, longest=LONGEST)


class YouForm(StepForm):
    perspective = OneOf(
        label="Which of these is closest to you?",
        help_text="We show this beside your story if you do not give a name.",
        required=False,
        choices=[
            (Perspective.LIVED.value, "It happened to me"),
            (Perspective.CARER.value, "I care for the person it happened to"),
            (Perspective.FRONTLINE.value, "I work in health, care or another service"),
            (Perspective.VOLUNTARY.value, "I work or help in a charity"),
            ("", "I’d rather not say"),
        ],
    )


class ReadersForm(StepForm):
    audience = OneOf(
        label="Who may read it?",
        missing="Choose who may read it.",
        help_text="You can change this on any day.",
        choices=[
            (Audience.PLACE.value, "People who work together here"),
            (Audience.GROUP.value, "One group only"),
            (Audience.PROGRAMME.value, "People here, and those who help many places like this"),
            (Audience.PUBLIC.value, "Anyone at all"),
        ],
        hints={
            Audience.PLACE.value: "Staff of the council, the NHS and charities, and people who use services. They "
            "sign in to read it.",
            Audience.PUBLIC.value: "It can be read on the web by anyone.",
        },
    )
    group = OneOfMany(label="If one group only: which one?", required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        self.fields["group"].choices = [("", "Choose a group"), *lists.groups]  # type: ignore[attr-defined]
        if not lists.groups:
            readers: Any = self.fields["audience"]
            readers.choices = [one for one in readers.choices if one[0] != Audience.GROUP]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("audience") == Audience.GROUP and not said.get("group"):
            self.add_error("group", "Choose which group may read it.")
        if said.get("audience") != Audience.GROUP:
            said["group"] = ""
        return said


class UsesForm(StepForm):
    purposes = SomeOf(
        label="May it be used for anything else?",
        help_text="Tick what you agree to. You need not tick any.",
        required=False,
        choices=[
            (Purpose.MEETINGS.value, "Read out at meetings"),
            (Purpose.REPORTS.value, "Printed in reports"),
            (Purpose.TRAINING.value, "Used to train staff"),
            (Purpose.TRANSLATE.value, "Put into other languages"),
        ],
    )


class NameForm(StepForm):
    attribution = OneOf(
        label="What name may we show?",
        missing="Choose one. You can choose no name.",
        choices=[
            (Attribution.NONE.value, "No name"),
            (Attribution.CHOSEN.value, "A name I make up"),
            (Attribution.NAME.value, "My own name"),
        ],
    )
    name = Line(
        label="The name to show",
        help_text="Leave this empty if you chose no name.",
        required=False,
        longest=LONGEST_NAME,
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("attribution") == Attribution.NONE:
            said["name"] = ""
        elif said.get("attribution") and "name" in said and not said["name"]:
            self.add_error("name", "Write the name that we may show.")
        return said


class UntilForm(StepForm):
    expires_on = DayField(
        label="Should we stop showing it on a day?",
        help_text="Leave this empty to let it stay. We ask you once a year if that is still fine.",
        what="The day",
        required=False,
    )

    def said(self) -> dict[str, Any]:
        day: date | None = self.cleaned_data["expires_on"]
        return {"expires_on": day.isoformat() if day else ""}


class HearForm(StepForm):
    channel = OneOf(
        label="How would you like to hear what came of it?",
        missing="Choose how you would like to hear.",
        choices=[
            (Channel.NONE.value, "I will come back with my ticket"),
            (Channel.MAIL.value, "E-mail"),
            (Channel.TEXT.value, "Text message"),
        ],
        hints={Channel.NONE.value: "You get the ticket when you send your story."},
    )
    mail = LineField(label="Your e-mail address", required=False, longest=254)
    phone = LineField(label="Your mobile number", required=False, longest=30)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("channel") == Channel.MAIL:
            try:
                validate_email(said.get("mail") or "")
            except ValidationError:
                self.add_error("mail", "Write your e-mail address, such as name@example.org.")
        digits = [one for one in said.get("phone") or "" if one.isdigit()]
        if said.get("channel") == Channel.TEXT and len(digits) < 10:
            self.add_error("phone", "Write your mobile number, such as 07700 900 982.")
        return said

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        address = {Channel.MAIL: said.get("mail"), Channel.TEXT: said.get("phone")}.get(said["channel"], "")
        return {"channel": said["channel"], "address": address or ""}


class MattersForm(StepForm):
    """The place's own statements: a field each, none of which has to be answered."""

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        for number, words in lists.matters:
            self.fields[f"matter_{number}"] = OneOf(label=words, required=False, choices=TrueForMe.choices)

    def said(self) -> dict[str, Any]:
        return {"true_now": {key.removeprefix("matter_"): v for key, v in self.cleaned_data.items() if v}}


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    form: type[StepForm]
    words: bool = False  # is answered in one's own words


STEPS = (
    Step("happened", HappenedForm, words=True),
    Step("mattered", MatteredForm, words=True),
    Step("helped", HelpedForm, words=True),
    Step("you", YouForm),
    Step("readers", ReadersForm),
    Step("uses", UsesForm),
    Step("name", NameForm),
    Step("until", UntilForm),
    Step("hear", HearForm),
    Step("true-now", MattersForm),
)


def steps(lists: Lists) -> tuple[Step, ...]:
    """The questions that this place asks."""
    return tuple(one for one in STEPS if one.form is not MattersForm or lists.matters)


def step_called(name: str, lists: Lists) -> Step | None:
    return next((one for one in steps(lists) if one.name == name), None)


def next_after(name: str, lists: Lists) -> str:
    """The name of the question that follows; "" after the last."""
    names = [one.name for one in steps(lists)]
    return [*names, ""][names.index(name) + 1]


def before(name: str, lists: Lists) -> str:
    names = [one.name for one in steps(lists)]
    return ["", *names][names.index(name)]


def initial_of(name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, as the boxes hold it."""
    if name == "hear":
        box = {"mail": "mail", "text": "phone"}.get(said.get("channel", ""), "")
        return {"channel": said.get("channel", "none"), **({box: said.get("address", "")} if box else {})}
    if name == "until":
        return {"expires_on": date.fromisoformat(said["expires_on"]) if said.get("expires_on") else None}
    if name == "true-now":
        return {f"matter_{number}": value for number, value in said.get("true_now", {}).items()}
    if name == "readers":
        return {"audience": said.get("audience", Audience.PLACE.value), "group": said.get("group", "")}
    if name == "name":
        return {"attribution": said.get("attribution", Attribution.NONE.value), "name": said.get("name", "")}
    return dict(said)


class WriteDownForm(Form):
    """A member begins: their own story, or somebody else's that they write down."""

    way = OneOf(
        label="Whose story is it?",
        missing="Say whose story it is.",
        choices=[
            (Way.WROTE.value, "My own"),
            (Way.TYPED.value, "Somebody’s who is with me: I type for them"),
            (Way.PHONED.value, "Somebody’s who tells it by phone"),
            (Way.PAPER.value, "Somebody’s who wrote it on paper"),
        ],
    )
    how_agreed = Line(
        label="How did they agree that you write it down?",
        help_text="For example: I read it back on the phone, and she said yes. Your name stands beside it.",
        required=False,
        longest=200,
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("way") not in (None, Way.WROTE) and not said.get("how_agreed"):
            self.add_error("how_agreed", "Say how they agreed. It stands beside the story, with your name.")
        return said
