"""A row belongs to one place, and what others rest on cannot be deleted from under them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

MODELS = [model for model in apps.get_models() if model.__module__.startswith("counterpoint.")]

# Which tables are not of one place, and why.
OF_NO_PLACE = {
    "partnership.Place": "is the place",
    "partnership.Account": "one person may be a member of several places",
    "partnership.Passkey": "is an account’s",
    "partnership.Session": "is an account’s",
    "partnership.SignIn": "a sign-in is of an account, before any place is known",
    "partnership.Founding": "comes before the first place",
}
# Which unique keys do not begin with the place, and why.
UNIQUE_EVERYWHERE = {
    "ledger.Chain.place_uuid": "names the place itself, across installations",
}
IDS = [model._meta.label for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_every_row_says_whose_it_is(model: type[models.Model]) -> None:
    fields = {field.attname for field in model._meta.concrete_fields}
    assert "place_id" in fields or model._meta.label in OF_NO_PLACE


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_nothing_is_deleted_from_under_what_rests_on_it(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if field.remote_field is not None:
            assert field.remote_field.on_delete is models.PROTECT, f"{field.name} must be PROTECT"


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_a_unique_key_begins_with_the_place(model: type[models.Model]) -> None:
    if model._meta.label in OF_NO_PLACE:
        return
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            assert constraint.fields[0] in {"place", "place_id"}, constraint.name
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and field.name not in {"place", "place_id"}:
            assert f"{model._meta.label}.{field.name}" in UNIQUE_EVERYWHERE, field.name


def test_no_exemption_outlives_its_table() -> None:
    labels = {model._meta.label for model in MODELS}
    assert set(OF_NO_PLACE) <= labels
    assert {label.rpartition(".")[0] for label in UNIQUE_EVERYWHERE} <= labels
