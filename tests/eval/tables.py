"""What was measured, as tables that a page of the documentation shows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from eval.scores import MATCHED
from eval.sets import FORMAL, MUST_HIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from eval.scores import Match, Scores, Share

WORDS = {
    "fr": {
        "leaks": "Valeurs qui partent",
        "formal": "dont numéros, e-mails, secrets et IP",
        "all": "ensemble",
        "found": "Trouvées",
        "relaxed": "en partie",
        "strict": "exactement",
        "clean": "Messages innocents",
        "touched": "touchés",
        "cost": "Coût",
        "cpu": "processeur, ms par ko de texte nouveau",
        "memory": "mémoire (PSS), Mo",
        "fr": "français",
        "en": "anglais",
    },
    "en": {
        "leaks": "Values that leave",
        "formal": "of these numbers, e-mails, secrets and IP",
        "all": "all together",
        "found": "Found",
        "relaxed": "overlapping",
        "strict": "exactly",
        "clean": "Innocent prompts",
        "touched": "touched",
        "cost": "Cost",
        "cpu": "CPU, ms for a kB of new text",
        "memory": "memory (PSS), MB",
        "fr": "French",
        "en": "English",
    },
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one system: by language its scores; CPU ms for a kB; memory in MB."""

    scores: Mapping[str, Scores]
    cpu_ms: float
    memory_mb: float


def render(measures: Mapping[str, Measured], lang: str) -> str:
    """The tables, in a language, of systems by their names."""
    page = _Page(measures, lang)
    parts = (page.leaks(), page.matches(), page.clean(), page.costs())
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Page:
    """One table a method: its lines."""

    measures: Mapping[str, Measured]
    lang: str

    def leaks(self) -> Iterator[str]:
        known = {type_ for scores in self._scores().values() for type_ in scores.leaks}
        rows = {f"`{one}`": (one,) for one in MUST_HIDE if one in known}
        rows |= {self._word("formal"): FORMAL, self._word("all"): MUST_HIDE}
        yield from self._head("leaks")
        for name, types in rows.items():
            yield self._row(name, lambda scores, types=types: self._share(scores.leaks_of(types)))

    def matches(self) -> Iterator[str]:
        yield from self._head("found")
        for type_ in MATCHED:
            for how in ("relaxed", "strict"):
                yield self._row(
                    f"`{type_}`, {self._word(how)}",
                    lambda scores, type_=type_, how=how: self._match(getattr(scores, how)[type_]),
                )

    def clean(self) -> Iterator[str]:
        yield from self._head("clean")
        yield self._row(self._word("touched"), lambda scores: self._share(scores.touched))

    def costs(self) -> Iterator[str]:
        at = f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} CPU"
        yield from _lines(f"{self._word('cost')} ({at})", self.measures)
        all_of = self.measures.values()
        yield _line(self._word("cpu"), (self._number(one.cpu_ms, 1) for one in all_of))
        yield _line(self._word("memory"), (self._number(one.memory_mb, 0) for one in all_of))

    def _scores(self) -> Mapping[str, Scores]:
        return next(iter(self.measures.values())).scores

    def _word(self, key: str) -> str:
        return WORDS[self.lang].get(key, key)

    def _head(self, title: str) -> Iterator[str]:
        names = (f"{self._word(one)}, {name}" for one in self._scores() for name in self.measures)
        return _lines(self._word(title), names)

    def _row(self, name: str, cell: Callable[[Scores], str]) -> str:
        all_of = self.measures.values()
        return _line(name, (cell(one.scores[lang]) for lang in self._scores() for one in all_of))

    def _share(self, share: Share) -> str:
        """``7.1% (5.0 – 10.1), 31/435``: the rate, its interval, the numbers behind it."""
        if not share.of:
            return "–"
        low, high = (self._number(100 * end, 1) for end in share.interval)
        sign = "\u00a0%" if self.lang == "fr" else "%"
        rate = f"{self._number(100 * share.rate, 1)}{sign}"
        return f"{rate} ({low}\u00a0–\u00a0{high}), {share.hits}/{share.of}"

    def _match(self, match: Match) -> str:
        if not match.marked:
            return "–"
        figures = (match.precision, match.recall, match.f1)
        return "P {} R {} F1 {}".format(*(self._number(one, 3) for one in figures))

    def _number(self, value: float, digits: int) -> str:
        said = f"{value:.{digits}f}"
        return said.replace(".", ",") if self.lang == "fr" else said


def _lines(title: str, names: Iterable[str]) -> Iterator[str]:
    cells = list(names)
    yield _line(title, cells)
    yield f"|{'---|' * (len(cells) + 1)}"


def _line(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"
