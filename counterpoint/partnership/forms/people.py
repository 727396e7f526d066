"""People, organisations and the place itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.partnership.choices import Channel, Nation, OrganisationKind, Perspective
from counterpoint.web.fields import Form, LineField, MailField, OneOf, OneOfMany, SomeOf, Tick

WORKS = [("works", "Works for it"), ("belongs", "Belongs to it, and speaks only for themselves")]


def refuse_identifiers(words: str) -> None:
    why_not = why_not_say(words)
    if why_not:
        raise ValidationError(why_not)


def line(label: str, **more: Any) -> LineField:
    return LineField(label=label, longest=more.pop("longest", 120), validators=[refuse_identifiers], **more)


def _stands(label: str) -> SomeOf:
    return SomeOf(
        label=label,
        help_text="Where one sees it from, whoever pays. What somebody says here is said as one of these.",
        choices=[(value, big(words)) for value, words in Perspective.choices],
        required=False,
    )


def big(words: object) -> str:
    plain = str(words)
    return plain[:1].upper() + plain[1:]


class AddMemberForm(Form):
    name = line("Their name", missing="Give their name.")
    organisation = OneOfMany(label="Their organisation or group", choices=[], required=False)
    works = OneOf(label="What are they to it?", choices=WORKS, initial="works", required=False)
    post = line("What they do", help_text="For example, ward 7 sister.", required=False)
    email = MailField(label="Their e-mail address", required=False)
    phone = line(
        "Their mobile number",
        help_text="If they have no e-mail, we ask them by text message.",
        required=False,
        longest=30,
    )
    perspectives = _stands("Where do they stand?")

    def __init__(self, organisations: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "None"), *organisations]  # type: ignore[attr-defined]


class EditMemberForm(Form):
    name = line("Name", missing="Give a name.")
    post = line("Post, or what they do", required=False)
    signs = OneOf(
        label="How do their answers read?",
        choices=[
            ("named", "With the name"),
            ("standing", "Without the name, only where I stand: “a carer”, “a manager”"),
        ],
        hints={
            "standing": "Where few people stand there, somebody may still guess. Each page says so before you answer."
        },
        missing="Say how their answers read.",
    )
    perspectives = _stands("Where do they stand?")
    channel = OneOf(
        label="How are they asked?",
        choices=[(value, big(words)) for value, words in Channel.choices],
        missing="Say how they are asked.",
    )
    email = MailField(label="E-mail address", help_text="They sign in with it.", required=False)
    phone = line("Mobile number", required=False, longest=30)

    def __init__(self, *args: Any, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mine:
            self.fields["signs"].label = "How do your answers read?"
            self.fields["perspectives"].label = "Where do you stand?"
            self.fields["channel"].label = "How are you asked?"
            self.fields["email"].help_text = "You sign in with it."


class AppointForm(Form):
    steward = Tick(label="Steward: looks after the place, its list of people and its settings")
    convenor = Tick(label="Convenor: brings people together, and is shown whom to ring")
    moderator = Tick(
        label="Moderator: reads stories before anyone else does, and keeps tellers and others safe"
    )


class OrganisationForm(Form):
    name = line("Its name", missing="Give the organisation’s name.")
    kind = OneOfMany(
        label="What kind is it?",
        choices=[(value, big(words)) for value, words in OrganisationKind.choices],
        initial=OrganisationKind.OTHER,
    )
    short = line("What people call it", help_text="If that is shorter.", required=False, longest=40)
    identifier = line(
        "Its code or number",
        help_text="An ODS code, a charity or company number, or an identifier from org-id.guide.",
        required=False,
        longest=60,
    )


class EditOrganisationForm(OrganisationForm):
    asked = SomeOf(
        label="Who is asked for it?",
        help_text="Up to three. They get the questions that are put to it; any of its people may answer.",
        choices=[],
        required=False,
    )

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["asked"]


class PlaceForm(Form):
    name = line("What do you call the place?", missing="Give the place a name.", longest=80)
    issue = line(
        "What is the partnership about?",
        help_text="In one line, as somebody who lives it would say it.",
        required=False,
        longest=200,
    )
    nation = OneOf(
        label="Where is it?",
        help_text="So that we know its bank holidays: on those, no time to reply runs.",
        choices=Nation.choices,
        missing="Say in which nation it is.",
    )
