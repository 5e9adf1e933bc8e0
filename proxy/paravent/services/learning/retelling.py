"""The two sides of an exchange told anew: the same messages, cut as they were, of invented values.

What is asked says the data of a person who does not exist, what is answered the labels of it.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from paravent.services.departure import holds_words
from paravent.services.learning.heard import Item
from paravent.services.learning.invention import speech
from paravent.services.learning.vocabulary import is_said, is_usual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.services.jsonbody import Way
    from paravent.services.learning.heard import Side
    from paravent.services.learning.invention import Invention, Say

ASKED = "Écrivez à elodie.marchand@exemple.fr ou appelez le 06 39 98 12 34. "
HIDDEN = ("elodie.marchand@exemple.fr", "06 39 98 12 34")
ANSWERED = "J'ai écrit à [EMAIL_1] et noté le [TEL_1]. "


def ask_anew(side: Side, invention: Invention) -> bytes:
    """The request with invented values; each text with words says the data that must not leave."""

    def say(_way: Way, text: str) -> str | None:
        return speech(len(text), ASKED) if holds_words(text) and len(text) >= shortest else None

    lengths = [len(text) for _, _, text in side.strings() if holds_words(text)]
    shortest = min(len(ASKED), max(lengths, default=0))
    return side.saying(tuple(_invent(side.items, invention, say))).write()


def answer_anew(side: Side, invention: Invention) -> tuple[bytes, bool]:
    """The answer with invented values, and whether there are labels in it.

    Texts in pieces are cut as they were.
    """
    said: dict[str, str] = {}
    pieces: dict[Way, list[str]] = {}
    for _, way, text in side.strings():
        pieces.setdefault(way, []).append(text)
    ready: dict[Way, Iterator[str]] = {}
    for way, texts in pieces.items():
        whole = texts[-1] if _grows(texts) else "".join(texts)
        if len(set(texts)) > 1 and holds_words(whole):
            made = said.setdefault(whole, speech(len(whole), ANSWERED))
            ready[way] = iter(_cut(made, texts))
    for text in (text for texts in pieces.values() for text in texts):
        if holds_words(text) and len(text) >= len(ANSWERED):
            said.setdefault(text, speech(len(text), ANSWERED))
    invention.remember(said)

    def say(way: Way, _text: str) -> str | None:
        return next(ready[way]) if way in ready else None

    return side.saying(tuple(_invent(side.items, invention, say))).write(), bool(said)


def _invent(items: Iterable[Item], invention: Invention, say: Say) -> Iterator[Item]:
    for item in items:
        name = item.name if is_said(item.name) or is_usual(item.name) else invention.name(item.name)
        yield Item(invention.tree(item.value, say), name)


def _grows(texts: list[str]) -> bool:
    """Whether each text says the one before it again, and goes on."""
    pairs = pairwise(texts)
    return len(set(texts)) > 1 and all(later.startswith(earlier) for earlier, later in pairs)


def _cut(made: str, texts: list[str]) -> list[str]:
    """A text cut as these are: in pieces, or longer each time; the last has what is left."""
    lengths = [len(text) for text in texts]
    if _grows(texts):
        return [
            made if text == texts[-1] else made[:length]
            for text, length in zip(texts, lengths, strict=True)
        ]
    *first, _ = lengths
    ends = [0, *accumulate(first)]
    return [made[at:end] for at, end in zip(ends, [*ends[1:], None], strict=True)]
