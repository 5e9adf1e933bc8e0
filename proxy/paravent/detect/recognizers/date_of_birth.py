"""A date of birth: a date right after words that say so. Other dates are left alone.

Only the date is taken, not the words, and not the place of birth.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, Column, Form, Recognizer

_MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sep(?:tember|\.)?|october|november|dec(?:ember|\.)?)"
)
_DATE = (
    r"(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)?\d{2}|\d{1,2} \d{1,2} (?:19|20)\d{2}"
    r"|(?:19|20)\d{2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{1,2}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19\d{2}"
    rf"|\d{{1,2}}(?: ?er|st|nd|rd|th)?[ \-/](?:of )?{_MONTH},?[ \-/](?:19|20)?\d{{2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}})"
)
_UNITS = r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_DAY_IN_WORDS = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze"
    rf"|douze|treize|quatorze|quinze|seize|vingt(?:[ -](?:et[ -])?(?:{_UNITS}))?"
    r"|trente(?:[ -]et[ -]un)?)"
)
_YEAR_IN_WORDS = (
    rf"(?:(?:deux[ -])?mil(?:le)?(?:[ -](?:et|cents?|{_UNITS}|dix|onze|douze|treize|quatorze"
    r"|quinze|seize|vingts?|trente|quarante|cinquante|soixante)){0,7})"
)
_IN_WORDS = rf"{_DAY_IN_WORDS} {_MONTH} {_YEAR_IN_WORDS}"
_CUE = (
    rf"(?:(?:^|[^{LETTER}])n[ée](?:\(e\)|\.e|·e|e)?s?[ ,:]|(?:\b|_)naiss(?:ance)?\b\.?"
    r"|\bd\.?d\.?n\b\.?|\banniversaire\b|\bborn\b(?: on)?|\bbday\b|(?:\b|_)date[ _]?of[ _]?birth\b"
    r"|(?:\b|_)birth[ _]?da(?:te|y)s?\b|(?:\b|_)d\.?o\.?b\b\.?)"
)
_ASKED = r"(?:date of birth|date de naissance|birth ?da(?:te|y)|\bd\.?o\.?b\b\.?|born|n[ée]e?)"
_SCANNED = r"[0-3]?\d(?: ?er)? [A-Za-zéûÉÛ0-9]{3,9} (?:19|20)[\dOo]{2}"
_WORDS = (
    *(" ne ", " nee ", " nes ", " nees ", " ne e ", "naiss", " ddn", " d d n", "anniversaire"),
    *("born", "birth", "dob ", " d o b", "bday"),
)

RECOGNIZER = Recognizer(
    EntityType(
        "DATE_OF_BIRTH", "NAISSANCE", Category.IDENTITY, "date de naissance", "date of birth"
    ),
    patterns=(
        Form(rf"(?i){_CUE}[^\d\n]{{0,40}}?\s{{0,3}}(?P<v>\b{_DATE}\b)", _WORDS, 3),
        Form(
            rf"(?i){_CUE}[^\d\n]{{0,40}}?\b(?P<v>{_IN_WORDS})\b",
            (" mil ", " mille ", "-mil", " deux mil"),
        ),
        Form(
            rf"(?i)(?P<v>\b{_DATE})\s{{0,2}}\((?:naissance|date de naissance|dob|d\.o\.b\.)\)",
            ("(naissance", "(date de naissance", "(dob", "(d.o.b"),
        ),
        # An answer on the next line, and letters that a scanner took for others.
        Form(
            rf"(?i){_ASKED}[ ]?\?[^\d]{{0,160}}\b(?P<v>{_DATE})\b",
            (
                "naissance ?",
                "naissance?",
                "birth?",
                "birth ?",
                "birthday?",
                "birthdate?",
                "dob?",
                "born?",
            ),
        ),
        Form(
            rf"(?:^|\W)(?i:n[ée]e?s?(?:\(e\))? [l1i]e) (?P<v>{_SCANNED})\b",
            _WORDS,
        ),
    ),
    score=0.9,
    column=Column(
        r"(?:date[ _](?:de[ _])?)?naissance|n[ée](?:\(e\)|e)?[ _]le|ddn|dob|birth ?da(?:te|y)"
        r"|birth[ _]date|date[ _]of[ _]birth",
        _DATE,
        needs=("naiss", "ddn", "dob", "birth", " ne", " n e "),
    ),
)

HITS = (
    ("Marie, née le 12/03/1975 à Lyon", "12/03/1975"),
    ("Date de naissance : 3 mai 1980", "3 mai 1980"),
    ("né à Saint-Étienne le 1er février 1962,", "1er février 1962"),
    ("DOB: 1984-07-21", "1984-07-21"),
    ('{"date_of_birth": "1984-07-21"}', "1984-07-21"),
    ("dateOfBirth=1984-07-21", "1984-07-21"),
    ("date_naissance;12/03/1975", "12/03/1975"),
    ("She was born on July 4, 1990.", "July 4, 1990"),
    ("birth date (patient) 21-Jun-1971", "21-Jun-1971"),
    ("ddn 05.11.88", "05.11.88"),
    ("date naissance : 1975-03-12", "1975-03-12"),
    ("Né(e) le : 12 / 03 / 1975", "12 / 03 / 1975"),
    ('{"date_naissance": "1975-03-12"}', "1975-03-12"),
    ("dateOfBirth = '03/12/1975'", "03/12/1975"),
    ("client_dob: 12 March 1975", "12 March 1975"),
    (
        "né à Lyon le douze mars mil neuf cent soixante-quinze, de nationalité",
        "douze mars mil neuf cent soixante-quinze",
    ),
    ("nom;naissance;ville\nKerbrat;12/03/1975;Brest", "12/03/1975"),
    ("| Name | DOB |\n| --- | --- |\n| Okafor | 1990-07-04 |", "1990-07-04"),
    ("née DUPONT le 5 août 1958 à Dax", "5 août 1958"),
    ("BDAY:1984-09-27", "1984-09-27"),
    ("A: Your date of birth?\nB: Sure, Carla Voss, May 7th, 1958.", "May 7th, 1958"),
    ("né Ie 23 ju1n 1947 à Dax", "23 ju1n 1947"),
)
MISSES = (
    "Réunion le 12/03/2026",
    "Contrat signé le 3 mai 1980",
    "La société est née en Bretagne, voir le point 12.3",
    "Irène Vasseur | 12/05/2026",
    "Mon anniversaire approche",
    "Facture du 2026-07-21",
    "date;montant\n12/03/2026;450",
    "Le dossier est né en 2019 d'une réforme",
    "anniversaire de l'entreprise : 10 ans",
    "Un projet né le lendemain du salon de 2019",
)
