"""The words that tell names from other words: first names, ordinary words, famous people.

Read once from ``models/lexicon``. A lexicon is a filter and a cue, never a detector by itself:
most first names are also words somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

# How many people must bear a first name that is also an ordinary word for it to be a name.
_OBVIOUS = 20_000


_ROW = 16  # words of a row, on average
_MOST = 5_000  # words that are remembered


class Words:
    """Words in an eighth of the memory that a set of them takes, found nearly as fast.

    Each is written into one of many rows, which its hash tells.
    """

    __slots__ = ("_rows",)

    def __init__(self, words: Collection[str]) -> None:
        rows: list[list[str]] = [[] for _ in range(len(words) // _ROW + 1)]
        for word in words:
            rows[hash(word) % len(rows)].append(word)
        self._rows = ["\n".join(["", *row, ""]) for row in rows]

    def __contains__(self, word: str) -> bool:
        return f"\n{word}\n" in self._rows[hash(word) % len(self._rows)] and "\n" not in word


class _Asked(dict[str, bool]):
    """What was asked of some words, remembered: a text asks the same of a name ten times over."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, folded: str) -> bool:
        if len(self) >= _MOST:
            self.clear()
        answer = self[folded] = self._ask(folded)
        return answer


@dataclass(frozen=True)
class Lexicon:
    """Folded words (see ``words.fold``). ``first_names`` counts bearers.

    ``notables`` are whole names of the famous, ``notable_surnames`` the last words of these.
    ``products`` are phrases that name no person, firms and laws among them; ``products_alone`` are
    people's names as well, and products where they stand alone. ``ordinary`` are English words
    though they may be surnames: riddle; ``wordy_names`` first names though they are words: Hope.
    ``rare`` are the less frequent words of both languages that nobody is called, ``foreign`` those
    of other languages and of trades. ``acronyms`` are nobody where they stand in capitals.
    """

    first_names: Mapping[str, int]
    words: Words
    common: Words
    notables: Words
    notable_surnames: Words
    english: Words
    surnames: Words
    towns: Words
    products: frozenset[str]
    products_alone: Words
    ordinary: Words
    wordy_names: Words
    rare: Words
    foreign: Words
    acronyms: Words

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """The lexicon in a folder whose files were checked before."""
        rows = (line.split("\t") for line in _lines(folder / "first_names.tsv"))
        notables = _lines(folder / "notables.txt")
        return cls(
            {name: int(count) for name, count in rows},
            Words(_lines(folder / "words.txt")),
            Words(_lines(folder / "common_fr.txt")),
            Words(notables),
            Words({name.rsplit(" ", 1)[-1] for name in notables}),
            Words(_lines(folder / "common_en.txt")),
            Words(_lines(folder / "surnames.txt")),
            Words(_lines(folder / "towns.txt")),
            frozenset(_lines(folder / "not_names.txt")),
            Words(_lines(folder / "not_names_alone.txt")),
            Words(_lines(folder / "ordinary_en.txt")),
            Words(_lines(folder / "wordy_names.txt")),
            Words((*_lines(folder / "rare_en.txt"), *_lines(folder / "rare_fr.txt"))),
            Words(_lines(folder / "foreign.txt")),
            Words(_lines(folder / "acronyms.txt")),
        )

    def is_word(self, folded: str) -> bool:
        """Whether this is an ordinary word, of prompts or of the dictionary."""
        return self._words_asked[folded]

    @cached_property
    def _words_asked(self) -> _Asked:
        words, common = self.words, self.common
        return _Asked(lambda folded: len(folded) < 2 or folded in words or folded in common)

    def is_plain(self, folded: str) -> bool:
        """Whether this is a word of either language, and no first name whatever else it means."""
        return self._plain_asked[folded]

    @cached_property
    def _plain_asked(self) -> _Asked:
        known = self.english, self.ordinary, self.rare
        return _Asked(
            lambda folded: (
                self.is_word(folded)
                or (any(folded in words for words in known) and not self.is_obvious(folded))
            )
        )

    def is_given(self, folded: str) -> bool:
        """Whether somebody has this first name, whatever else it means."""
        return folded in self.first_names or folded in self.wordy_names

    def is_borne(self, folded: str) -> bool:
        """Whether somebody has this first name or surname, whatever else it means."""
        return folded in self.first_names or folded in self.surnames

    def is_called(self, folded: str) -> bool:
        """The same, with the first names that are words."""
        return self.is_borne(folded) or folded in self.wordy_names

    def is_first_name(self, folded: str) -> bool:
        """Whether this is a first name rather than anything else."""
        known = self.first_names.get(folded, 0) > 0
        return self.is_obvious(folded) or (known and not self.is_word(folded))

    def is_obvious(self, folded: str) -> bool:
        """Whether this is a first name whatever else it means."""
        return self.first_names.get(folded, 0) >= _OBVIOUS


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
