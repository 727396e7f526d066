"""The words of the partnership: where a person stands, what an organisation is, how someone is reached."""

from django.db.models import TextChoices


class Perspective(TextChoices):
    """Where one stands. Whom one works for is another matter."""

    LIVED = "lived_experience", "lived experience"
    CARER = "carer", "carer"
    FRONTLINE = "frontline", "frontline"
    MANAGER = "manager", "manager"
    EXECUTIVE = "executive", "executive"
    VOLUNTARY = "voluntary", "voluntary sector"
    ELECTED = "elected", "elected member"
    NATIONAL = "national", "national or regional"


# Who is meant by "the people who use services": an act counts as theirs only where they are there as that.
WHO_USES_SERVICES = (Perspective.LIVED, Perspective.CARER)

EVERYONE_WITH = {
    Perspective.LIVED: "everyone here with lived experience",
    Perspective.CARER: "every carer here",
    Perspective.FRONTLINE: "everyone here who works on the frontline",
    Perspective.MANAGER: "every manager here",
    Perspective.EXECUTIVE: "every executive here",
    Perspective.VOLUNTARY: "everyone here from the voluntary sector",
    Perspective.ELECTED: "every elected member here",
    Perspective.NATIONAL: "everyone here from a national or regional body",
}

SOMEONE_WITH = {
    Perspective.LIVED: "a person with lived experience",
    Perspective.CARER: "a carer",
    Perspective.FRONTLINE: "someone on the frontline",
    Perspective.MANAGER: "a manager",
    Perspective.EXECUTIVE: "an executive",
    Perspective.VOLUNTARY: "someone from the voluntary sector",
    Perspective.ELECTED: "an elected member",
    Perspective.NATIONAL: "someone from a national or regional body",
}


class OrganisationKind(TextChoices):
    COUNCIL = "council", "council"
    ACUTE = "acute", "hospital trust"
    COMMUNITY = "community", "community or mental health trust"
    COMMISSIONER = "commissioner", "commissioner"
    PRIMARY = "primary", "general practice"
    POLICE = "police", "police or justice"
    HOUSING = "housing", "housing"
    CHARITY = "charity", "charity"
    PROVIDER = "provider", "private provider"
    GROUP = "group", "group of people who use services"
    NATIONAL = "national", "national or regional body"
    PLACE = "place", "place"  # in a programme, whose partners are places
    OTHER = "other", "another kind"


class Shows(TextChoices):
    """What a place lets a programme see of it."""

    NOTHING = "nothing", "nothing"
    COUNTS = "counts", "how many claims stand how, for each message"
    STORIES = "stories", "those counts, and stories whose tellers allow it"


class Channel(TextChoices):
    MAIL = "mail", "e-mail"
    TEXT = "text", "text message"
    NONE = "none", "in person, by phone or on paper"


class TrueForMe(TextChoices):
    """What somebody says of a statement of what matters to us."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    CANT_SAY = "cant_say", "I can’t say"


class Nation(TextChoices):
    """Whose bank holidays count as not working."""

    ENGLAND = "england", "England"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


# In the demonstration: what a day is like for somebody who stands there, so that one knows whom to be.
A_DAY = {
    Perspective.LIVED: "Has been through it. Is asked, now and then, whether what was promised is so.",
    Perspective.CARER: "Cares for someone, with a phone in one hand. Wants an answer, and to say it once.",
    Perspective.FRONTLINE: "Between two visits. Something is in the way; a text asks whether the last thing is gone.",
    Perspective.MANAGER: "Runs a team. Says what stops it, and looks at what became of that.",
    Perspective.EXECUTIVE: "Six minutes between two meetings: what did I promise, and what do they say of it?",
    Perspective.VOLUNTARY: "In the evening, on a laptop. Wants to say that a funder’s promise was not kept.",
    Perspective.ELECTED: "Before scrutiny: what did we say we would do, and what do people say?",
    Perspective.NATIONAL: "What did we promise this place, and what does it say of us?",
}
A_CONVENORS_DAY = "Monday morning: where are we really, and which five people do I ring?"


# What a session says of itself: when it was begun, and on what sort of device.
SESSION_BEGUN, SESSION_DEVICE = "begun_at", "device"
