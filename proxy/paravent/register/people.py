"""A person's name: which of its words are given ones, and the spellings in which it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.core.folding import squeeze
from paravent.register.spelling import (
    PARTICLES,
    Gate,
    Variant,
    is_ordinary,
    splits,
    whole,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.detect.lexicon import Lexicon
    from paravent.register.entries import Entry


def person_variants(entry: Entry, lexicon: Lexicon) -> Iterator[Variant]:
    """The spellings of a person's name, the whole one first."""
    given, family = split_name(entry, lexicon)
    if not given or not family:
        yield whole([*given, *family], lexicon)
        return
    full = all(word not in lexicon.first_names for word in given)
    gate = whole([*given, *family], lexicon).gate if full else Gate.ANY
    yield Variant((*given, *family), gate)
    yield Variant((*family, *given), gate)
    yield from _family(family, lexicon)
    initials = [word[0] for word in given]
    if len(given) > 1:
        yield Variant((given[0], *family), gate)
        yield Variant(("".join(initials), *family), Gate.CAPITAL)
    strong = len(given) > 1 or not all(is_ordinary(word, lexicon) for word in family)
    if initials != ["m"]:  # « M. Dupont » is Mr Dupont, whose title stays
        yield Variant((*initials, *family), Gate.ANY if strong else Gate.CAPITAL)
    first, last = "".join(initials), "".join(family)
    yield Variant((first + last,), Gate.JOINED)
    yield Variant((last + first,), Gate.JOINED)
    yield Variant((*family, *initials), Gate.INITIAL if len(initials) == 1 else Gate.CAPITAL)
    if len(given) == 1:
        yield Variant((*given, family[0][0]), Gate.INITIAL)


def _family(family: Sequence[str], lexicon: Lexicon) -> Iterator[Variant]:
    bare = [word for word in family if word not in PARTICLES]
    weak = all(is_ordinary(word, lexicon) for word in bare)
    yield Variant(tuple(family), Gate.TITLED if weak else Gate.ANY)
    if len(bare) > 1:
        for word in bare:
            gate = Gate.TITLED if is_ordinary(word, lexicon) else Gate.ANY
            yield Variant((word,), gate)
    if not weak and family[-1][-1] not in "sxz":
        yield Variant((*family[:-1], f"{family[-1]}s"), Gate.ANY)


def split_name(entry: Entry, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The words of a person's given and family names; no given one where there is none."""
    value = entry.value.reveal()
    if entry.family:
        family = words_of(entry.family.reveal())
        given = [word for word in words_of(value) if word not in family]
        return given, family
    if "," in value:
        last, _, first = value.partition(",")
        return words_of(first), words_of(last)
    parts = value.split()
    if len(parts) == 2 and parts[0].isupper() <= parts[1].isupper():
        return words_of(parts[0]), words_of(parts[1])
    shouted = [part for part in parts if part.isupper() and len(part) > 1]
    if shouted and len(shouted) < len(parts):
        given = words_of(" ".join(part for part in parts if part not in shouted))
        return given, words_of(" ".join(shouted))
    return _parted(parts, lexicon)


def _parted(parts: Sequence[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """First names, then the family name: what follows the last of the first names, or the first."""
    cut = 1
    while cut < len(parts) - 1:
        word = squeeze(parts[cut])
        if word in PARTICLES or not lexicon.is_first_name(word):
            break
        cut += 1
    return words_of(" ".join(parts[:cut])), words_of(" ".join(parts[cut:]))


def person_anchors(entry: Entry, lexicon: Lexicon) -> set[str]:
    """Words of which one at least is in every text that holds the name; see ``anchors``."""
    given, family = split_name(entry, lexicon)
    if not given or not family:
        return {*given, *family, "".join((*given, *family))}
    first, last = "".join(given), "".join(family)
    initials = first[0] if len(given) == 1 else "".join(word[0] for word in given)
    found = {given[0] + last[0], last, first + last, last + first, last + "s"}
    found |= {initials + last, last + initials}
    if len(family) > 1:
        found |= {word for word in family if word not in PARTICLES}
    if len(given) > 1:
        found |= {given[0] + last, first[0] + last}
    found.update(last[split:] for split in splits(last))
    return found
