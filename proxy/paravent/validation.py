"""What pydantic found wrong, told in plain French and English.

Knows models and their fields, nothing of files. It never repeats a value that it was given: only
the names that the models themselves use, and keys, which are vocabulary too.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    TypeAliasType,
    TypeIs,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, Field
from pydantic_core import PydanticCustomError, core_schema

from paravent.i18n import plural, t

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema, ErrorDetails

type Loc = tuple[str | int, ...]

_TEXT = ("un texte est attendu ici", "a text is expected here")
_LIST = ("une liste est attendue ici", "a list is expected here")
_KEYS = ("un groupe de clés est attendu ici", "a group of keys is expected here")
_WHOLE = ("un nombre entier est attendu ici", "a whole number is expected here")

_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": ("un nombre est attendu ici", "a number is expected here"),
    "bool_type": ("true ou false est attendu ici", "true or false is expected here"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
}

_BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "greater_than_equal": ("ge", "trop petit : {bound} au moins", "too small: at least {bound}"),
    "greater_than": ("gt", "trop petit : plus de {bound}", "too small: more than {bound}"),
    "less_than_equal": ("le", "trop grand : {bound} au plus", "too large: at most {bound}"),
    "less_than": ("lt", "trop grand : moins de {bound}", "too large: less than {bound}"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """Metadata of a text field: the pattern that the whole text has, and its name in words."""

    pattern: str
    fr: str
    en: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"pattern": f"^(?:{self.pattern})$"}

    def _check(self, text: str) -> str:
        if not re.fullmatch(self.pattern, text):
            raise ValueError(t(self.fr, self.en))
        return text


SLUG = Form(
    "[a-z0-9]+([_-][a-z0-9]+)*",
    "un identifiant s'écrit en minuscules sans accent, chiffres, « _ » et « - »",
    'an id is written in lower case without accents, digits, "_" and "-"',
)
"""The form of the ids of services and vendors."""

type Sentence = Annotated[str, Field(min_length=1, max_length=500)]
"""A sentence for people to read."""


def not_one_of(known: Collection[str]) -> PydanticCustomError:
    """The error for a validator to raise on a value outside a list known at run time only."""
    return PydanticCustomError("not_one_of", "not one of the known values", {"known": list(known)})


def did_you_mean(given: str, known: Collection[str], otherwise: str = "") -> str:
    """A hint that names the nearest known word, else ``otherwise``."""
    by_lower = {word.lower(): word for word in known}
    near = difflib.get_close_matches(given.lower(), by_lower, 1)
    if not near:
        return otherwise
    return t("vouliez-vous écrire « {word} » ?", 'did you mean "{word}"?', word=by_lower[near[0]])


def explain(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """The message and the hint (may be empty) for one of pydantic's errors about ``model``."""
    kind = error["type"]
    if kind in ("missing", "extra_forbidden"):
        return _about_key(kind, error["loc"], model)
    if error["input"] is None:
        return t("il manque une valeur ici", "a value is missing here"), ""
    if is_newer(error):
        return (
            t(
                "ce fichier est écrit pour une version plus récente de Paravent",
                "this file is written for a newer version of Paravent",
            ),
            t("mettez Paravent à jour", "update Paravent"),
        )
    return _about_value(kind, error["input"], error.get("ctx", {}))


def is_newer(error: ErrorDetails) -> bool:
    """Whether a file says that it is written for a version of its format yet to come."""
    given = error["input"]
    if error["loc"] != ("version",) or error["type"] != "literal_error":
        return False
    return isinstance(given, int) and given > max(map(int, _known(error["ctx"])))


def _about_key(kind: str, loc: Loc, model: type[BaseModel]) -> tuple[str, str]:
    key = str(loc[-1])[:40]
    if kind == "missing":
        return t("clé manquante : « {key} »", 'missing key: "{key}"', key=key), ""
    known = _keys_at(model, loc[:-1])
    listed = _listed(t("clés possibles", "possible keys"), known)
    message = t("clé inconnue : « {key} »", 'unknown key: "{key}"', key=key)
    return message, did_you_mean(key, known, listed)


def _about_value(kind: str, given: object, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "value_error":
        return str(context["error"]), ""
    if kind in ("enum", "literal_error", "not_one_of"):
        known = _known(context)
        listed = _listed(t("valeurs possibles", "possible values"), known)
        return t("valeur inconnue", "unknown value"), did_you_mean(str(given), known, listed)
    if kind in _EXPECTED:
        return t(*_EXPECTED[kind]), _quote_hint(kind, given)
    if kind in _BOUNDS:
        name, fr, en = _BOUNDS[kind]
        return t(fr, en, bound=f"{context[name]:g}"), ""
    if kind.endswith(("too_short", "too_long")):
        return _about_length(kind, context), ""
    return t("valeur refusée ({kind})", "value refused ({kind})", kind=kind), ""


def _about_length(kind: str, context: Mapping[str, int]) -> str:
    least = kind.endswith("too_short")
    n = context["min_length" if least else "max_length"]
    if kind.startswith("string"):
        size = plural(n, "caractère", "caractères", "character", "characters")
    else:
        size = plural(n, "élément", "éléments", "item", "items")
    if least:
        return t("trop court : il faut au moins {size}", "too short: at least {size}", size=size)
    return t("trop long : {size} au plus", "too long: at most {size}", size=size)


def _quote_hint(kind: str, given: object) -> str:
    if kind == "string_type" and isinstance(given, bool | int | float):
        return t("mettez la valeur entre guillemets", "put the value in quotation marks")
    return ""


def _known(context: Mapping[str, Any]) -> list[str]:
    """The values that were possible; pydantic tells them as ``'a', 'b' or 'c'``."""
    if "known" in context:
        return list(context["known"])
    return [word.strip("'") for word in re.split(", | or ", context["expected"])]


def _listed(label: str, words: Collection[str]) -> str:
    return t("{label} : {words}", "{label}: {words}", label=label, words=", ".join(words))


def _keys_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The keys that may stand at a place, in the order of their declaration."""
    places: list[object] = [model]
    for part in loc:
        # A part that leads nowhere is the tag of a union, which stands in no file.
        places = [inner for place in places for inner in _inside(place, part)] or places
    fields = [place.model_fields for place in places if _is_model(place)]
    return [info.alias or name for each in fields for name, info in each.items()]


def _inside(place: object, part: str | int) -> Iterator[object]:
    """The types that one key or index leads to from a type."""
    if _is_model(place):
        for name, info in place.model_fields.items():
            if part in (name, info.alias):
                yield from _leaves(info.annotation)
    elif arguments := [arg for arg in get_args(place) if arg is not Ellipsis]:
        yield from _leaves(arguments[-1])


def _leaves(annotation: object) -> Iterator[object]:
    """An annotation without its aliases, metadata and unions."""
    if isinstance(annotation, TypeAliasType):
        yield from _leaves(annotation.__value__)
    elif get_origin(annotation) is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _leaves(arm)
    else:
        yield annotation


def _is_model(place: object) -> TypeIs[type[BaseModel]]:
    return isinstance(place, type) and issubclass(place, BaseModel)
