"""How far a barrier has come before its raiser is asked whether it is gone."""

from django.db.models import TextChoices


class BarrierState(TextChoices):
    RAISED = "raised", "raised, taken by nobody"
    TAKEN = "taken", "taken on"
    REFUSED = "refused", "refused, with a reason"
    GONE = "gone", "said gone"


class HowOften(TextChoices):
    DAILY = "daily", "every day"
    WEEKLY = "weekly", "every week"
    MONTHLY = "monthly", "now and then"
    ONCE = "once", "once"


class Another(TextChoices):
    """What is not about working together, and has a place of its own to be said."""

    DANGER = "danger", "Somebody is in danger now"
    SAFEGUARDING = "safeguarding", "A child or an adult may be harmed"
    INCIDENT = "incident", "Something went wrong in somebody’s care"
    WORK = "work", "It is about how you are treated at work"
    HIDDEN = "hidden", "You think that something wrong is being hidden"


class BarrierType(TextChoices):
    """Partnerships for People and Place (13 places in England, 2021 to 2023), and who finds that data may not be shared."""

    STRUCTURE = "structure", "how we are organised"
    PRIORITIES = "priorities", "different priorities"
    FUNDING = "funding", "money"
    SHARING_REAL = "sharing_real", "a rule that stops us sharing information"
    SHARING_PERCEIVED = "sharing_perceived", "a belief that we can’t share information"
    CULTURE = "culture", "habits, or how we see each other"
