"""Whether a message has departed from its format: it says something, and not where it used to.

A format names the places in which its messages say something. A message that has none of them and
yet has words of people in it is of another form than was known: it is read and restored all the
same, and counted. What has no words, and what only tells an error, departs from nothing. Must never
decide what is read or restored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.services.paths import spots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from paravent.services.paths import Json, Path

_WORDS = re.compile(r"(?<!\w)[^\W\d_]+(?:[^\w\s]*\s+[^\w\s]*[^\W\d_]+){2}")
"""Three words in a row: an id, a date, a URL or the name of a model has no such thing."""

_ERRORS = frozenset({"error", "errors", "detail", "details"})
"""Keys below which a service tells what went wrong, which need not have the form of an answer."""

_LONGEST = 400
"""Characters that are kept of a text in pieces, to tell whether it is made of words."""


def holds_words(text: str) -> bool:
    """Whether a text holds words that somebody wrote, rather than ids and dates."""
    return _WORDS.search(text) is not None


def departs(tree: Json, places: Collection[Path]) -> bool:
    """Whether a whole message says something in none of the places that its format names.

    Args:
        tree: the message.
        places: what the format names; where it names nothing, nothing departs from it.
    """
    departure = Departure(places)
    departure.look(tree)
    return departure.is_one


class Departure:
    """Looks at the messages of one answer until one is as expected."""

    def __init__(self, places: Collection[Path]) -> None:
        self._places = places
        self._expected = not places
        self._said: dict[str, str] = {}
        """The beginning of what is said under each key: pieces of a text are no words yet."""

    def look(self, tree: Json) -> None:
        """Take in one more message, as it came."""
        if self._expected or not isinstance(tree, dict | list):
            return
        self._expected = any(True for path in self._places for _ in path.find(tree))
        if self._expected:
            self._said.clear()
            return
        for key, text in _strings(tree):
            said = self._said.get(key, "")
            if len(said) < _LONGEST:
                self._said[key] = said + text[:_LONGEST]

    @property
    def is_one(self) -> bool:
        """Whether the messages so far depart from their format."""
        return any(holds_words(said) for said in self._said.values())


def _strings(tree: dict[str, Json] | list[Json]) -> Iterator[tuple[str, str]]:
    """Every string below with the key that it stands under, in their order; no errors."""
    stack: list[tuple[str, Json]] = [("", tree)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict | list) and not _is_error(value):
            stack += [
                (spot.key if isinstance(spot.key, str) else key, spot.value)
                for spot in reversed(spots(value))
                if spot.key not in _ERRORS
            ]


def _is_error(value: dict[str, Json] | list[Json]) -> bool:
    return isinstance(value, dict) and value.get("type") == "error"
