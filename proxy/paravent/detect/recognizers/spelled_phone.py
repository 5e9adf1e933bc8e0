"""A telephone number said in words: ``zéro six douze trente-quatre``, ``oh seven nine one one``.

The words are turned into digits as they are spoken, then judged like any number; counting aloud
(``un, deux, trois``) is none. Figures may stand among the words.
"""

from __future__ import annotations

import re
from itertools import pairwise

from paravent.detect.base import Recognizer
from paravent.detect.recognizers import phone
from paravent.detect.words import fold

_FRENCH = {
    word: value
    for value, words in {
        0: "zero",
        1: "un une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        7: "sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze",
        13: "treize",
        14: "quatorze",
        15: "quinze",
        16: "seize",
        20: "vingt vingts",
        30: "trente",
        40: "quarante",
        50: "cinquante",
        60: "soixante",
        70: "septante",
        80: "huitante octante",
        90: "nonante",
    }.items()
    for word in words.split()
}
_ENGLISH = {
    "zero": "0",
    "oh": "0",
    "o": "0",
    "nought": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_TIMES = {"double": 2, "triple": 3}
_ROUND = {"hundred": "00", "thousand": "000"}
_WORDS = "|".join(sorted({*_FRENCH, *_ENGLISH, *_TIMES, *_ROUND} - {"zero"}, reverse=True))
_TOKEN = rf"(?:z[ée]ro|{_WORDS}|\d{{1,2}})"
_PART = re.compile(r"[a-z]+|\d")
_HALF_SPELLED = re.compile(r"zero[ \-,.]+(?:[1-9]|[a-z]+)(?:[ \-,.]+\d\d){4}")
_ROWS = ("0123456789" * 2, "9876543210" * 2)

# Of the length that the country has, in a range that nobody serves yet or that is for plays.
_UNSERVED = {"FR": re.compile(r"0[1-79]\d{8}"), "GB": re.compile(r"0[127]\d{9}")}

_MORE = {
    **dict.fromkeys((20, 30, 40, 50, 70, 80, 90), range(1, 10)),
    60: range(1, 20),
    10: range(7, 10),
}


def _validate(text: str) -> float | None:
    words = _PART.findall(fold(text))
    if len({*words} & {*_FRENCH, *_ENGLISH}) < 3 and not _is_half_spelled(fold(text)):
        return None
    plus = "+" if words[0] == "plus" else ""
    said = [word for word in words if word not in {"plus", "et"}]
    for number, region, trunk in (
        (_french(said), "FR", "0"),
        (_french(said, whole=True), "FR", "0"),
        (_english(said), "GB", "0"),
        (_english(said), "US", ""),
    ):
        whole = bool(plus) or number.startswith(trunk)
        counted = any(number in row for row in _ROWS)
        if whole and not counted and phone.is_valid(plus + number, region):
            return 0.85
        if trunk and not counted and _UNSERVED[region].fullmatch(number):
            return 0.7
    return None


def _is_half_spelled(text: str) -> bool:
    """Whether it begins with "zéro" and goes on in pairs, not by one step: ten, fifteen ..."""
    pairs = [int(pair) for pair in re.findall(r"\d\d", text)]
    steps = {after - before for before, after in pairwise(pairs)}
    return len(steps) > 1 and _HALF_SPELLED.fullmatch(text) is not None


def _french(words: list[str], *, whole: bool = False) -> str:
    """The digits as a French speaker means them; none where a word is not French.

    ``whole`` says that nothing is added to *quatre-vingts*, as its plural has it.
    """
    groups: list[int] = []
    more = range(0)  # what may still be added to the last group
    for word in words:
        value = int(word) if word.isdecimal() else _FRENCH.get(word)
        if value is None:
            return ""
        if word.startswith("vingt") and groups and groups[-1] == 4:
            groups[-1], more = 80, range(0) if whole and word[-1] == "s" else range(1, 20)
        elif value in more and not word.isdecimal():
            groups[-1] += value
            more = range(7, 10) if value == 10 else range(0)
        else:
            groups.append(value)
            more = _MORE.get(value, range(0)) if not word.isdecimal() else range(0)
    return "".join(map(str, groups))


def _english(words: list[str]) -> str:
    """The digits as an English speaker means them; none where a word is not English."""
    number, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        digit = word if word.isdecimal() else _ENGLISH.get(word, _ROUND.get(word))
        if digit is None:
            return ""
        number += digit * times
        times = 1
    return number


RECOGNIZER = Recognizer(
    phone.RECOGNIZER.entity,
    patterns=(rf"(?i)\b(?:plus[ ])?{_TOKEN}(?:[\s,.;/\-–]{{1,3}}(?:et[ \-])?{_TOKEN}){{4,22}}\b",),
    validate=_validate,
    needs=(
        " zero ",
        " plus ",
        " oh ",
        " nought ",
        " two ",
        " three ",
        " four ",
        " five ",
        " seven ",
        " eight ",
        " nine ",
    ),
)

HITS = (
    (
        "SAV, zéro sept quatre-vingts dix-neuf douze zéro trois, après",
        "zéro sept quatre-vingts dix-neuf douze zéro trois",
    ),
    (
        "Mon numéro : zéro six douze trente-quatre cinquante-six soixante-dix-huit.",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    ),
    (
        "zéro un quarante-deux soixante-huit cinquante-trois zéro zéro",
        "zéro un quarante-deux soixante-huit cinquante-trois zéro zéro",
    ),
    (
        "zero sept, soixante et un, quatre-vingt-dix-neuf, onze, dix",
        "zero sept, soixante et un, quatre-vingt-dix-neuf, onze, dix",
    ),
    (
        "appelle au plus trente-trois six douze trente-quatre cinquante-six 78",
        "plus trente-trois six douze trente-quatre cinquante-six 78",
    ),
    (
        "ring zero seven nine one one, one two three four five six",
        "zero seven nine one one, one two three four five six",
    ),
    (
        "oh two oh, seven nine four six, oh oh one eight",
        "oh two oh, seven nine four six, oh oh one eight",
    ),
    (
        "four one five, double five five, two six seven one",
        "four one five, double five five, two six seven one",
    ),
    (
        "rappeler au zéro six trente-neuf quatre-vingt-dix-huit douze quarante merci",
        "zéro six trente-neuf quatre-vingt-dix-huit douze quarante",
    ),
    (
        "on oh seven seven double-oh, nine hundred, two six one. Bye",
        "oh seven seven double-oh, nine hundred, two six one",
    ),
    ("zéro 6 douze 34 cinquante-six 78", "zéro 6 douze 34 cinquante-six 78"),
    ("zéro six 12 34 65 78", "zéro six 12 34 65 78"),
    ("zéro 6 12 34 65 78", "zéro 6 12 34 65 78"),
)
MISSES = (
    "un deux trois quatre cinq six sept huit neuf dix",
    "zéro, un, deux, trois, quatre, cinq, six, sept, huit, neuf",
    "one two three four five six seven eight nine ten",
    "zéro faute en six mois et deux pages",
    "ten, nine, eight, seven, six, five, four, three, two, one, zero",
    "Deux fois trois font six, quatre et cinq font neuf",
    "mil neuf cent quatre-vingt-douze",
    "trois, quatre, cinq, six, sept, huit, neuf, dix",
    "zéro 5 10 15 20 25",
    "zéro degré à 12 h, 34 à 15 h",
)
