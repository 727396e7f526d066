"""What people are to hear, and the letters that carry it.

Neither holds words, addresses or links: what a letter says is worked out when it is sent, from the record as it is
then, and is stored nowhere.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.models import Story
from counterpoint.work.choices import NoticeKind, Outcome


def new_key() -> str:
    return uuid4().hex


def to_one_of_two(name: str) -> models.CheckConstraint:
    """To a member, or to whoever told a story, of whom nothing else is known."""
    return models.CheckConstraint(
        condition=Q(member__isnull=False, story__isnull=True) | Q(member__isnull=True, story__isnull=False),
        name=name,
    )


class Letter(models.Model):
    """One mail or text message. Its key names it on every try, so that a second try is known for one."""

    place = models.ForeignKey(Place, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    story = models.ForeignKey(Story, models.PROTECT, null=True, related_name="+")  # to whoever told it
    key = models.CharField(max_length=32, default=new_key, editable=False)
    on = models.DateField()  # the day in the place
    at_once = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, choices=Channel)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)  # a worker has it in hand until then
    last_error = models.CharField(max_length=200, blank=True)  # in our words: never an address
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="work_letter_key_once"),
            models.UniqueConstraint(
                fields=["place", "member", "on"], condition=Q(at_once=False), name="work_one_letter_a_day"
            ),
            models.UniqueConstraint(
                fields=["place", "story", "on"],
                condition=Q(at_once=False),
                name="work_one_letter_a_day_to_a_teller",
            ),
            to_one_of_two("work_letter_to_a_member_or_a_teller"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, done_at__isnull=True)
                | (~Q(outcome=Outcome.WAITING) & Q(done_at__isnull=False)),
                name="work_letter_done_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "try_after"], condition=Q(done_at__isnull=True), name="work_letters_waiting"
            ),
            models.Index(fields=["place", "member", "done_at"], name="work_letters_of_member"),
        ]

    def __str__(self) -> str:
        return f"letter {self.key}"


class Notice(models.Model):
    """Something that somebody is to hear, once. `about` holds references only: events, claims, a hash."""

    place = models.ForeignKey(Place, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, related_name="+"
    )  # whoever told it is to hear
    kind = models.CharField(max_length=8, choices=NoticeKind)
    key = models.CharField(max_length=80)
    about = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="work_notice_key_once"),
            to_one_of_two("work_notice_to_a_member_or_a_teller"),
        ]
        indexes = [
            models.Index(
                fields=["place", "send_after"], condition=Q(letter__isnull=True), name="work_notices_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.key
