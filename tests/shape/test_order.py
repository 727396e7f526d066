"""Lists stand in the same order on both engines: no list is sorted by the letters that a server was set up with."""

from __future__ import annotations

import ast

from django.apps import apps
from django.db import models

from counterpoint.web.order import alphabetically
from tests.shape.conftest import ROOT
from tests.world import World

OURS = [model for model in apps.get_models() if model.__module__.startswith("counterpoint.")]
TEXTS = {
    field.name
    for model in OURS
    for field in model._meta.concrete_fields
    if isinstance(field, (models.CharField, models.TextField))
}


def sorted_by_letters() -> list[str]:
    found = []
    for path in sorted((ROOT / "counterpoint").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "order_by"
            ):
                named = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if any(str(name).lstrip("-").rpartition("__")[2] in TEXTS for name in named):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def test_no_list_is_sorted_by_words_but_alphabetically() -> None:
    assert sorted_by_letters() == [], "order_by(alphabetically(…)), counterpoint/web/order.py"


def test_no_table_is_sorted_by_words_by_itself() -> None:
    named = {f"{model._meta.label}: {one}" for model in OURS for one in model._meta.ordering}
    assert not {one for one in named if one.rpartition(" ")[2].lstrip("-") in TEXTS}


def test_capitals_stand_with_small_letters_and_a_hyphen_counts(world: World) -> None:
    names = [
        "de Souza",
        "Dalton",
        "Abbey-View",
        "Abbey View",
        "abbeyfield",
        "Évora",
        "Zane",
        "O’Hara",
        "Ohara",
    ]
    model = apps.get_model("partnership", "Organisation")
    model.objects.bulk_create(
        model(place=world.place, number=number, name=name, joined_at=world.place.founded_at)
        for number, name in enumerate(names, start=900)
    )
    here = model.objects.filter(place=world.place, number__gte=900)
    assert list(here.order_by(alphabetically("name"), "number").values_list("name", flat=True)) == [
        "Abbey View", "Abbey-View", "abbeyfield", "Dalton", "de Souza", "Ohara", "O’Hara", "Zane", "Évora",
    ]  # fmt: skip
