"""Which service and which endpoint a request is for.

Hosts are matched whole, never in part; the most precise path wins. A request to a catalogued host
that no endpoint names is scanned as unknown JSON: being unlisted is no way around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MATCH = re.compile(r"(?P<method>[A-Z]+|\*) (?P<path>/[^\s?#]*)")
_PLACE = re.compile(r"\{[a-z_]+\}(?P<end>(?::[A-Za-z]+)?)")


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A method and a path: ``POST /v1/files/{id}``, ``POST /v1/models/{model}:generate``.

    ``/**`` at the end takes all that follows, at the beginning all that goes before.

    Raises:
        ValueError: the text has another form.
    """

    method: str
    segments: tuple[str, ...]
    open: bool
    floating: bool

    @classmethod
    def parse(cls, text: str) -> PathPattern:
        """Read a pattern."""
        found = _MATCH.fullmatch(text)
        if not found:
            raise ValueError(f"not a pattern: {text}")
        path = found["path"]
        floating = path.startswith("/**/")
        path = path.removeprefix("/**") if floating else path
        is_open = path.endswith("/**")
        segments = tuple(path.removesuffix("/**").split("/")[1:])
        if (floating and is_open) or any(
            ("{" in s or "*" in s) and not _PLACE.fullmatch(s) for s in segments
        ):
            raise ValueError(f"not a pattern: {text}")
        segments = segments if segments != ("",) else ()
        return cls(found["method"], segments, is_open, floating)

    def takes(self, method: str, segments: Iterable[str]) -> bool:
        """Whether a request's method and path segments fit."""
        given = tuple(segments)
        if self.method not in {"*", method}:
            return False
        if self.floating:
            given = given[max(0, len(given) - len(self.segments)) :]
        fits = len(given) >= len(self.segments) if self.open else len(given) == len(self.segments)
        return fits and all(
            _fits(wanted, found) for wanted, found in zip(self.segments, given, strict=False)
        )

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The order in which patterns are tried: whole and literal ones first."""
        literal = sum(2 * (not s.startswith("{")) + (not s.endswith("}")) for s in self.segments)
        return (self.open or self.floating, -len(self.segments), -literal)


def _fits(wanted: str, found: str) -> bool:
    """Whether a segment is the one that is wanted, or any that ends as it does."""
    place = _PLACE.fullmatch(wanted)
    if place:
        return len(found) > len(place["end"]) and found.endswith(place["end"])
    return wanted == found


def split_path(path: str) -> tuple[str, ...]:
    """The segments of a path; one empty segment at the end, from a last slash, is dropped."""
    segments = path.split("/")[1:]
    return tuple(segments[:-1] if segments and not segments[-1] else segments)
