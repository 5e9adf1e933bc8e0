"""Dates as people write them, as patterns without case: in figures, in letters, whole or in part.

Every pattern is RE2, and begins and ends with a letter, a digit or a box of a form. Months are
French, English, and those of German, Dutch, Spanish, Italian and Portuguese papers.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.|r)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t"
    r"|sept(?:embre|ember|\.)?|oct(?:obre|ober|\.)?|nov(?:embre|ember|\.)?|d[ée]c(?:embre|\.)?"
    r"|jan(?:uary|r?y|\.)?|feb(?:ruary|r?y|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?"
    r"|jul(?:y|\.)?"
    r"|aug(?:ust|st|t|\.)?|sep(?:t?r|\.)?|dec(?:ember|\.)?|octr|novr|decr"
    r"|j[aä]n(?:uari?|ner)|januar|februari?|m[aä]rz|maart|mei|jun[io]|jul[io]|augustus|o[kc]tober"
    r"|dezember|enero|febrero|marzo|abril|mayo|agosto|septiembre|octubre|noviembre|diciembre"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|ianuarii|januarii|februarii|martii|aprilis|maii|junii|julii|augusti|septembris|octobris"
    r"|novembris|decembris|janeiro|fevereiro|mar[çc]o|maio|junho|julho|setembro|outubro|dezembro)"
)
"""The month in letters, whole or short."""

_YEAR = r"(?:1[789]|20)\d{2}"
_TH = r"(?:[ ]?er|st|nd|rd|th|\.|º)?"
_OF = r"[ \-/.]{0,2}(?:day )?(?:of |de |du |d['’])?"
_IN = r"[ ,\-/.]{0,2}(?:del? |di |in the year |de l['’]ann[ée]e )?['’]?"
_FIGURES = (
    rf"\d{{1,2}} ?[/.\-] ?\d{{1,2}} ?[/.\-] ?(?:{_YEAR}|\d{{2}})|\d{{1,2}} \d{{1,2}} {_YEAR}"
    rf"|{_YEAR} ?[/.\-] ?\d{{1,2}} ?[/.\-] ?\d{{1,2}}"
    rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19\d{{2}}"
)
EASTERN = rf"{_YEAR}年 ?\d{{1,2}}月 ?\d{{1,2}}日?"
_LETTERED = (
    rf"\d{{1,2}}{_TH}{_OF}{MONTH}(?: ?/ ?[a-zéûä]{{3,9}}\.?)?{_IN}(?:{_YEAR}|\d{{2}})"
    rf"|{MONTH}[ \-.]{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?[ \-]['’]?(?:{_YEAR}|\d{{2}})"
)
_ROMAN = rf"\d{{1,2}}[. /-]{{1,2}}(?:i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})[. /-]{{1,2}}{_YEAR}"
DATE = rf"(?:{_FIGURES}|{_LETTERED}|{_ROMAN}|{EASTERN})"
"""A day, a month and a year, in figures or with the month in letters."""

MONTHLY = (
    rf"(?:{MONTH},? (?:de )?{_YEAR}|{MONTH} ?['’]\d\d|{_YEAR} {MONTH}|(?:0?[1-9]"
    rf"|1[0-2])[/.-]{_YEAR}"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2]))"
)
"""A month and a year."""

DAY = rf"(?:\d{{1,2}}{_TH} (?:of )?{MONTH}|{MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)"
"""A day and a month."""

WEEKDAY = (
    r"(?i:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|wed|thurs?|fri|sat|sun)\b\.?),?[ ](?i:(?:le|the) )?"
)
"""What may stand right before a date, and tells of it."""

DAY_IN_FIGURES = r"\d{1,2}[/.]\d{1,2}"

TIME = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?|Z)?"
"""What may stand behind a date in files."""

_ORDINAL = (
    r"(?:(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth)"
)
_NUMBER_EN = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|and|oh)"
)
_YEAR_EN = rf"(?:{_YEAR}|{_NUMBER_EN}(?:[ -]{_NUMBER_EN}){{0,4}})"
_HIJRI = (
    r"(?:muharram|safar|rabi\S*(?: (?:al|i|ii)\S*)?|jumada\S*(?: al\S*)?|rajab|sha['’]?ban|ramadan"
    r"|shawwal|dhu\S*(?: al\S*)?)"
)
_FEAST_EN = (
    r"(?:(?:the )?(?:(?:day|night|morning|week) (?:after|before|of)|eve of|end of|start of) )?"
    r"(?:(?:christmas|xmas|michaelmas|candlemas|lammas|martinmas|midsummer['’]?s?|all (?:saints"
    r"|souls|hallows)['’]?|new year['’]?s|twelfth|burns|bonfire|guy fawkes|walpurgis)"
    r"(?: day| eve| night)?"
    r"|(?:st\.?|saint) [a-z]+['’]?s['’]? (?:day|eve|night)"
    r"|(?:may|leap|labou?r|independence|bastille|lady|boxing|groundhog|memorial|armistice"
    r"|remembrance|veterans['’]?|anzac|australia|canada|pancake|v\.?[ej]\.?|mother['’]?s['’]?"
    r"|father['’]?s['’]?|valentine['’]?s|thanksgiving|columbus|presidents['’]?|coronation) day"
    r"|(?:easter|palm|whit|mothering|trinity|low|remembrance) (?:sunday|monday|day|saturday)"
    r"|good friday|ash wednesday|maundy thursday|shrove tuesday|mardi gras|hallow['’]?e['’]?en"
    r"|hogmanay|juneteenth|cinco de mayo|thanksgiving|easter|diwali|holi|vaisakhi|hanukkah"
    r"|chanukah|passover|purim|yom kippur|rosh hashanah|nowruz|(?:chinese|lunar) new year"
    r"|eid(?:[ -](?:al|ul)[ -](?:fitr|adha))?)"
)
_FEAST_FR = (
    r"(?:(?:le |la |au |du )?(?:lendemain|surlendemain|veille|jour|nuit|soir|matin|r[ée]veillon"
    r"|dimanche|lundi|jeudi|f[êe]te) (?:de la |de l['’]|des |du |de |d['’]))?"
    r"(?:no[ëe]l|l['’]an|p[âa]ques|pentec[ôo]te|rameaux|a[ïi]d(?:[ -]el[ -]\w+)?"
    r"|(?:la )?(?:toussaint|chandeleur|saint[ -][a-zà-ÿ\-]{3,20}|sainte[ -][a-zà-ÿ\-]{3,20})"
    r"|l['’](?:assomption|ascension|[ée]piphanie|armistice|a[ïi]d(?:[ -]el[ -]\w+)?)"
    r"|assomption|ascension|[ée]piphanie|armistice|mi-car[êe]me|f[êe]te nationale"
    r"|(?:le )?(?:mardi gras|mercredi des cendres|vendredi saint|jeudi saint|samedi saint|nouvel an"
    r"(?: chinois| lunaire)?|1er de l['’]an|premier de l['’]an|premier jour de l['’]an)"
    r"|yom kippour|roch hachana|hanouc?ca|pourim|t[êe]t|m[èe]res|p[èe]res)"
)
_MOON = (
    rf"(?:(?:the |le )?(?:month|first|last|\d{{1,2}}(?:st|nd|rd|th)?|mois)(?: day)?(?: of| de)? )?"
    rf"{_HIJRI},? 1[34]\d\d"
)
_UNITS = r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_DAY_FR = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze"
    rf"|douze|treize|quatorze|quinze|seize|vingt(?:[ -](?:et[ -])?(?:{_UNITS}))?"
    r"|trente(?:[ -]et[ -]un)?)"
)
_TENS_FR = (
    r"(?:trente|quarante|cinquante|soixante|quatre[ -]vingts?)"
    rf"(?:[ -](?:et[ -])?(?:{_UNITS}|dix|onze|douze|treize|quatorze|quinze|seize)){{0,2}}"
)
_REPUBLICAN = (
    r"(?:vend[ée]miaire|brumaire|frimaire|niv[ôo]se|pluvi[ôo]se|vent[ôo]se|germinal|flor[ée]al"
    r"|prairial|messidor|thermidor|fructidor) an [ivx]{1,4}"
)
_YEAR_FR = (
    rf"(?:{_YEAR}|{_TENS_FR}|(?:deux[ -])?mil(?:le)?(?:[ -](?:et|cents?|{_UNITS}|dix|onze|douze"
    r"|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante)){0,7})"
)
SPELLED_EN = (
    rf"(?:(?:the )?{_ORDINAL}(?: \(\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\))?(?: day)?(?: of)? {MONTH},? {_YEAR_EN}"
    rf"|{MONTH} (?:the )?{_ORDINAL},? {_YEAR_EN}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? (?:nineteen|two[ -]thousand|twenty)"
    rf"(?:[ -]{_NUMBER_EN}){{0,4}}|{_FEAST_EN},? (?:in |of )?{_YEAR}|{_MOON})"
)
SPELLED_FR = (
    rf"(?:(?:{_DAY_FR}(?: \(\d{{1,2}}\))?|\d{{1,2}}(?: ?er)?) {MONTH} {_YEAR_FR}"
    rf"|\d{{1,2}} {_REPUBLICAN}|{_FEAST_FR},? (?:de )?{_YEAR})"
)
_MONTHS = r"(?:(?:z[ée]ro )?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf)|dix|onze|douze)"
SAID_FR = rf"{_DAY_FR},? {_MONTHS},? {_YEAR_FR}"
_UNDER_13 = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TENS_EN = (
    r"(?:(?:nineteen )?(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
SAID_EN = (
    rf"(?:{_ORDINAL} of (?:the )?{_ORDINAL},? (?:of )?{_YEAR_EN}"
    rf"|{_UNDER_13}, {_UNDER_13}, {_TENS_EN})"
)
SAID = rf"(?:{SAID_EN}|{SAID_FR})"
"""A date as one says it, its month a number."""

SPELLED = rf"(?:{SPELLED_EN}|{SPELLED_FR})"
"""A date with its day or its year in words."""

YEAR = (
    rf"(?:{_YEAR}|['’]\d{{2}}|{_TENS_FR}|(?:nineteen )?(?:thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
"""A year, in figures or in words."""

_SCANNED_MONTH = (
    r"(?:janv[il1]er|f[ée]vr[il1]er|(?:m|rn)ars|avr[il1]{2}|(?:m|rn)a[il1]|ju[il1]n|ju[il1]{3}et"
    r"|a[o0][uû]t|septe(?:m|rn)b(?:re|er)|[o0]ct[o0]b(?:re|er)|n[o0]ve(?:m|rn)b(?:re|er)"
    r"|d[ée]ce(?:m|rn)b(?:re|er)|(?:m|rn)arch|apr[il1]{2}|(?:m|rn)ay|ju[il1]y)"
)
SCANNED = (
    rf"[0-3ol]?[\dol](?:st|nd|rd|th| ?er)?(?: of)? (?:{MONTH}|{_SCANNED_MONTH}),?"
    r" [12l][089o][\dol]{2}"
)
"""A date as scanners misread it: *l4 avri1 2O18*."""

_PART = r"[\"',;: =\s]{1,6}(?:jour|day|mois|month|ann[ée]e|year)[\"': =]{1,6}"
ODD = (
    r"(?:\d{6}|\d{8}(?:\d{6}Z)?|\d\d? \d\d? \d\d"
    r"|[ol\d]{1,2}[/.\-][ol\d]{1,2}[/.\-][12l][089o][\dol]{2}"
    r"|(?:[|\[] ?)?\d(?: ?[|\]\[]{1,2} ?\d){7}|\d(?: \d){7}"
    r"|[\do] ?\d ?[/.\-] ?[\do] ?\d ?[/.\-] ?(?:[12] ?[09o] ?)?\d ?\d"
    r"|[0-3]?\d(?: ?er)? [a-zéû0-9]{3,9} (?:19|20)[\do]{2}"
    rf"|\d{{1,2}} (?:du|\.|/) ?\d{{1,2}} {_YEAR}|{_YEAR}, ?\d{{1,2}}, ?\d{{1,2}}"
    rf"|{_YEAR}-(?:xx|\d\d)-(?:xx|\d\d)|(?:xx|\d\d)[/.\-](?:xx|\d\d)[/.\-]{_YEAR}"
    rf"|\d{{1,4}}{_PART}\d{{1,2}}{_PART}\d{{1,4}})"
)
"""What is a date only where words say so: run together, in boxes, as scanners read it, in code."""

_IS_WHOLE_YEAR = re.compile(r"(?<!\d)(?:1[789]|20)\d\d(?!\d)")
_IS_SHORT_YEAR = re.compile(r"(?<=\D)\d\d$")
_EPOCH = re.compile(r"1900-01-01|1970-01-01|0?1/0?1/1900|1900, 1, 1|9999-12-31")
_COMPARED = re.compile(
    r"(?i)(?:\s[<>]=?|!=|\bbetween(?:\s[^\n]{1,20}\sand)?|\b(?:min|max)(?:_?(?:value"
    r"|date))?[\"']? ?[:=])"
    r"\s{0,2}(?:\w{0,12}[.(]){0,2}[\"'(]?$"
)
_OPENED = frozenset("'\"(=> ")
_REACH = 40  # characters before a date in which code may compare it
_NOW = 26  # short years up to this one are of our century


def year_of(date: str) -> int:
    """The year of a date, or 0 where it tells none; a short year is the last one that was so."""
    if whole := _IS_WHOLE_YEAR.search(date):
        return int(whole.group())
    if short := _IS_SHORT_YEAR.search(date):
        year = int(short.group())
        return year + (1900 if year > _NOW else 2000)
    return 0


def is_long_ago(date: str) -> bool:
    """Whether a date is that of a grown-up's birth; a short year is not one soon to come."""
    if _IS_WHOLE_YEAR.search(date):
        return 1920 <= year_of(date) <= 2012
    return 1935 < year_of(date) < 2000


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether a date is what programs count from, or what one compares others with."""
    if _EPOCH.fullmatch(text, start, end):
        return True
    before = text[max(0, start - _REACH) : start]
    return before[-1:] in _OPENED and _COMPARED.search(before) is not None
