"""What a match needs around it to be a name, in the text where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.detect.names import TITLES
from paravent.register.spelling import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paravent.detect.lexicon import Lexicon
    from paravent.register.sight import Sight

type Check = Callable[[Sight, Sequence[int], Lexicon], bool]
"""Whether the words with these numbers may be the name."""

_NAMING = frozenset(
    """client cliente clients dossier affaire famille contact societe entreprise maison projet chez
    customer file case matter family company account""".split()  # noqa: SIM905 -- a list of words
)
"""Words after which an ordinary word with a capital is a name."""

_NUMBERING = frozenset(
    """dossier affaire no n numero num ref reference rg file case matter number id code
    contrat""".split()  # noqa: SIM905 -- a list of words
)
_MOST_BEFORE = 4  # characters between a title and a name


def is_capital(sight: Sight, number: int) -> bool:
    """Whether a word begins with a capital, or a digit."""
    first = sight.shown[sight.start(number)]
    return first.isupper() or first.isdigit()


def _is_written_as_name(sight: Sight, spots: Sequence[int], lexicon: Lexicon) -> bool:
    first, last = spots[0], spots[-1]
    if not (is_capital(sight, first) and is_capital(sight, last)):
        return False
    return not _is_shouted(sight, first, last) or _is_titled(sight, spots, lexicon)


def _is_titled(sight: Sight, spots: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether what stands before says that it is a name."""
    before = _before(sight, spots[0])
    if before in TITLES and before != "me":  # « Me Petit », but « me petit »
        return True
    if not is_capital(sight, spots[0]):
        return False
    return before in _NAMING or before == "me" or before in lexicon.first_names


def _ends_in_initial(sight: Sight, spots: Sequence[int], _: Lexicon) -> bool:
    start, end = sight.start(spots[-1]), sight.end(spots[-1])
    lone = len(spots) > 1 and end - start == 1 and is_capital(sight, spots[-1])
    return lone and sight.shown[end : end + 1] not in {"'", "’"}


def _is_cued(sight: Sight, spots: Sequence[int], _: Lexicon) -> bool:
    return _before(sight, spots[0]) in _NUMBERING


def _is_one_word(_: Sight, spots: Sequence[int], __: Lexicon) -> bool:
    return len(spots) == 1


def _is_shouted(sight: Sight, first: int, last: int) -> bool:
    """Whether capitals say nothing here: the words around are in capitals too."""
    if not sight.shown[sight.start(first) : sight.end(last)].isupper():
        return False
    around = [_neighbour(sight, first, -1), _neighbour(sight, last, 1)]
    return any(word.isupper() and len(word) > 1 for word in around)


def _before(sight: Sight, number: int) -> str:
    """The folded word before another, if it is near and on the same line."""
    at = number - 1
    while at >= 0 and not sight.words[at] and number - at <= _MOST_BEFORE:
        at -= 1
    if at < 0:
        return ""
    between = sight.shown[sight.end(at) : sight.start(number)]
    return sight.words[at] if len(between) <= _MOST_BEFORE and "\n" not in between else ""


def _neighbour(sight: Sight, number: int, step: int) -> str:
    """The next word near on the same line, as it is written."""
    at = number + step
    while 0 <= at < len(sight.words) and not sight.words[at] and abs(at - number) <= _MOST_BEFORE:
        at += step
    if not 0 <= at < len(sight.words):
        return ""
    low, high = sorted((at, number))
    if "\n" in sight.shown[sight.end(low) : sight.start(high)]:
        return ""
    return sight.shown[sight.start(at) : sight.end(at)]


CHECKS: dict[Gate, Check] = {
    Gate.CAPITAL: _is_written_as_name,
    Gate.TITLED: _is_titled,
    Gate.INITIAL: _ends_in_initial,
    Gate.CUED: _is_cued,
    Gate.JOINED: _is_one_word,
}
"""What each gate asks for; ``ANY`` asks for nothing."""
