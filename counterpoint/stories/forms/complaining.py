"""Forms of complaints."""

from __future__ import annotations

from counterpoint.stories.policies.complaining import LONGEST
from counterpoint.web.fields import Form, LineField, OneOf, WordsField


class ComplainForm(Form):
    words = WordsField(label="What is wrong?", missing="Say what is wrong.", longest=LONGEST, rows=6)
    name = LineField(
        label="Your name",
        help_text="You need not give it. Whoever told the story never sees it.",
        required=False,
        longest=120,
    )
    reach = LineField(
        label="How can we write to you?",
        help_text="An e-mail address or a phone number. Without it we can’t tell you what we did.",
        required=False,
        longest=254,
    )


class DecideForm(Form):
    remove = OneOf(
        label="What happens to the story?",
        choices=[("keep", "It stays as it is"), ("remove", "It is not shown any more")],
        missing="Choose what happens to the story.",
    )
    words = WordsField(
        label="Why?",
        help_text="Whoever complained reads it, and so does whoever told the story.",
        missing="Say why, in a line or two.",
        longest=1000,
        rows=4,
    )

    def __init__(self, *args: object, about_content: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not about_content:
            del self.fields["remove"]
            self.fields["words"].label = "What did you do, and why?"
            self.fields["words"].help_text = "Whoever complained reads it."


class AnswerComplaintForm(Form):
    words = WordsField(
        label="What would you like to say?",
        help_text="Only the moderators read it. You can also add to your story, or take it back.",
        missing="Write what you would like to say.",
        longest=LONGEST,
        rows=5,
    )
