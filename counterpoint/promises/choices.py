"""How far a promise has come before it is answered."""

from django.db.models import TextChoices


class PromiseState(TextChoices):
    HEARD = "heard", "heard, not yet owned"
    DISOWNED = "disowned", "not owned"
    MADE = "made", "made"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    COUNTERED = "countered", "answered with another wish"


class HowSure(TextChoices):
    VERY = "very", "very sure"
    FAIRLY = "fairly", "fairly sure"
    HOPING = "hoping", "hoping"
