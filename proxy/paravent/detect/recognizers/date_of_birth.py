"""A date of birth: a date right after words that say so. Other dates are left alone.

Only the date is taken, not the words, and not the place of birth.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, UPPER, Column, Form, Recognizer

MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sep(?:tember|\.)?|october|november|dec(?:ember|\.)?)"
)
"""The month in letters, whole or short, French or English; without case."""

DATE = (
    r"(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)?\d{2}|\d{1,2} \d{1,2} (?:19|20)\d{2}"
    r"|(?:19|20)\d{2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{1,2}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19\d{2}"
    rf"|\d{{1,2}}(?: ?er|st|nd|rd|th)?[ \-/](?:day )?(?:of )?{MONTH},?[ \-/](?:19|20)?\d{{2}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
    r"|\d{1,2}[. /-]{1,2}(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[. /-]{1,2}(?:19|20)\d{2})"
)
"""A date in figures, or with its month in letters; for patterns without case."""

_MONTHLY = (
    rf"(?:{MONTH},? (?:de )?(?:19|20)\d{{2}}|(?:0[1-9]|1[0-2])[/.-](?:19|20)\d{{2}}"
    r"|(?:19|20)\d{2}-(?:0[1-9]|1[0-2]))"
)
_PERSONAL = (
    r"\b(?:je|tu|il|elle|i|he|she|moi|toi|lui|mari|femme|fr[èe]re|s[oœ]eur|fils|fille|p[èe]re"
    r"|m[èe]re)"
)
_FIRM = (
    r"(?i:entreprise|soci[ée]t[ée]|association|magasin|boutique|marque|club|site|[ée]cole|festival"
    r"|mariage|maison|revue|ville|victoire|company|firm|shop|wedding|brand|store|school|agency)"
)
_FOUNDED = rf"\b{_FIRM}(?: \w+)? (?:est|a [ée]t[ée]|fut|was|is) (?:n[ée]e?s?|born)\b"
_TIME = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_DAY = rf"(?:\d{{1,2}}(?: ?er|st|nd|rd|th)? (?:of )?{MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
_MONTH_EN = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_ORDINAL = (
    r"(?:(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth)"
)
_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_NUMBER_EN = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?|{_ONES}|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundred|thousand"
    r"|and|oh)"
)
_YEAR_EN = rf"(?:(?:19|20)\d{{2}}|(?:nineteen|two[ -]thousand|twenty)(?:[ -]{_NUMBER_EN}){{0,4}})"
_FEAST = (
    r"(?:christmas(?: day| eve)?|new year['’]s (?:day|eve)|valentine['’]s day|halloween|boxing day"
    r"|(?:le |la )?(?:jour de )?no[ëe]l|le jour de l['’]an|la saint[ -](?:valentin|sylvestre))"
)
_ENGLISH_WORDS = (
    rf"(?:{_ORDINAL}(?: day)?(?: of)? {_MONTH_EN},? {_YEAR_EN}"
    rf"|{_MONTH_EN} (?:the )?{_ORDINAL},? {_YEAR_EN}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH_EN},? (?:nineteen|two[ -]thousand)"
    rf"(?:[ -]{_NUMBER_EN}){{0,4}}|{_FEAST},? (?:19|20)\d{{2}})"
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
_IN_WORDS = rf"{_DAY_IN_WORDS} {MONTH} {_YEAR_IN_WORDS}"
_CAP = rf"[{UPPER}][{LETTER}'’\-]+"
_CUE = (
    rf"(?:(?:^|[^{LETTER}])n[ée](?:\(e\)|\.e|·e|e)?s?[ ,:]|(?:\b|_|date)naiss(?:ance)?\b\.?"
    r"|\bd\.?d\.?n\b\.?|\banniversaire\b|\bborn\b(?: on)?|\bb['’]?day\b|vue? le jour\b|\bdn\b"
    r"|(?:\b|_)date[ _]?of[ _]?birth\b"
    r"|(?:\b|_)birth[ _]?da(?:te|y)s?\b|(?:\b|_)d\.?o\.?b\b\.?)"
)
_ASKED = r"(?:date of birth|date de naissance|birth ?da(?:te|y)|\bd\.?o\.?b\b\.?|born|n[ée]e?)"
_SCANNED = r"[0-3]?\d(?: ?er)? [A-Za-zéûÉÛ0-9]{3,9} (?:19|20)[\dOo]{2}"
_WORDS = (
    *(" ne ", " nee ", " nes ", " nees ", " ne e ", "naiss", " ddn", " d d n", "anniversaire"),
    *("born", "birth", "dob ", " d o b", "bday", "b day", " le jour ", " dn "),
)

RECOGNIZER = Recognizer(
    EntityType(
        "DATE_OF_BIRTH", "NAISSANCE", Category.IDENTITY, "date de naissance", "date of birth"
    ),
    patterns=(
        Form(
            rf"(?i){_FOUNDED}[^\d\n]{{0,30}}{DATE}"
            rf"|{_CUE}[^\d\n]{{0,40}}?\s{{0,3}}(?P<v>\b{DATE}{_TIME})(?:\b|$)",
            _WORDS,
            3,
        ),
        Form(
            rf"(?i){_FOUNDED}[^\d\n]{{0,30}}{_MONTHLY}"
            rf"|{_CUE}[^\d\n]{{0,12}}?\b(?P<v>{_MONTHLY})\b",
            _WORDS,
            2,
        ),
        Form(
            rf"(?i)(?:{_CUE}|\bfrom birth)[^\d\n]{{0,30}}?\b(?P<v>{_ENGLISH_WORDS})\b",
            ("born", "birth", "dob ", " n e ", " ne ", " nee "),
        ),
        Form(
            rf"(?i){_PERSONAL} (?:suis|es|est|am|is|was)? ?(?:du|de) "
            rf"(?P<v>(?:\d{{1,2}}(?: ?er)? {MONTH}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]) ?(?:19)?[3-9]\d"
            rf"|{MONTH} 19[3-9]\d)\b",
            (" du ", " de "),
            2,
        ),
        Form(
            rf"(?i){_CUE}[^\d\n]{{0,60}}{DATE}[^\d\n.]{{0,12}}\b(?:madame|monsieur|mme|m\.|mr|elle|lui"
            rf"|et|and|she|he|her|his)\b[^\d\n.]{{0,50}} (?:le|on|the)? ?(?P<v>{DATE})\b",
            _WORDS,
            4,
        ),
        # How old somebody becomes on a day tells when he was born; a firm's years do not.
        Form(
            rf"(?i){_FIRM}[^.\n]{{0,50}}(?:ans|turns?|years?)\b[^.\n]{{0,20}}\d{{4}}"
            rf"|\b(?:f[êe]t\w*|aura|auront|souffl\w*|turns?|turning|(?:['’]ll|will) be)"
            rf"[^.\n\d]{{0,12}}\d{{1,3}}(?: ans)?,? (?:le|on|the) (?P<v>{DATE}|{_DAY})\b",
            (" ans ", " turn", " be "),
            3,
        ),
        Form(
            rf"(?i)\b\d{{1,3}} (?:ans|years(?: old)?|yo|y/o),? ?\((?P<v>{DATE}|{_MONTHLY})\)",
            (" ans ", " year", " yo ", " y o "),
            4,
        ),
        Form(
            rf"(?i)(?:anniversaire|birthday)[^.\n]{{0,30}}{_FIRM}"
            rf"|(?:\banniversaire\b|\bbirthday(?:['’]s)?|\bb['’]day\b)"
            rf"[^\d\n.]{{0,24}}?(?::|est le|le|is(?: on)?|on|)"
            rf" (?P<v>{_DAY})\b",
            ("anniversaire", "birthday", "day "),
        ),
        Form(
            r"(?i)(?:naissance|birth(?:date)?|\bddn|\bdob)[ :=]{1,3}"
            r"(?P<v>(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\b",
            ("naissance", "birth", " ddn ", " dob "),
            6,
        ),
        # Behind a name, and before what else a curriculum says of somebody.
        Form(
            rf"(?:Loi|Arr[êe]t|Accord|Trait[ée]|D[ée]cret|Affaire|Act|Directive) {_CAP} \("
            rf"|\b{_CAP} {_CAP} \("
            r"(?P<v>\d{1,2}[./-]\d{1,2}[./-](?:19[3-9]\d|200\d|201[0-5]))\)",
            digits=6,
        ),
        Form(
            rf"(?i)\b(?P<v>{DATE}) ?[,;|·–-] ?(?:permis [a-e]\b|nationalit|c[ée]libataire"
            r"|mari[ée]e?\b|divorc[ée]|pacs[ée]e?\b|single\b|married\b|driving licen[cs]e)",
            ("permis", "nationalit", "celibataire", "marie", "divorc", "pacse", "single", "licen"),
            3,
        ),
        Form(rf"(?i)[,;(] ?(?:b\.|n\.|né\.?e? en) ?(?P<v>{DATE}|{_MONTHLY})\b", digits=4),
        Form(
            rf"(?i){_CUE}[^\d\n]{{0,40}}?\b(?P<v>{_IN_WORDS})\b",
            (" mil ", " mille ", "-mil", " deux mil"),
        ),
        Form(
            rf"(?i)(?P<v>\b{DATE})\s{{0,2}}\((?:naissance|date de naissance|dob|d\.o\.b\.)\)",
            ("(naissance", "(date de naissance", "(dob", "(d.o.b"),
        ),
        # An answer on the next line, and letters that a scanner took for others.
        Form(
            rf"(?i){_ASKED}[ ]?\?[^\d]{{0,160}}\b(?P<v>{DATE})\b",
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
        rf"(?i:{DATE}{_TIME})",
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
    ("ref,dob\n1,17 Dec 85\n2,1 May 1999", "1 May 1999"),
    ("née DUPONT le 5 août 1958 à Dax", "5 août 1958"),
    ("BDAY:1984-09-27", "1984-09-27"),
    ("A: Your date of birth?\nB: Sure, Carla Voss, May 7th, 1958.", "May 7th, 1958"),
    ("né Ie 23 ju1n 1947 à Dax", "23 ju1n 1947"),
    ("patiente née en juin 1971, opérée en mai 2020", "juin 1971"),
    ("Our son was born in April 2017.", "April 2017"),
    ('{"dateNaissance": "1988-04-30T00:00:00Z"}', "1988-04-30T00:00:00Z"),
    ("she was born on the second of August 1990", "second of August 1990"),
    (
        "Date of birth: the thirty-first of May nineteen forty-eight",
        "thirty-first of May nineteen forty-eight",
    ),
    ("he was born on New Year's Eve 1979", "New Year's Eve 1979"),
    ("Applicant (born 7.xi.1961)", "7.xi.1961"),
    ("elle est du 6 avril 69, son mari de mai 1967", "6 avril 69"),
    ("elle est du 6 avril 69, son mari de mai 1967", "mai 1967"),
    ("Mon client aura 70 ans le 3 mars 2027", "3 mars 2027"),
    ("Her uncle turns 80 on May 2, 2026", "May 2, 2026"),
    ("Anniversaire de Paul : 9 juin", "9 juin"),
    ("her birthday is March 3rd", "March 3rd"),
    ("51 ans (02/1975), fumeur", "02/1975"),
    ("naissance 910203, expiration 300101", "910203"),
    ("Twins, b. 2015-09-30, one left-handed", "2015-09-30"),
    ("Anna Reid (14.02.1999) and Tom Hale (3/5/2001)", "14.02.1999"),
    ("Paul Roy, 21 mai 1988, permis B", "21 mai 1988"),
    ("Zoé a vu le jour le 9 mai 2023", "9 mai 2023"),
    ("born on the 2nd day of July 1971", "2nd day of July 1971"),
    ("she will be 21 on May 6", "May 6"),
    ("patient, born 1961-04, smoker", "1961-04"),
    ("Sam b'day 4 June, cake", "4 June"),
    ("Birthdate 19710311 in the message", "19710311"),
    ("Nés, Monsieur à Dax le 4 mai 1950, Madame à Pau le 7 juin 1952.", "7 juin 1952"),
    ("id,dob,town\n2,17 Dec 85,Penrith\n3,4/5/90,Leeds", "17 Dec 85"),
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
    "La société est née en mars 1998 d'une fusion",
    "The company was born on March 3, 1998",
    "Notre entreprise fêtera ses 20 ans le 3 mai 2026",
    "Anniversaire de mariage : 9 juin",
    "il est du devoir de 40 personnes",
    "Loi Hamon (17/03/2014)",
    "Nous avons un stock du 12/03/1998",
    "Elle vit en juin 2020",
)
