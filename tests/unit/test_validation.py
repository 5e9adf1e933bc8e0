from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field, ValidationError

from paravent.i18n import speaking, t
from paravent.validation import Form, did_you_mean, explain, not_one_of
from paravent.yamlfile import YamlModel


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def check_known(text: str) -> str:
    if text not in ("north", "south"):
        raise not_one_of(["north", "south"])
    return text


def check_even(n: int) -> int:
    if n % 2:
        raise ValueError(t("un nombre pair est attendu", "an even number is expected"))
    return n


type Side = Annotated[str, AfterValidator(check_known)]


class Round(YamlModel):
    kind: Literal["round"]
    radius: float = 1


class Square(YamlModel):
    kind: Literal["square"]
    width: float = 1


class Leaf(YamlModel):
    word: str = "a"


class Model(YamlModel):
    low: Annotated[int, Field(ge=2)] = 2
    above: Annotated[int, Field(gt=2)] = 3
    high: Annotated[int, Field(le=2)] = 2
    below: Annotated[int, Field(lt=2)] = 1
    short: Annotated[str, Field(max_length=2)] = ""
    long: Annotated[str, Field(min_length=1)] = "a"
    few: Annotated[tuple[int, ...], Field(max_length=1)] = ()
    many: Annotated[tuple[int, ...], Field(min_length=2)] = (1, 2)
    colour: Colour = Colour.RED
    side: Side = "north"
    even: Annotated[int, AfterValidator(check_even)] = 2
    formed: Annotated[str, Form("[a-z]+", "des lettres", "letters")] = "a"
    names: frozenset[str] = frozenset()
    shape: Annotated[Round | Square, Field(discriminator="kind")] | None = None
    leaves: dict[str, tuple[Leaf, ...]] = Field(default_factory=dict)
    leaf: Leaf = Leaf()
    aliased: Leaf = Field(default=Leaf(), alias="a-leaf")


def told(json: str) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Model.model_validate_json(json)
    return [explain(error, Model) for error in caught.value.errors()]


@pytest.mark.parametrize(
    ("json", "message", "hint"),
    [
        ('{"low": 1}', "trop petit : 2 au moins", ""),
        ('{"above": 2}', "trop petit : plus de 2", ""),
        ('{"high": 3}', "trop grand : 2 au plus", ""),
        ('{"below": 2}', "trop grand : moins de 2", ""),
        ('{"short": "abc"}', "trop long : 2 caractères au plus", ""),
        ('{"long": ""}', "trop court : il faut au moins 1 caractère", ""),
        ('{"few": [1, 2]}', "trop long : 1 élément au plus", ""),
        ('{"many": [1]}', "trop court : il faut au moins 2 éléments", ""),
        ('{"colour": "rad"}', "valeur inconnue", "vouliez-vous écrire « red » ?"),
        ('{"colour": "blue"}', "valeur inconnue", "valeurs possibles : red, green"),
        ('{"side": "SOUHT"}', "valeur inconnue", "vouliez-vous écrire « south » ?"),
        ('{"side": "east"}', "valeur inconnue", "valeurs possibles : north, south"),
        ('{"even": 3}', "un nombre pair est attendu", ""),
        ('{"formed": "a1"}', "des lettres", ""),
        ('{"formed": "a\\n"}', "des lettres", ""),
        ('{"names": "a"}', "une liste est attendue ici", ""),
        ('{"leaves": []}', "un groupe de clés est attendu ici", ""),
        ('{"leaf": 1}', "un groupe de clés est attendu ici", ""),
        ('{"leaf": null}', "il manque une valeur ici", ""),
        ('{"long": true}', "un texte est attendu ici", "mettez la valeur entre guillemets"),
        ('{"long": []}', "un texte est attendu ici", ""),
        ('{"low": "2"}', "un nombre entier est attendu ici", ""),
        ('{"leaf": {"wrd": ""}}', "clé inconnue : « wrd »", "vouliez-vous écrire « word » ?"),
        ('{"a-leaf": {"x": 1}}', "clé inconnue : « x »", "clés possibles : word"),
        ('{"a-laef": {}}', "clé inconnue : « a-laef »", "vouliez-vous écrire « a-leaf » ?"),
        (
            '{"leaves": {"x": [{"wrod": ""}]}}',
            "clé inconnue : « wrod »",
            "vouliez-vous écrire « word » ?",
        ),
        (
            '{"shape": {"kind": "square", "widht": 1}}',
            "clé inconnue : « widht »",
            "vouliez-vous écrire « width » ?",
        ),
        ('{"shape": {"kind": "flat"}}', "valeur refusée (union_tag_invalid)", ""),
    ],
)
def test_each_kind_of_error_is_a_plain_sentence(json, message, hint):
    assert told(json) == [(message, hint)]


def test_sentences_are_in_the_language_in_force():
    with speaking("en"):
        assert told('{"few": [1, 2], "even": 1, "colour": "rad"}') == [
            ("too long: at most 1 item", ""),
            ("unknown value", 'did you mean "red"?'),
            ("an even number is expected", ""),
        ]


def test_the_form_of_a_text_is_in_the_schema_for_editors():
    formed = Model.model_json_schema()["properties"]["formed"]
    assert formed["pattern"] == "^(?:[a-z]+)$"


def test_a_hint_ignores_case_and_falls_back():
    assert did_you_mean("Person", ["PERSON", "IBAN"]) == "vouliez-vous écrire « PERSON » ?"
    assert did_you_mean("xyz", ["PERSON"], "autre") == "autre"
    assert did_you_mean("xyz", []) == ""
