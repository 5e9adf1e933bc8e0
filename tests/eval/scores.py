"""How good a detector is on a set, counted; nothing here runs one.

A value leaks when a letter or digit of it stays visible. What is hidden besides values is held
against a detector on clean prompts only, and there not where it touches a neutral span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from eval.sets import Prompt, Span

Z = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution
MATCHED = ("PERSON", "ADDRESS")
"""Types whose finds are compared with the marked spans."""

type Result = tuple[Prompt, Sequence[Span]]
"""A prompt, and what a detector hides of it."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % confidence interval of the rate (E. B. Wilson, JASA 22, 1927)."""
        if not self.of:
            return 0.0, 1.0
        spread = Z * sqrt(self.rate * (1 - self.rate) / self.of + Z**2 / (4 * self.of**2))
        middle, scale = self.rate + Z**2 / (2 * self.of), 1 + Z**2 / self.of
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass(slots=True)
class Match:
    """How the finds of one type agree with the marked spans of that type."""

    right: int = 0
    found: int = 0
    met: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        return Share(self.right, self.found).rate

    @property
    def recall(self) -> float:
        return Share(self.met, self.marked).rate

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What a detector does with one language."""

    leaks: dict[str, Share]
    touched: Share
    strict: dict[str, Match]
    relaxed: dict[str, Match]

    def leaks_of(self, types: Iterable[str]) -> Share:
        """The leaks of several types taken together."""
        shares = [self.leaks[one] for one in types if one in self.leaks]
        return Share(sum(one.hits for one in shares), sum(one.of for one in shares))


def score(results: Sequence[Result]) -> Scores:
    """The scores of results, taken together."""
    leaked, values = Counter[str](), Counter[str]()
    for prompt, hidden in results:
        values.update(span.type for span in prompt.values)
        leaked.update(span.type for span in leaks(prompt, hidden))
    clean = [one for one in results if one[0].is_clean]
    return Scores(
        {type_: Share(leaked[type_], values[type_]) for type_ in sorted(values)},
        Share(sum(bool(touched(*one)) for one in clean), len(clean)),
        {type_: match(results, type_, _is_same) for type_ in MATCHED},
        {type_: match(results, type_, _is_touching) for type_ in MATCHED},
    )


def leaks(prompt: Prompt, hidden: Iterable[Span]) -> list[Span]:
    """The values of which something can still be read."""
    covered = {at for one in hidden for at in range(one.start, one.end)}
    return [
        value
        for value in prompt.values
        if any(
            prompt.text[at].isalnum() and at not in covered for at in range(value.start, value.end)
        )
    ]


def touched(prompt: Prompt, hidden: Iterable[Span]) -> list[Span]:
    """What is hidden where nothing is marked, not even as neutral."""
    return [one for one in hidden if not any(one.touches(span) for span in prompt.spans)]


def match(results: Iterable[Result], type_: str, agree: Callable[[str, Span, Span], bool]) -> Match:
    """Finds of a type beside the marked spans of it; a find on a neutral span alone is no find."""
    total = Match()
    for prompt, hidden in results:
        marked = [span for span in prompt.spans if span.type == type_]
        neutral = [span for span in prompt.spans if span not in prompt.values]
        finds = [
            one
            for one in hidden
            if one.type == type_
            and (any(map(one.touches, marked)) or not any(map(one.touches, neutral)))
        ]
        total.found += len(finds)
        total.marked += len(marked)
        total.right += sum(any(agree(prompt.text, one, span) for span in marked) for one in finds)
        total.met += sum(any(agree(prompt.text, one, span) for one in finds) for span in marked)
    return total


def _is_touching(_text: str, one: Span, other: Span) -> bool:
    return one.touches(other)


def _is_same(text: str, one: Span, other: Span) -> bool:
    return _letters(text, one) == _letters(text, other)


def _letters(text: str, span: Span) -> tuple[int, int]:
    """Where the letters of a span begin and end, whatever signs stand around them."""
    inside = [at for at in range(span.start, span.end) if text[at].isalnum()]
    return (inside[0], inside[-1]) if inside else (span.start, span.end)
