"""What an heir says of one thing that was left open."""

from __future__ import annotations

from django import forms

from counterpoint.claims.policies.inheriting import DECISIONS
from counterpoint.web.fields import Form, LineField


class DecideForm(Form):
    claim = forms.IntegerField(min_value=1, max_value=10**8)
    decision = forms.ChoiceField(choices=[(one.value, one.value) for one in DECISIONS])
    words = LineField(label="Why not?", longest=500, required=False)
