"""A number right behind the card, the paper or the file that it is on: *toll tag 00441820937*.

No word says *number* here, so the value has to be one by its form: six digits or more that are no
amount and no date, or capitals with four digits. Accounts of book-keeping are none.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UNIT, Form, Recognizer
from paravent.detect.recognizers import client_number

_ENGLISH = (
    r"(?:library|loyalty|membership|id|insurance|health|member|store|club|gift|travel|bus"
    r"|rail)? ?card"
    r"|clubcard|nectar|members?|membership|(?:toll|luggage|ear|key) tag|permit|pass"
    r"|certificate|cert"
    r"|citation|summons|docket|inmate|prisoner|offender|voucher|prescription|rx|script|grp"
    r"|group|pcn"
    r"|penalty notice|uan|pension|enrol?ment|admission|encounter|specimen|chart|donor|registration"
    r"|petition|receipt|filing|scholarship|hall ticket|tenancy|lease|meter|mprn|supply|union|scout"
    r"|fan|service|edipi|dod|va file|incident|grievance|complaint|hospital|patient|acct|account|a/c"
    r"|customer|subscriber|policy|claim|policyholder|reference|ref|confirmation|reservation|locker"
    r"|tracking|consignment|waybill|airbill|case|passenger|crew|uci|i-94|fafsa|pnr|h&c|chi|acc"
)
_FRENCH = (
    r"mutuelle|abonn[ée]e? (?:box|mobile|internet|fibre|presse)"
    r"|dossier (?:[ée]tude|notarial|(?:de )?succession|avocat|assurance)"
    r"|badge(?: de t[ée]l[ée]p[ée]age)?|t[ée]l[ée]p[ée]age|soci[ée]taire|adh[ée]rente?|abonn[ée]e?"
    r"|assur[ée]e?|b[ée]n[ée]ficiaire|allocataire|cotisante?|membre|sinistre|contrat|police"
    r"|r[ée]f[ée]rences?(?: (?:à rappeler|dossier|client|[ée]tude))?|inscription|candidate?"
    r"|anonymat"
    r"|agr[ée]ment|attestation|r[ée]c[ée]piss[ée]|convocation|mandat|bordereau|quittance|re[çc]u"
    r"|admission|patiente?|dossier|suivi|colis|permis|licence|plainte|pv|amende|contravention"
    r"|compteur"
    r"|d[ée]compte|caserne|matricule|cliente?|compte client|[ée]cole|classement|r[ée]f\.?"
    r"|r[ée]f\. (?:[ée]tude|dossier|client)"
)
_IS = r"(?i:[\"'*)]{0,2}(?: ?[:#=]{1,2}| (?:est|is|was)(?: le| the)?| n[°º]| no\.?)? ?#?)"
_FIGURES = r"\d{6,20}|\d{2,5}(?:[ \-]\d{2,6}){1,5}(?:[ ][A-Z]\b)?"
_MIXED = (
    r"\d-\d{4}-\d{4,6}|\d{2,3}(?:\.\d{3}){2}/\d{3}|"
    r"[A-Z]\d{4,6}[ ]\d{4,6}|[A-Z]{1,4}[\-/ ]?\d{4,14}(?:[\-/]?[A-Z0-9]{1,6}){0,2}"
    r"|[A-Z]{1,4}[\-/]\d{2,4}[\-/]\d{3,8}"
    r"|\d{6,14}(?:[ ]?[A-Z]\d?|/[0-9A-Z]{1,4})|\d{4,6}/\d{4}/\d{4,6}"
    r"|[A-Z0-9]{1,4}[A-Z][A-Z0-9]{0,3}\d{5,12}[A-Z]{0,2}|[A-Z]{2,6}/\d{2}[\-/]\d{3,6}"
)
_VALUE = rf"(?:{_MIXED}|{_FIGURES})"
_END = r"(?:[\s,;:!?)»\"'|]|\.(?:\s|$)|$)"
_NONE = re.compile(
    r"(?:19|20)\d\d(?:[/\- ](?:19|20)?\d\d)?|\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}"
    r"|\d{4}[\- ]\d\d[\- ]\d\d"
    r"|\d*000|\d{1,3}(?: \d{3})*000|\d{1,3}(?: 000)+|[A-Z]{2,4}[\- ]?(?:19|20)\d\d"
    r"|(?:NCT|PMC|KB|EP|US|WO|IMG|DSC|DSCN|VID|PXL|SCAN|INV|FAC|FA|AV|UTC|GMT|ISO|RFC|CVE|NF"
    r"|EN|DIN|IEC|UTF|HTTP|TCP|UDP|SHA|AES|RSA|RTX|GTX|USB|PS)[\- ]?\d.*"
    r"|\d{1,4}(?:[ \-]\d{1,4})|[A-Z]*20\d{6}[A-Z]*"
    r"|[A-Z]*\d*0{5}\d*[A-Z]*|[A-Z]?000\d+"
)


def _validate(text: str) -> float | None:
    count = sum(map(str.isdecimal, text))
    lettered = any(map(str.isalpha, text))
    return 0.7 if not _NONE.fullmatch(text) and count >= (4 if lettered else 6) else None


RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b(?i:{_ENGLISH}|{_FRENCH}){_IS}(?:{_VALUE}{UNIT}|[ ]?\b(?P<v>{_VALUE})){_END}",
            digits=4,
        ),
        Form(
            rf"\b(?i:carte|card)(?: [{LETTER}][{LETTER}'’&]{{1,14}}){{1,3}}{_IS}"
            rf"(?:\d{{8,20}}{UNIT}|[ ]?\b(?P<v>\d{{8,20}})){_END}",
            ("carte", "card"),
            8,
        ),
        Form(
            r"(?i)\b(?:ticket|case|member|rx|citation|claim|dossier|demande|incident|request"
            r"|employee|staff|student|acc|acct)(?: [a-z]{2,12})? ?#"
            rf" ?(?P<v>[A-Z]{{0,3}}-?\d{{4,12}}){_END}",
            (
                "employee",
                " acc",
                "staff",
                "student",
                "ticket",
                "case",
                "member",
                " rx",
                "citation",
                "claim",
                "dossier",
                "demande",
                "request",
            ),
            4,
        ),
        Form(
            rf"\b(?i:identifiant|uai|rne){_IS}[ ]?\b(?P<v>\d{{7}}[A-Z]){_END}",
            ("identifiant", " uai", " rne"),
            7,
        ),
        # By its form alone: letters of a series and seven digits or more.
        Form(r"\b(?P<v>[A-Z]{1,5}\d{7,14}[A-Z]{0,2}|\d{8,12}[A-Z]{1,3})\b", digits=7),
        Form(
            r"\b(?i:commande|order|cmd|achat"
            rf"|purchase){_IS}[ ]?\b(?P<v>[A-Z]{{1,3}}\d{{6,12}}){_END}",
            ("commande", "order", " cmd", "achat", "purchase"),
            6,
        ),
    ),
    validate=_validate,
)

HITS = (
    ("Bank: sort 40-11-62 acc 73301945.", "73301945"),
    ("abonné box 1-7740-22819, point", "1-7740-22819"),
    ("mutuelle 00771834 B. État", "00771834 B"),
    ("police 45.881.207/003 valable", "45.881.207/003"),
    ("Dossier étude S-2026/0417, déclaration", "S-2026/0417"),
    ("collège Jules-Verne (UAI 0291844K)", "0291844K"),
    ("identifiant 7714082C, 118 rue", "7714082C"),
    ("library card 21441820093715", "21441820093715"),
    ("toll tag 00441820937 registered", "00441820937"),
    ("docket CV-2024-00441", "CV-2024-00441"),
    ("Ma carte fidélité Carrefour 9135720044182093", "9135720044182093"),
    ("Sociétaire : 2209417 F. Sinistre", "2209417 F"),
    ("références à rappeler M240318822R", "M240318822R"),
    ("N° de commande : W804418820 chez", "W804418820"),
    ("Member W2044 18209, Grp 0044182", "W2044 18209"),
    ("Member W2044 18209, Grp 0044182", "0044182"),
    ("ticket Zendesk, ticket #441820", "441820"),
    ("PCN WK04418820 issued", "WK04418820"),
    ("UAN 3434-4418-2093-7150", "3434-4418-2093-7150"),
    ("Visale A10044182093, revenus", "A10044182093"),
    ("The parcel JV441820937GB is lost", "JV441820937GB"),
    ("Employee# E-0441", "E-0441"),
    ("La plainte 00418/2025/00112", "00418/2025/00112"),
    ("compteur H15FA441820", "H15FA441820"),
    ("réf. étude AR/24-0418", "AR/24-0418"),
)
MISSES = (
    "mutuelle 2026, mutuelle 45 euros, acc 12, identifiant 12345",
    "Le compte 411000 est débité, le compte 706000 crédité",
    "account 200000 followers, members 120 000",
    "contrat 2025-2026, dossier 2024, licence 2026-2027",
    "client HTTP 2024, card ISO 14443",
    "a card 85 x 54 mm, 120-240 V supply",
    "group 12-14, case 3 of 2000, bus card 12 34",
    "patient 54 ans, meter 12.5, pass 2000 tests",
    "commande 185057800608, colis 1 sur 2",
    "NCT04418209, KB5031455, EP3456789, IMG20241112, build 20241112T",
    "&H00000000, U00010000, A0000044",
    "sha 4418209371ab, 0x44182093, 44182093px",
    "police 14 px, contrat 12 000 euros",
)
