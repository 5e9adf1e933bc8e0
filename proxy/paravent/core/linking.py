"""Which names are whose: ``Dupont``, ``DUPONT Marie``, ``M. D.``, ``mdupont``: ``Marie Dupont``'s.

Only where there is no doubt: what two people share links to neither. The order of the names does
not matter, but for the spelling that stands for somebody, which is the first.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"[^\W\d_]+")
_MANY = 8  # people who may be meant: too many for one of them to be the others' full name


def link_names(names: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """For each name among ``names`` that is another form of one full name, that full name.

    Args:
        names: names of people in one request, full or not.
        known: full names from before; by them a surname alone is told whose it is, where nobody
            of the request has it.
    """
    wanted = list(dict.fromkeys(names))
    here = _Index(wanted)
    linked: dict[str, str] = {}
    rest: list[str] = []
    for name in wanted:
        candidates = here.find(name)
        if len(candidates) == 1 and _fold(candidates[0]) != _fold(name):
            linked[name] = candidates[0]
        elif not candidates and len(_tokens(name)) == 1:
            rest.append(name)
    words = {_fold(name) for name in rest}
    before = _Index(name for name in known if not words.isdisjoint(_tokens(name))) if rest else here
    for name in rest:
        candidates = before.bearers(name)
        if len(candidates) == 1:
            linked[name] = candidates[0]
    return linked


class _Full(NamedTuple):
    """A name of two words or more: its first spelling, its words, which of them is the surname."""

    name: str
    words: frozenset[str]
    first: str
    surname: str


class _Index:
    """Full names by their words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._full: dict[frozenset[str], _Full] = {}
        self._by_word: dict[str, list[_Full]] = {}
        self._by_account: dict[str, list[_Full]] = {}
        for name in names:
            full = _take_apart(name)
            if full and full.words not in self._full:
                self._full[full.words] = full
                for word in full.words:
                    self._by_word.setdefault(word, []).append(full)
                for account in _accounts(full):
                    self._by_account.setdefault(account, []).append(full)

    def find(self, name: str) -> list[str]:
        """Whoever may have this name, by the first spelling of the fullest; not itself."""
        tokens = _tokens(name)
        words = {token for token in tokens if len(token) > 1}
        letters = [token for token in tokens if len(token) == 1]
        if not words:
            return _spellings(self._by_account.get(".".join(letters), []))
        sharing = min((self._by_word.get(word, []) for word in words), key=len)
        found = [
            full for full in sharing if words <= full.words and _have(letters, full.words - words)
        ]
        if not sharing and len(tokens) == 1:
            found = self._by_account.get(tokens[0], [])
        return _spellings(_fullest(found))

    def bearers(self, surname: str) -> list[str]:
        """The people of this surname."""
        word = _fold(surname)
        return _spellings(one for one in self._by_word.get(word, []) if one.surname == word)


def _take_apart(name: str) -> _Full | None:
    parts = _TOKEN.findall(name)
    folded = [_fold(part) for part in parts]
    words = frozenset(word for word in folded if len(word) > 1)
    if len(words) < 2 or len(words) < len(set(folded)):
        return None
    loud = [word for part, word in zip(parts, folded, strict=True) if part.isupper()]
    surname = loud[-1] if 0 < len(loud) < len(parts) else folded[-1]
    first = next(word for word in folded if word != surname)
    return _Full(name, words, first, surname)


def _accounts(full: _Full) -> Iterator[str]:
    """The words and letters by which somebody goes on a machine, or in a file of the law."""
    first, surname = full.first, full.surname
    yield from {first[0] + surname, surname + first[0], first + surname, surname + first}
    yield f"{first[0]}.{surname[0]}"


def _have(letters: list[str], words: frozenset[str]) -> bool:
    """Whether each letter begins one of these words."""
    return all(any(word.startswith(letter) for word in words) for letter in letters)


def _fullest(found: list[_Full]) -> list[_Full]:
    """Those that are no shorter form of another of them."""
    if len(found) > _MANY:
        return found
    return [one for one in found if not any(one.words < other.words for other in found)]


def _spellings(found: Iterable[_Full]) -> list[str]:
    return [one.name for one in found]


def _tokens(name: str) -> list[str]:
    return _TOKEN.findall(_fold(name))


def _fold(name: str) -> str:
    """A name without case and accents."""
    if name.isascii():
        return " ".join(name.lower().split())
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
