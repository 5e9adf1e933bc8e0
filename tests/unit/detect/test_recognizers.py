import importlib
import pkgutil

import pytest

from paravent.core.types import EntityType
from paravent.detect import recognizers
from paravent.detect.base import Recognizer
from paravent.detect.view import view

HIDDEN = 0.5  # the score from which the shipped policy hides a value

MODULES = [
    importlib.import_module(f"{recognizers.__name__}.{module.name}")
    for module in pkgutil.iter_modules(recognizers.__path__)
]
HITS = [
    pytest.param(module, *hit, id=f"{module.__name__.rsplit('.', 1)[1]}-{number}")
    for module in MODULES
    for number, hit in enumerate(module.HITS)
]
MISSES = [
    pytest.param(module, miss, id=f"{module.__name__.rsplit('.', 1)[1]}-{number}")
    for module in MODULES
    for number, miss in enumerate(module.MISSES)
]


def found(module, text):
    return [
        text[hit.start : hit.end] for hit in module.RECOGNIZER.find(text) if hit.score >= HIDDEN
    ]


@pytest.mark.parametrize(("module", "text", "value"), HITS)
def test_finds_the_value_exactly(module, text, value):
    assert value in found(module, text)


@pytest.mark.parametrize(("module", "text", "value"), HITS)
def test_finds_it_in_the_middle_of_a_text(module, text, value):
    assert value in found(module, f"Voici :\n{text}\nMerci de répondre.")


@pytest.mark.parametrize(("module", "text", "value"), HITS)
def test_finds_it_behind_spaces_of_another_kind(module, text, value):
    seen = view(text.replace(" ", "\u202f"))
    spans = [
        seen.span(hit.start, hit.end)
        for hit in module.RECOGNIZER.find(seen.text)
        if hit.score >= HIDDEN
    ]
    assert value in [text[start:end] for start, end in spans]


@pytest.mark.parametrize(("module", "text"), MISSES)
def test_leaves_what_is_not_one(module, text):
    assert found(module, text) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_carries_its_own_examples(module):
    assert isinstance(module.RECOGNIZER, Recognizer)
    assert len(module.HITS) >= 5
    assert len(module.MISSES) >= 5
    assert all(value in text for text, value in module.HITS)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("iban", "FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 189"),
        ("card", "4970 1012 3456 7893", "4970 1012 3456 7893"),
        ("siret", "732 829 320 00074", "732 829 320 00074"),
        ("nir", "2 85 05 78 006 084 41", "2 85 05 78 006 084 41"),
        ("phone", "06 12 34 56 78", "06 12 34 56 78"),
        ("numero_fiscal", "30 23 217 600 053", "30 23 217 600 053"),
        ("rib", "30006 00001 12345678901 89", "30006 00001 12345678901 89"),
        ("siren", "732 829 320", "732 829 320"),
    ],
)
@pytest.mark.parametrize(
    "space", ["\n", " \n ", "\r\n", "\u00a0", "\u2009", "\u202f", "\u200b", ""]
)
def test_finds_a_number_however_its_groups_are_parted(name, text, value, space):
    module = importlib.import_module(f"{recognizers.__name__}.{name}")
    written = space.join(text.split(" "))
    seen = view(f"Voici : {written}.")
    spans = [seen.span(hit.start, hit.end) for hit in module.RECOGNIZER.find(seen.text)]
    assert (8, 8 + len(written)) in spans


def test_a_false_start_does_not_hide_the_true_value():
    module = importlib.import_module(f"{recognizers.__name__}.card")
    assert found(module, "4000 4111 1111 1111 1111") == ["4111 1111 1111 1111"]


def test_a_letter_with_an_accent_is_a_letter():
    entity = EntityType("X", "XX", MODULES[0].RECOGNIZER.entity.category, "x", "x")
    recognizer = Recognizer(entity, (r"\d{4}",))
    assert list(recognizer.find("é1234 1234é")) == []
    assert [hit.start for hit in recognizer.find("é 1234")] == [2]


def test_context_counts_near_the_value_only():
    siren = importlib.import_module(f"{recognizers.__name__}.siren").RECOGNIZER
    near = max(hit.score for hit in siren.find("siren 732829320"))
    far = max(hit.score for hit in siren.find(f"siren {'.' * 80} 732829320"))
    assert far < HIDDEN < near
