"""The words of experiments: plan, do, study, act."""

from __future__ import annotations

from django.db.models import TextChoices


class ExperimentState(TextChoices):
    PLANNED = "planned", "planned"
    DOING = "doing", "being tried"
    STUDIED = "studied", "tried: what came of it is written down"
    ENDED = "ended", "decided"


class Decision(TextChoices):
    ADOPT = "adopt", "adopted"
    ADAPT = "adapt", "tried again in another way"
    ABANDON = "abandon", "stopped"


# How sure whoever predicts is, in words, and what that counts as. From "sure" to "as likely as not".
LIKELY = {"sure": 0.95, "likely": 0.75, "even": 0.5, "unlikely": 0.25}
HOW_SURE = {
    "sure": "Almost sure: 95 times in 100",
    "likely": "Likely: 75 times in 100",
    "even": "As likely as not: 50 times in 100",
    "unlikely": "Unlikely: 25 times in 100",
}

# How sure a promiser is, as a promise says it, and what that counts as here.
PROMISED_SURE = {"very": 0.95, "fairly": 0.75, "hoping": 0.5}

# Did what was expected come?
CAME = {"yes": "Yes, it came", "no": "No, it did not", "cant_tell": "I can’t tell"}
