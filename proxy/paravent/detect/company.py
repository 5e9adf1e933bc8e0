"""Names told by the company they keep: a relation before them, or other names in a list.

``ma fille Temperance``, ``my lawyer sanjay``, ``Hope, Hunter and Mark``: words by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, UPPER
from paravent.detect.name_form import CAPITAL
from paravent.detect.sieve import SIEVE
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import re2

    from paravent.detect.base import Hit
    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

_RELATION = (
    r"(?:wife|husband|spouse|partner|fianc[ée]e?|sons?|daughters?|child|children|kids?|mum|mom|mother|dad|father"
    r"|brother|sister|grandma|grandpa|grandmother|grandfather|grandson|granddaughter|aunt(?:ie)?"
    r"|uncle|niece|nephew|cousin|colleague|manager|neighbou?r|boss|carer|nanny|assistant|friend"
    r"|mari|femme|[ée]pou(?:x|se)|conjointe?|compagn(?:on|e)|fils|filles?|enfants|m[èe]re|p[èe]re|maman|papa"
    r"|fr[èe]re|s(?:œ|oe)ur|tante|oncle|cousine?|ni[èe]ce|neveu|mamie|papy|grand-m[èe]re"
    r"|grand-p[èe]re|voisine?|coll[èe]gue|chef|cheffe|patronne?|nounou|assistante|copine?|amie?"
    r"|applicant|sponsor|insured|claimant|respondent)"
)
# Whom one has: "an accountant" is anybody, "my accountant" may be called by name.
_SERVANT = (
    r"(?:my|our|his|her|their|your|mon|ma|notre|son|sa|leur|votre) "
    r"(?:accountant|book-?keeper|agent|architect|barber|builder|cleaner|client|coach|customer|dentist"
    r"|doctor|editor|electrician|ex|flatmate|florist|gardener|girlfriend|boyfriend|godson|goddaughter"
    r"|hairdresser|housemate|intern|landlady|landlord|lawyer|lodger|mate|mechanic|nurse|patient"
    r"|plumber|pupil|roommate|solicitor|student|stylist|supervisor|teacher|tenant|therapist|trainer"
    r"|trainee|tutor|vet|avocate?|beau-(?:fr[èe]re|p[èe]re|fils)|belle-(?:s(?:œ|oe)ur|m[èe]re|fille)"
    r"|bailleur|bailleresse|client|cliente|coiffeur|coiffeuse|coloc(?:ataire)?|comptable|dentiste"
    r"|filleule?|gendre|kin[ée]|locataire|ma[iî]tresse|marraine|m[ée]decin|notaire|parrain|plombier"
    r"|prof(?:esseure?)?|proprio|propri[ée]taire|stagiaire|tata|tonton)"
)
_CALLED = (
    r"(?:nomm[ée]e?|pr[ée]nomm[ée]e?|d[ée]nomm[ée]e?|surnomm[ée]e?|named|called|cc'd|s'appelle)"
)
_NAMED = (
    r"(?: (?:actuel(?:le)?|current))?(?: is| est)?(?: ?[(:,] ?| )[«“\"' \x{a0}]{0,3}"
    rf"(?P<v>{CAPITAL}(?: {CAPITAL}){{0,2}}|[{LETTER}]{{3,20}})"
)
_AFTER_RELATION = SIEVE.add(rf"\b(?i:{_RELATION}|{_SERVANT}){_NAMED}")
_AFTER_CALLED = SIEVE.add(rf"\b(?i:{_CALLED}){_NAMED}")
# Mali (step-daughter, 14), Hope, my eldest daughter.
_BEFORE_RELATION = SIEVE.add(
    rf"(?P<v>{CAPITAL})(?: ?\(|, )(?:my|our|his|her|their|ma|mon|notre|sa|son|leur) "
    rf"(?:[a-zé]{{3,10}}[ \-])?{_RELATION}\b"
)
_BEFORE_KIN = SIEVE.add(
    rf"(?P<v>{CAPITAL}) ?\((?:step|half|belle|beau)?-?(?:wife|husband|son|daughter|mum|mom|mother"
    r"|dad|father|brother|sister|aunt|uncle|niece|nephew|cousin|grand(?:ma|pa|mother|father|son)"
    r"|mari|femme|fils|fille|m[èe]re|p[èe]re|maman|papa|fr[èe]re|s(?:œ|oe)ur|tante|oncle|neveu"
    r"|ni[èe]ce)[ ,)]"
)
# Albert do. son, 12y: a line of a census.
_BEFORE_AGE = SIEVE.add(
    rf"(?P<v>{CAPITAL})(?: {CAPITAL})? (?:(?:do\.?|ditto|idem|id\.),? )?(?:head|wife"
    r"|son|dau(?:ghter|\.)?|servant|visitor|boarder|lodger|chef|femme|fils|fille|[ée]pouse|veuve)"
    r",? \d{1,2}(?: ?[ym]|,| ans)"
)
_AFTER_FILIATION = SIEVE.add(
    r"\b(?i:(?:fils|fille|figli[oa]|hij[oa]|filh[oa]) d(?:e|i|o|a|el)"
    rf"|(?:sohn|tochter) (?:von|des|der)|(?:zoon|dochter) van|(?:son|daughter) of) (?P<v>{CAPITAL})"
)
_AFTER_PRAISE = SIEVE.add(
    r"\b(?i:bravo|f[ée]licitations|joyeux anniversaire|bon anniversaire|bienvenue"
    r"|bon r[ée]tablissement|congratulations|congrats|well done|happy birthday|welcome|kudos"
    r"|hats off)(?:,| [àa]| to)?"
    rf" (?P<v>{CAPITAL})(?:[\s,.;:!?()]|$)"
)
_LIST = SIEVE.add(rf"{CAPITAL}(?:(?:, | / |/| & | et | and | ou | or |, and ){CAPITAL}){{2,30}}")
_PAIR_AFTER = re.compile(rf" (?:and|&|et|\+) (?P<v>[{UPPER}][{LETTER}]+)(?= [a-z]|[.,;:!?)'’\n]|$)")
_PAIR_BEFORE = re.compile(
    rf"(?:^|[^\w ] ?|(?<![^\W_])[a-zà-ÿ]\w* )(?P<v>[{UPPER}][{LETTER}]+) (?:and|&|et|\+) $"
)
_PAIR = 30  # characters before a name in which the other of two stands
_JOINT = re.compile(
    r",? (?:and|et|&|or|ou|\+) (?:the |les )?|, ?| ?/ ?|['\"],? ['\"]"
    r"|(?: ?[✔✅☑✓✗✘❌])?\n(?:[-*•] |\d{1,2}[.)] )?"
)
TIMES = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet
    aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche""".split()  # noqa: SIM905 - a page of quotes is no easier to read
)
"""Months and days, which are first names too."""
# First names that are words, and never what a relation does: grandma june.
_NO_VERBS = frozenset(
    """autumn bob charlotte crystal dawn earl faith grace jasmine joy june julia melody nancy penny
    ray ruby summer victoria noel pascal""".split()  # noqa: SIM905
)
_ENDS = re.compile(r"[.,;:!?)\n]|$| (?:is|was|has|said|et|and|a|est)\b")
_CROWD, _FAIR = 2, 0.7  # people on a line among whom a guess as sure as this is one more
_SURE = 0.9  # a guess that makes a list one of people
_KNOWN = 30_000  # bearers of a first name that is a town as well: Antonio
_MOST = 0.75  # share of a list's words that are first names


def relatives(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names behind a word that says who somebody is to another."""
    yield from _told(encoded, _AFTER_RELATION, lexicon)
    for start, end in _told(encoded, _AFTER_FILIATION, lexicon):
        if not _is_town(fold(encoded.text[start:end]), lexicon):
            yield start, end


def related(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names before a word that says who somebody is to another: *Mali (step-daughter)*."""
    for start, end in encoded.spans(_BEFORE_RELATION, 1):
        folded = fold(encoded.text[start:end])
        if lexicon.is_given(folded) and folded not in TIMES:
            yield start, end
    for start, end in encoded.spans(_BEFORE_KIN, 1):
        folded = fold(encoded.text[start:end])
        if folded in lexicon.products or not lexicon.is_plain(folded):
            yield start, end
    for start, end in encoded.spans(_BEFORE_AGE, 1):
        if lexicon.is_given(fold(encoded.text[start:end])):
            yield start, end


def called(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names behind a word that says that somebody, or something, is called so: *nommée Zoé*."""
    yield from _told(encoded, _AFTER_CALLED, lexicon)
    for start, end in _told(encoded, _AFTER_PRAISE, lexicon):
        folded = fold(encoded.text[start:end])
        if not _is_town(folded, lexicon) and not lexicon.is_word(folded):
            yield start, end


def _told(encoded: Encoded, cue: re2._Regexp, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for start, stop in encoded.spans(cue, 1):
        end = stop - 2 * encoded.text.endswith(("'s", "’s"), start, stop)
        first = re.split(r"[ '’\-]", encoded.text[start:end], maxsplit=1)[0]
        folded = fold(first)
        if first[0].isupper():
            known = lexicon.is_given(folded)
            known = known or (_is_value(encoded.text, start) and not _is_thing(folded, lexicon))
            if known and (folded not in TIMES or _is_sentence(encoded.text, start, end)):
                yield start, end
        elif folded in lexicon.first_names and (
            folded in _NO_VERBS or not (lexicon.is_word(folded) or folded in lexicon.english)
        ):
            yield start, end


def is_own(folded: str, lexicon: Lexicon) -> bool:
    """Whether so many have this first name that a relation of the writer's is nobody famous."""
    return lexicon.is_obvious(folded) and folded not in lexicon.products_alone


def _is_town(folded: str, lexicon: Lexicon) -> bool:
    """Whether this is a town rather than somebody: Paris, not Antonio."""
    known = lexicon.first_names.get(folded, 0) >= _KNOWN
    return folded in lexicon.towns and not known


def _is_value(text: str, start: int) -> bool:
    """Whether a colon stands right before, but for a quotation mark."""
    return text[max(0, start - 4) : start].rstrip(" «“\"'\u00a0").endswith(":")


def _is_thing(folded: str, lexicon: Lexicon) -> bool:
    return lexicon.is_word(folded) or lexicon.is_plain(folded) or folded in lexicon.towns


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether a month is somebody right behind a relation: *my sister April* and no more."""
    return text[start - 1] == " " and _ENDS.match(text, end) is not None


def joined(text: str, likely: Iterable[Hit], doubtful: Iterable[Hit]) -> list[Hit]:
    """Those of the doubtful that stand in a row with somebody: Will *and Grace*."""
    sure = set(likely)
    row = sorted({*sure, *doubtful})
    for way in (row, row[::-1]):
        for one, other in pairwise(way):
            left, right = sorted((one, other))
            if one in sure and _JOINT.fullmatch(text, left.end, right.start):
                sure.add(other)
    return sorted(sure.difference(likely))


def paired(text: str, somebody: Hit, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """First names that are words, of two of whom the other is somebody: Emma *and Will*."""
    start, end = somebody[:2]
    if fold(text[start:end]) in lexicon.first_names:
        before = _PAIR_BEFORE.search(text, max(0, start - _PAIR), start)
        for other in (before, _PAIR_AFTER.match(text, end)):
            word = fold(other["v"]) if other else ""
            if other and word in lexicon.first_names and word not in TIMES:
                yield other.span("v")


def among(text: str, likely: Iterable[Hit], doubtful: Iterable[Hit]) -> list[Hit]:
    """Those of the doubtful on whose line two others are named: *Tom, Nell, but not Hurst*."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    lines = Counter(bisect(breaks, hit.start) for hit in likely)
    return [
        hit for hit in doubtful if hit.score >= _FAIR and lines[bisect(breaks, hit.start)] >= _CROWD
    ]


def listed(
    encoded: Encoded, lexicon: Lexicon, guessed: Sequence[Hit] = ()
) -> Iterator[tuple[int, int]]:
    """The words of lists that consist of first names, whatever else these words mean.

    One of them is nothing else, or the network is sure of it.
    """
    for start, end in encoded.spans(_LIST):
        words = list(WORD.finditer(encoded.text, start, end))
        items = [fold(word.group()) for word in words if word.group()[0].isupper()]
        names = {item for item in items if lexicon.is_given(item)}
        people = [name for name in names if name not in lexicon.towns and name not in TIMES]
        sure = any(start <= hit.start < end and hit.score >= _SURE for hit in guessed)
        if sum(item in names for item in items) >= _MOST * len(items) and (
            sure or any(map(lexicon.is_first_name, people))
        ):
            yield from (word.span() for word in words if fold(word.group()) in names)
