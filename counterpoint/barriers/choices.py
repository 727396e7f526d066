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
