"""The spellings in which an entry is found, and what must be true around each of them.

They are worked out anew each time: what is kept is the entry alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.register.entries import Kind
from paravent.register.people import person_anchors, person_variants
from paravent.register.spelling import Gate, Variant, is_ordinary, whole, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.detect.lexicon import Lexicon
    from paravent.register.entries import Entry

MOST_WORDS = 15
"""Words of a variant: longer ones are cut, so that the work on a text stays linear."""

_LEAST, _LEAST_DIGITS = 4, 6  # signs of a number that needs no word before it: any, digits alone

_LEGAL = frozenset(
    """sarl sas sasu eurl sa sci snc scop selarl selas scp gie earl ei eirl ltd limited llc llp inc
    corp plc gmbh ag bv nv spa srl ltda co""".split()  # noqa: SIM905 -- reads as a list of words
)
_STREETS = {"avenue": "av", "boulevard": "bd", "place": "pl", "chemin": "ch", "route": "rte",
            "impasse": "imp", "street": "st", "road": "rd"}  # fmt: skip
_POSTCODE = re.compile(r"\d{4,6}|[a-z]{1,2}\d[a-z\d]?")


def variants(entry: Entry, lexicon: Lexicon) -> list[Variant]:
    """The spellings of an entry, the whole one first, without those that were dropped."""
    found: dict[tuple[str, ...], Variant] = {}
    for one in (_exact if entry.alias else _KINDS[entry.kind])(entry, lexicon):
        words = one.words[:MOST_WORDS]
        if words and one.key not in entry.dropped:
            found.setdefault(words, Variant(words, one.gate))
    return list(found.values())


def anchors(entry: Entry, lexicon: Lexicon) -> set[str]:
    """Words of which one at least is in every text that holds a variant of the entry.

    Cheap, since a register has thousands of entries and a text names a few of them.
    """
    if entry.kind is Kind.PERSON and not entry.alias:
        return person_anchors(entry, lexicon)
    words = words_of(entry.value.reveal())
    if entry.kind is Kind.COMPANY:
        words = list(_without_form(words))
    elif entry.kind is Kind.DOMAIN:
        words = _host(entry)[:-1] or words
    whole = "".join(words)
    found = {whole, max((word for word in words if word not in _STREETS), key=len, default="")}
    if entry.kind is Kind.PHONE:
        found |= {f"0{whole[-9:]}", f"33{whole[-9:]}", whole[-2:]}
    elif entry.kind is Kind.DOMAIN:
        found.add("".join(_host(entry)))
    return found - {""}


def _exact(entry: Entry, lexicon: Lexicon) -> Iterator[Variant]:
    value = entry.value.reveal()
    words = words_of(value)
    yield Variant(tuple(words)) if value.islower() else whole(words, lexicon)


def _company(entry: Entry, lexicon: Lexicon) -> Iterator[Variant]:
    value = entry.value.reveal()
    for name in (value, value.replace("&", " et "), value.replace("&", " and ")):
        words = words_of(name)
        yield whole(words, lexicon)
        bare = _without_form(words)
        yield whole(bare, lexicon)


def has_legal_form(words: Sequence[str]) -> bool:
    """Whether a name says itself that it is a company's."""
    return bool(words) and not _LEGAL.isdisjoint((words[0], words[-1]))


def _without_form(words: Sequence[str]) -> Sequence[str]:
    """A company's name without its legal form; all of it where nothing else is left."""
    left, right = 0, len(words)
    while left < right and words[left] in _LEGAL:
        left += 1
    while right > left and words[right - 1] in _LEGAL:
        right -= 1
    return words[left:right] or words


def _host(entry: Entry) -> list[str]:
    """The words of a domain's name, or of that of an address on the web."""
    host = entry.value.reveal().strip().lower().partition("://")
    return words_of((host[2] or host[0]).partition("/")[0].removeprefix("www."))


def _domain(entry: Entry, lexicon: Lexicon) -> Iterator[Variant]:
    words = _host(entry)
    yield Variant(tuple(words))
    if len(words) > 1:
        name = words[:-1]
        if not all(is_ordinary(word, lexicon) for word in name):
            yield Variant(tuple(name))


def _address(entry: Entry, _: Lexicon) -> Iterator[Variant]:
    words = words_of(entry.value.reveal())
    cut = next((at for at, word in enumerate(words) if at and _POSTCODE.fullmatch(word)), None)
    for some in (words, words[:cut]):
        if len(some) >= 3:
            yield Variant(tuple(some))
            yield Variant(tuple(_STREETS.get(word, word) for word in some))


def _project(entry: Entry, lexicon: Lexicon) -> Iterator[Variant]:
    words = words_of(entry.value.reveal())
    yield whole(words, lexicon)
    for before in ("projet", "project"):
        yield Variant((before, *words))


def _file(entry: Entry, _: Lexicon) -> Iterator[Variant]:
    words = words_of(entry.value.reveal())
    key = "".join(words)
    short = len(key) < _LEAST or (key.isdigit() and len(key) < _LEAST_DIGITS)
    yield Variant(tuple(words), Gate.CUED if short else Gate.ANY)


def _phone(entry: Entry, _: Lexicon) -> Iterator[Variant]:
    words = words_of(entry.value.reveal())
    key = "".join(words)
    bare = key.removeprefix("0033").removeprefix("33") if len(key) > 10 else key.removeprefix("0")
    pairs = tuple(bare[at : at + 2] for at in range(1, len(bare), 2))
    yield Variant(tuple(words))
    if len(bare) == 9:  # a French number, as it is dialled from there and from elsewhere
        yield Variant((f"0{bare[0]}", *pairs))
        yield Variant(("33", bare[0], *pairs))


_KINDS = {
    Kind.PERSON: person_variants,
    Kind.COMPANY: _company,
    Kind.DOMAIN: _domain,
    Kind.ADDRESS: _address,
    Kind.PROJECT: _project,
    Kind.FILE: _file,
    Kind.EMAIL: _exact,
    Kind.PHONE: _phone,
}
