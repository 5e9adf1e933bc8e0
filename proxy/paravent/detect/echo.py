"""An online name found once is found everywhere in its text: ``noxx_974`` in a question about him.

Only names that no word looks like are looked for, whole and whatever their case. Pure, and linear
in the text: each run of signs is looked up once, however many names there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.core.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HANDLE = "HANDLE"
_SOURCE = "repeat"
_SURE, _AGAIN = 0.5, 0.7  # confidence needed, and that of a repetition
_LEAST = 5  # characters of a name that is looked for
_MARKED = re.compile(r"[\d_.#\-]")
_RUN = re.compile(r"(?<![\w.@/\-])@?([A-Za-z0-9_][\w.\-]{2,38}\w)(?:#\d{4})?(?![\w@/])")


def echoes(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Where a text repeats the online names found in it, unless they are found there already."""
    names = {
        name
        for one in found
        if one.type == _HANDLE and one.score >= _SURE
        for name in _names(text[one.start : one.end])
    }
    if not names:
        return
    known = {one.start for one in found if one.type == _HANDLE and one.score >= _SURE}
    for run in _RUN.finditer(text):
        if run[1].casefold() in names and known.isdisjoint((run.start(), run.start(1))):
            yield Finding(*run.span(), _HANDLE, _AGAIN, _SOURCE)


def _names(value: str) -> Iterator[str]:
    """The name as it is written elsewhere: without its @, its ``u/``, its four digits."""
    name = value.lstrip("@/").removeprefix("u/")
    if len(name) >= _LEAST and _MARKED.search(name):
        yield name.partition("#")[0].casefold()
