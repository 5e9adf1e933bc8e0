"""Types of data of the person's own, as policy files write them.

Their patterns are RE2: what it does not know (look-around, back-references) is refused, so that no
text can make a pattern take longer than it is long.
"""

import re
from typing import Annotated

import re2
from pydantic import AfterValidator, Field

from paravent.core.placeholders import LOOKALIKE_WORD, URL_WORD
from paravent.core.types import Category
from paravent.i18n import t
from paravent.policy.fields import ExampleModel, WordsModel, check_both
from paravent.validation import Form
from paravent.yamlfile import YamlModel

_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_BACK_REFERENCE = re.compile(r"\\[1-9]|\(\?P=")
_QUIET = re2.Options()
_QUIET.log_errors = False


def check_regex(text: str) -> str:
    """An expression that RE2 takes and that finds something.

    Raises:
        ValueError: it is none, with the words to say so.
    """
    try:
        compiled = re2.compile(text, _QUIET)
    except re2.error:
        raise ValueError(_refusal(text)) from None
    if compiled.search(""):
        raise ValueError(
            t(
                "cette expression accepte un texte vide : elle trouverait n'importe quoi",
                "this expression accepts an empty text: it would find anything",
            )
        )
    return text


def _refusal(text: str) -> str:
    """Why RE2 does not take an expression, without quoting it."""
    if _LOOK_AROUND.search(text):
        return t(
            "RE2 ne connaît ni (?=…) ni (?<=…) : mettez ce qui entoure dans l'expression, et la "
            "valeur dans un groupe (?P<v>…)",
            "RE2 knows neither (?=…) nor (?<=…): put what stands around into the expression, and "
            "the value into a group (?P<v>…)",
        )
    if _BACK_REFERENCE.search(text):
        return t(
            "RE2 ne connaît pas les renvois comme \\1 : écrivez chaque forme, séparée par « | »",
            'RE2 knows no back-references such as \\1: write each form, separated by "|"',
        )
    return t(
        "cette expression n'est pas du RE2 : vérifiez parenthèses, crochets et répétitions",
        "this expression is not RE2: check brackets and repetitions",
    )


def _check_word(word: str) -> str:
    if word in {URL_WORD, LOOKALIKE_WORD}:
        raise ValueError(t("ce mot est réservé à Paravent", "this word is kept for Paravent"))
    return word


class PatternModel(YamlModel):
    """A type of data of one's own, found by an expression."""

    id: Annotated[
        str,
        Form(
            "[A-Z][A-Z0-9_]{1,31}",
            "un type s'écrit en capitales sans accent, chiffres et « _ », 32 signes au plus",
            'a type is written in plain capitals, digits and "_", at most 32 signs',
        ),
    ] = Field(description="Nom que les règles lui donnent. / Name that rules give it.")
    regex: Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(check_regex)] = (
        Field(
            description="Expression RE2 ; la valeur est le groupe v, ou le tout. / "
            "RE2 expression; the value is the group v, or the whole."
        )
    )
    word: Annotated[
        str,
        Form(
            "[A-Z]{2,16}",
            "un mot d'étiquette a de 2 à 16 capitales sans accent",
            "a label's word has 2 to 16 plain capitals",
        ),
        AfterValidator(_check_word),
    ] = Field(description="Mot de l'étiquette. / Word of the label.")
    category: Category
    name: WordsModel = Field(description="Montré à la personne. / Shown to the person.")
    confidence: float = Field(0.9, gt=0, le=1, description="De 0 à 1. / From 0 to 1.")
    tests: Annotated[
        tuple[ExampleModel, ...],
        AfterValidator(check_both),
        Field(json_schema_extra={"minItems": 2}),
    ]
