"""Who may be the same: people and organisations that were written down twice. Pure.

Nothing is merged here: a person is shown both and asked. A score of `SURE` or more is as good as certain.
Nicknames ("Bob", "Robert") are not known."""

from counterpoint.analysis.likeness.organisations import (
    alike_organisations,
    find_organisation,
    looks_like_organisation,
)
from counterpoint.analysis.likeness.pairs import SURE, Likeness
from counterpoint.analysis.likeness.people import Someone, find_person, merge_candidates
from counterpoint.analysis.likeness.sentences import alike_sentences

__all__ = [
    "SURE",
    "Likeness",
    "Someone",
    "alike_organisations",
    "alike_sentences",
    "find_organisation",
    "find_person",
    "looks_like_organisation",
    "merge_candidates",
]
