"""Invented values in place of those of an exchange, of the same kind and length.

Nothing that a person or a service said stays: not in texts, ids, numbers, dates, addresses, and
not in names of things either, unless they are words that this program's own formats use. The same
value has the same stand-in throughout.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING

from paravent.services.departure import holds_words
from paravent.services.document import UnreadableError
from paravent.services.jsonbody import MAX_DEPTH, dump_json
from paravent.services.learning.heard import WITHIN, opened
from paravent.services.learning.vocabulary import is_said, is_usual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from paravent.services.jsonbody import Way
    from paravent.services.paths import Json

type Say = Callable[[Way, str], str | None]
"""What to say in place of a string, by the way to it; None to leave it to the invention."""

_SPEECH = (
    "Le rapport de la semaine est prêt et la réunion aura lieu dans la grande salle, comme prévu. "
    "Merci de relire le plan, puis de dire ce qui manque encore pour la suite du projet. "
)
_LETTERS = "qzkvwxjyhbpgmfudlrtnscoiae"
_HEX = "befdac"
_DIGITS = "7396482517394682"
_HEXADECIMAL = re.compile(r"[0-9a-fA-F-]{8,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_SCHEME = re.compile(r"(?:https?|wss?|mailto|data):/{0,2}")
_POINTER = re.compile(r"(?:/[\w-]*)+")
_SMALL = 10


class Invention:
    """Stand-ins for the values of one exchange.

    Args:
        turn: makes others; for the case that one is by chance what it stands for.
    """

    def __init__(self, turn: int = 0) -> None:
        self._turn = turn
        self._made: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._numbers: dict[int | float, int | float] = {}

    def tree(self, tree: Json, say: Say, way: Way = ()) -> Json:
        """A tree of the same form with invented values.

        Raises:
            UnreadableError: it is too deep.
        """
        if len(way) > MAX_DEPTH:
            raise UnreadableError("too deep")
        if isinstance(tree, dict):
            return {self.name(k): self.tree(v, say, (*way, k)) for k, v in tree.items()}
        if isinstance(tree, list):
            return [self.tree(value, say, (*way, 0)) for value in tree]
        if isinstance(tree, str):
            inner = opened(tree)
            if inner is not None:
                return dump_json(self.tree(inner, say, (*way, WITHIN))).decode()
            said = say(way, tree)
            return self.value(tree) if said is None else said
        if isinstance(tree, int | float) and not isinstance(tree, bool):
            return self.number(tree)
        return tree

    def value(self, text: str) -> str:
        """A stand-in of the same kind and length."""
        if is_said(text):
            return text
        if text not in self._made:
            self._made[text] = self._make(text)
        return self._made[text]

    def remember(self, made: Mapping[str, str]) -> None:
        """Let these texts have these stand-ins wherever else they stand."""
        self._made |= made

    def name(self, name: str) -> str:
        """A name of a thing: as it is if it is a usual one, else an invented one."""
        if is_usual(name):
            return name
        return self._names.setdefault(name, f"field_{_word(len(self._names) + self._turn)}")

    def number(self, number: float) -> int | float:
        """A number of as many digits; one digit stays."""
        if abs(number) < _SMALL and len(str(abs(number))) <= len("0.5"):
            return number
        if number not in self._numbers:
            digits = self._turned("123456789123456", len(self._numbers))
            text = "".join(next(digits) if sign.isdigit() else sign for sign in str(number))
            self._numbers[number] = int(text) if text.lstrip("-").isdigit() else float(text)
        return self._numbers[number]

    def _make(self, text: str) -> str:
        if holds_words(text) or " " in text.strip():
            return speech(len(text))
        if _DAY.fullmatch(text):
            return f"{2000 + self._turn}-01-15" + re.sub(r"\d", "0", text[10:])
        if _POINTER.fullmatch(text) and all(map(is_usual, re.findall(r"[^/\d]+", text))):
            return text  # a place in a document, such as /message/content/parts/0
        scheme = _SCHEME.match(text)
        begin = scheme[0] if scheme else ""
        return begin + self._like(text[len(begin) :])

    def _like(self, text: str) -> str:
        """A run of signs of the same classes."""
        hexadecimal = _HEXADECIMAL.fullmatch(text)
        letters = self._turned(_HEX if hexadecimal else _LETTERS, len(self._made))
        digits = self._turned(_DIGITS, len(self._made))
        out: list[str] = []
        for sign in text:
            if sign.isdigit():
                out.append(next(digits))
            elif sign.isalpha():
                letter = next(letters)
                out.append(letter.upper() if sign.isupper() else letter)
            else:
                out.append(sign if sign.isascii() else "-")
        return "".join(out)

    def _turned(self, signs: str, number: int) -> Iterator[str]:
        """The signs again and again, begun elsewhere for each value."""
        at = (self._turn + number * 7) % len(signs)
        return cycle(signs[at:] + signs[:at])


def speech(length: int, lead: str = "") -> str:
    """Words that nobody wrote: ``lead``, then enough of a neutral text."""
    more = max(0, length - len(lead))
    return lead + (_SPEECH * (more // len(_SPEECH) + 1))[:more]


def _word(number: int) -> str:
    """``a``, ``b`` … ``z``, ``ba``: a number in letters."""
    word = ""
    while True:
        number, rest = divmod(number, 26)
        word = chr(ord("a") + rest) + word
        if not number:
            return word
