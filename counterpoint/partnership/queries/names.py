"""What people are called: by name where they sign, else by where they stand."""

from __future__ import annotations

from counterpoint.partnership.choices import SOMEONE_WITH, Perspective
from counterpoint.partnership.models import Member, Organisation

WITH_A_CODE = "someone with a ticket"


def signed(member: Member | None, organisation: Organisation | None, perspective: str) -> str:
    """Who speaks, as a claim's own page says it: "Ruth Castellane, ward 7 sister, Mere Valley Hospitals"."""
    if member is None:
        return organisation.called if organisation and not perspective else standing_as(perspective)
    if member.signs:
        parts = [member.name, member.post]
    else:
        parts = [standing_as(perspective, member.post) if perspective or member.post else "someone"]
    return ", ".join(part for part in [*parts, organisation.called if organisation else ""] if part)


def described(member: Member | None, perspective: str) -> str:
    """Who speaks, as a quotation says it: "a ward 7 sister". Never a name."""
    return standing_as(perspective, member.post if member and member.signs else "")


def standing_as(perspective: str, post: str = "") -> str:
    if post:
        return with_article(post)
    if perspective:
        return SOMEONE_WITH[Perspective(perspective)]
    return WITH_A_CODE


def with_article(post: str) -> str:
    """ "ward 7 sister" -> "a ward 7 sister"; "integration lead" -> "an integration lead"."""
    return f"{'an' if post[:1].lower() in 'aeiou' else 'a'} {post}"
