"""YAML as libyaml's events, and what is wrong with it in plain words.

The events cost no memory for depth or aliases, unlike nodes, and the text is UTF-8 of a bounded
size. What is told quotes nothing of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from yaml.reader import ReaderError

from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml._yaml import Mark as CMark

MAX_BYTES = 1_000_000

type Place = tuple[int, int]
"""Line and column, both from 1; columns count code points."""

# What libyaml says of the mistakes that people make; it quotes nothing of the file.
_SYNTAX: Mapping[str | None, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "deux-points inattendus : alignez la ligne, ou mettez le texte entre guillemets",
        "unexpected colon: align the line, or put the text in quotation marks",
    ),
    "did not find expected key": (
        "une clé est attendue ici : vérifiez l'alignement avec les lignes précédentes",
        "a key is expected here: check the alignment with the lines before",
    ),
    "did not find expected '-' indicator": (
        "un tiret est attendu ici : vérifiez l'alignement avec les lignes précédentes",
        "a dash is expected here: check the alignment with the lines before",
    ),
    "did not find expected ',' or ']'": (
        "« , » ou « ] » est attendu ici : mettez peut-être le texte entre guillemets",
        '"," or "]" is expected here: perhaps put the text in quotation marks',
    ),
    "did not find expected ',' or '}'": (
        "« , » ou « } » est attendu ici : mettez peut-être le texte entre guillemets",
        '"," or "}" is expected here: perhaps put the text in quotation marks',
    ),
    "found character that cannot start any token": (
        "un texte ne peut pas commencer ainsi sans guillemets",
        "a text cannot begin like this without quotation marks",
    ),
    "found unknown escape character": (
        "après \\ ce caractère n'a pas de sens : préférez les guillemets simples",
        "this character means nothing after \\: prefer single quotation marks",
    ),
}
# What it says, on a later line, of something left open; told where it was opened.
_UNCLOSED: Mapping[str | None, tuple[str, str]] = {
    "did not find expected ',' or ']'": (
        "ce crochet n'est pas refermé, ou il manque une virgule après lui",
        "this bracket is not closed, or a comma is missing after it",
    ),
    "did not find expected ',' or '}'": (
        "cette accolade n'est pas refermée, ou il manque une virgule après elle",
        "this brace is not closed, or a comma is missing after it",
    ),
    "found unexpected end of stream": (
        "ce guillemet n'est pas refermé",
        "this quotation mark is not closed",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where, what, and what to do about it."""

    place: Place
    message: str
    hint: str = ""


class UnreadableError(Exception):
    """What follows cannot be read."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(place, message, hint)


def read_events(data: bytes) -> Iterator[yaml.Event]:
    """The events of a file, one by one.

    Raises:
        UnreadableError: the file is too large, not UTF-8, or not YAML from here on.
    """
    text = _decode(data)
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        place, opened = place_of(error.problem_mark), place_of(error.context_mark)
        message = _SYNTAX.get(error.problem, ("YAML mal formé", "malformed YAML"))
        if error.problem in _UNCLOSED and (place[0] > opened[0] or error.problem not in _SYNTAX):
            place, message = opened, _UNCLOSED[error.problem]
        raise UnreadableError(place, t(*message)) from None
    except ReaderError as error:
        raise UnreadableError(
            _place_at(text.encode()[: error.position]),
            t(
                "ce fichier contient un caractère invisible qui n'est pas du texte",
                "this file holds an invisible character that is not text",
            ),
        ) from None


def place_of(mark: yaml.Mark | CMark | None) -> Place:
    """A parser's mark as a place; the start of the file where it set none."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableError((1, 1), t("ce fichier dépasse 1 Mo", "this file is larger than 1 MB"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _place_at(data[: error.start]),
            t("ce caractère n'est pas de l'UTF-8", "this character is not UTF-8"),
            t("enregistrez le fichier en UTF-8", "save the file as UTF-8"),
        ) from None


def _place_at(before: bytes) -> Place:
    lines = before.decode("utf-8").removeprefix("\ufeff").split("\n")
    return len(lines), len(lines[-1]) + 1
