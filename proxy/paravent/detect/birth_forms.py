"""Where a date of birth may stand in a text, as patterns: a date, or words and a part of one.

``births`` tells which of their matches are births.
"""

from __future__ import annotations

from paravent.detect.base import Form
from paravent.detect.dates import (
    DATE,
    DAY,
    DAY_IN_FIGURES,
    EASTERN,
    MONTH,
    MONTHLY,
    ODD,
    SAID_EN,
    SAID_FR,
    SCANNED,
    SPELLED_EN,
    SPELLED_FR,
    TIME,
    YEAR,
)

_WORDS = (
    *(" ne ", " nee ", " nes ", " nees ", " ne e ", "naiss", "nais", " ddn", " d d n", " dn "),
    *("born", "birth", "brith", "dob ", "dobs ", " d o b", "bday", "b day", " le jour "),
    *(" b d ", "nacio", "naquit", " accouch", " monde ", "anniv", "geb", "nacid", "nacim"),
    *("nato ", "nata ", "nascit", "nascid", "nascim", " mon age", " my age", " my exact age"),
    *(
        " astral",
        "natal ",
        "horoscope",
        "star sign",
        "signe astro",
        "zodia",
        "astro",
        "gemini",
        " b ",
        " n ",
        " bapt",
        "°",
        " pid ",
        " d 0 b",
    ),
    *("n a i s s", "b i r t h", " world", " nat ", "(*"),
)
_AGES = (
    *(" ans", " year", " yr", " yo ", " y o", " age", " turn", " be ", " been ", " balais"),
    *(" kg ", "lb ", "lbs ", "oz ", " piges", " bougies", " candles", "th on", "st on", " hits "),
    *("th is ", "st is ", "rd is ", "nd is ", *(f"{digit} on " for digit in range(10))),
)
# What the first form finds, so that the ones of other dates need not judge it again.
_PLAIN = rf"\d{{1,2}}(?: ?er)? {MONTH} (?:1[789]|20)\d\d"

FORMS = (
    Form(rf"(?i)\b(?P<v>{DATE}{TIME})\b", digits=3),
    Form(rf"(?P<v>{EASTERN})", digits=5),
    # Parts of a date, where it is not whole.
    Form(rf"(?i)\b(?:{DATE}|(?P<v>{MONTHLY}|{DAY}))\b", (*_WORDS, *_AGES, " du ", " de "), 1),
    Form(
        r"(?i)(?:\b(?:anniv(?:ersaire)?|birthday|b['’]?day)[ :]{1,3}"
        r"|\b(?:turn\w*|f[êe]t\w*|aur\w*|souffl\w*|hits?|reach\w*|be)\b[^\d\n.]{0,12}\d{1,3}"
        r"(?: ans| bougies)? (?:on|le) (?:the )?)"
        rf"(?P<v>{DAY_IN_FIGURES})\b",
        ("anniv", "bday", "b day", "birthday", *_AGES),
        2,
    ),
    Form(
        r"(?i)\b\d\d ?(?:ans?|a|yo|y/o|y|yrs|years)(?: old)? ?\((?P<v>(?:0[1-9]"
        r"|1[0-2])/\d\d)\)",
        _AGES,
        5,
    ),
    Form(r"(?i)\bpid(?:\|[^|\n]{0,60}){6}\|(?P<v>\d{8})\b", (" pid ",), 4),
    Form(r"(?i)\bbday[^:\n]{0,20}:--(?P<v>\d\d-?\d\d)\b", ("bday",), 4),
    Form(rf"(?i)\b(?P<v>{SAID_EN})\b", _WORDS),
    Form(
        r"(?i)\b(?:n[ée]e?s?|naissance|ddn)(?: :| est)?(?: le| du)?"
        rf" (?P<v>{SAID_FR})\b",
        _WORDS,
    ),
    Form(rf"(?i)\b(?:{_PLAIN}|(?P<v>{SCANNED}))\b", (*_WORDS, "enfant"), 2),
    Form(
        rf"(?i)(?:\bn[ée]e?s?(?:\(e\))?(?: [a-z]+){{0,3}} en |\bborn in |\bb\.|[^n]°|\bbirth"
        r"|\bborn (?:in|about|around|circa|early|late)[^\d\n]{0,16}?|\(\*|\b(?:n|nat)\."
        r"|\bn[ée]e?s? (?:au|[àa] l|en|pendant|vers|courant|d[ée]but|fin)\b[^\d\n]{0,16}?"
        r"|\((?:n[ée]e?|born|b) "
        r"|\byob|naissance)[^\d\n]{0,8}?"
        rf"(?P<v>{YEAR}(?:(?:, ?|,? et |,? and ){YEAR}){{0,4}})\b",
        (*_WORDS, " yob "),
    ),
    Form(
        r"(?i)\b(?:enfants?|filles?|fils|gar[çc]ons?|children|kids|sons?|daughters?) ?\("
        rf"(?P<v>{YEAR}(?:(?:, ?|,? et |,? and ){YEAR}){{0,4}})\)",
        ("enfant", "fille", " fils ", "garcon", "children", " kids ", " son", "daughter"),
        4,
    ),
    Form(r"(?i)\b(?:n[ée]e?s? en|born in) (?P<v>[02-9]\d)\b", _WORDS, 2),
    Form(
        r"(?i)\best (?:arriv[ée]e?|venue?|de)(?: fin| d[ée]but)?(?: en)? (?P<v>[02-9]\d"
        r"|(?:19|20)\d\d)\b",
        (" est arriv", " est ven", " est de "),
        2,
    ),
    Form(rf"(?i)\b(?P<v>{SPELLED_EN})\b", _WORDS),
    Form(rf"(?i)\b(?:{_PLAIN}|(?P<v>{SPELLED_FR}))\b", _WORDS),
    Form(
        r"(?i)(?:\bn[ée]e?s?(?:\(e\)|[.·/-]e)?|na[i1l]ss?(?:ance)?|b(?:irth|rith)[ _]?(?:date)?"
        r"|b['’]?day|d\.? ?[o0]\.? ?b|d\.? ?d\.? ?n|n a i s s a n c e|b i r t h|dtstart)"
        r"(?: ?\([djmya/. \-]{4,12}\)[ :]{0,3}\n?)?"
        rf"[^\d\n]{{0,20}}?(?:\b|[|\[])(?P<v>{ODD})\b",
        (*_WORDS, " pid "),
        4,
    ),
)
