"""The number of a case, claim, loan, parcel, visa or booking, where the text says what it is.

As with ``client_number``, of which these are the rest, orders, invoices and articles are none. A
word such as *claim* alone announces only what is written as a number is: with letters, signs or
eight digits. Postal numbers have a check digit (UPU S10), and so need no word.
"""

from __future__ import annotations

import re

from paravent.detect.base import TIGHT, Form, Recognizer, announced
from paravent.detect.recognizers import client_number
from paravent.detect.recognizers.client_number import NUMBER, SPACED, VALUE

_NO = r"(?:numbers?|no\b\.?|id|ref(?:erence)?\b\.?(?: (?:number|no\.?))?|#|n[°º])"
_ENGLISH = (
    r"(?:(?:loan|mortgage|passbook|savings|current|utility|energy|council tax|gas|electricity"
    r"|broadband)(?: (?:account|a/c))?|a/c|(?:visa|asylum) application|visa|home office|gwf|uscis"
    r"|docket|probate(?: case)?|crime|court|case|claim|policy|hosp\b\.?|hospital|nhs trust"
    r"|membership|group|parcel|shipment|consignment|tracking|booking|reservation|confirmation"
    r"|our file|your file|file|student finance|prison(?:er)?|inmate|badge)"
)
_FRENCH = (
    r"(?:colis|suivi(?: (?:de )?(?:colis|colissimo|chronopost))?|colissimo|chronopost|exp[ée]dition"
    r"|envoi"
    r"|demande(?: de logement(?: social)?| d['’]asile| de visa)?|parquet|[ée]crou|proc[ée]dure"
    r"|mdph|pr[ée]fecture|pr[êe]t|cr[ée]dit|mutuelle|r[ée]servation|s[ée]jour hospitalier|nda"
    r"|(?:contrat|police)(?: (?:d['’]assurance|habitation|auto|moto|sant[ée]|pr[ée]voyance|vie))?"
    r"|dossier (?:mdph|pr[ée]fecture|caf|de surendettement|maprimer[ée]nov['’]?))"
)
_ALONE = (
    r"(?:claim|policy|case|parcel|tracking|our file|your file|(?:passbook|savings|loan|mortgage"
    r"|utility|council tax) account|mpan|mprn|nmi|gwf|uscis|urn|colis|suivi|colissimo|chronopost"
    r"|sinistre|parquet|nda|police|contrat|dossier (?:mdph|pr[ée]fecture)|pnr|membership"
    r"|probate case|docket|visa application|loyalty card|carte de fid[ée]lit[ée]"
    r"|(?:contrat|police) (?:d['’]assurance|habitation|auto|moto|sant[ée]|pr[ée]voyance|vie))"
)
_OURS = r"(?:our|your|my) ref(?:erence)?s?\b\.?|num[ée]ro unique|a-?number|a#|\bnda|finance crn"
_MIXED = (
    r"(?-i:[A-Z]{1,6}\d[A-Z0-9]{3,20}|\d{1,6}[A-Z]{1,3}\d{3,18}[A-Z0-9]{0,3}"
    r"|[A-Z0-9]{1,10}(?:[\-/][A-Z0-9]{1,12}){1,4}|\d{8,18}|\d{3,5}(?: \d{2,6}){2,4}"
    r"|\d{2} \d{4}(?: \d{2,4}){1,3})"
)
_VALUE = rf"{SPACED}|[A-Z]?\d{{2,13}}(?: \d{{2,4}}){{1,3}}|{_MIXED}|{VALUE}"
_POST = r"[A-Z]{2}\d{9}[A-Z]{2}"
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_BOOKED = re.compile(r"[A-Z]\w*\d\w*|\d\w*[A-Z]\w*")
_HOME = r"(?:bail|appartement|logement|loyer|sinistre|dossier|contrat|r[ée]siliation|locataire)"


def _validate(text: str) -> float | None:
    if re.fullmatch(_POST, text.replace(" ", "")):
        return 0.8 if _is_posted(text.replace(" ", "")[2:11]) else 0.3
    if len(text) == 6 and text.isupper() and _BOOKED.fullmatch(text):
        return 0.7
    return client_number.validate(text)


def _is_posted(number: str) -> bool:
    """UPU S10: eight digits by their weights, modulus 11."""
    check = 11 - sum(map(int.__mul__, map(int, number), _WEIGHTS)) % 11
    return int(number[8]) == {10: 0, 11: 5}.get(check, check)


RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        announced(rf"\b{_ENGLISH} ?{_NO}|{_OURS}", _VALUE, TIGHT),
        announced(
            rf"\b{_FRENCH} ?{NUMBER}|\b{NUMBER} ?(?:de |d['’]|du )?{_FRENCH}",
            _VALUE,
            TIGHT,
        ),
        announced(rf"\b{_ALONE}[ ]?:?[ ]", _MIXED, ""),
        Form(
            rf"(?i)\b{_HOME}\b[^\n]{{0,60}}?\br[ée]f\b\.?[ :]{{1,3}}(?P<v>{_MIXED})\b",
            (" ref",),
            4,
        ),
        Form(
            r"\b(?i:r[ée]f(?:[ée]rence)?)\b\.?[ :#]{1,3}(?P<v>[A-Z][A-Z0-9]{12,21})\b",
            (" ref",),
            4,
        ),
        Form(
            rf"\b(?i:pnr|dossier|r[ée]sa|localisateur|record locator|(?:booking|reservation"
            rf"|confirmation) (?:{_NO}|code)|r[ée]servation"
            rf"(?: {NUMBER})?)[ :]{{1,3}}(?P<v>[A-Z0-9]{{6}})\b",
            (
                " pnr",
                "dossier",
                " resa",
                "localisateur",
                "locator",
                "booking",
                "reservation",
                "confirmation",
            ),
        ),
        Form(
            r"[\"'](?i:booking|reservation|r[ée]servation|pnr|(?:record_?)?locator)(?i:_?(?:ref|code|id))?"
            r"[\"'][ ]?:[ ]?[\"'](?P<v>[A-Z0-9]{6})[\"']",
            ("booking", "reservation", " pnr", "locator"),
        ),
        Form(rf"\b(?:{_POST}|1Z[0-9A-Z]{{16}}|(?:MSC|EAC|WAC|LIN|SRC|IOE)\d{{10}})\b", digits=5),
        Form(r"\b\d[A-Z] \d{4} \d{4} \d{4}\b", digits=12),  # Colissimo
        Form(r"\b[A-Z]{2} \d{3} \d{3} \d{3} [A-Z]{2}\b", digits=9),
        # A federal court of the United States.
        r"\b\d:\d{2}-(?:cv|cr|mc|mj|bk|ap|md)-\d{4,6}\b",
    ),
    validate=_validate,
    context=("colis", "suivi", "colissimo", "chronopost", "parcel", "tracking", "post", "delivery"),
    boost=0.4,
    digits=4,
)

HITS = (
    ("Colis 6A 1187 3340 9523 perdu", "6A 1187 3340 9523"),
    ("meter MPAN 18 0044 2719 306, name", "18 0044 2719 306"),
    ('{"booking": "Q7MZ4R", "pax": []}', "Q7MZ4R"),
    ("Loan # 7004418295", "7004418295"),
    ("hosp no H2209713", "H2209713"),
    ("Re: Prairie v. Kowal, Our File 22-1093", "22-1093"),
    ("Your ref: MC/44182", "MC/44182"),
    ("passbook account D/31774402", "D/31774402"),
    ("Rebook within 24h using ref H00HYA0028114937", "H00HYA0028114937"),
    ("tracking 1Z999AA10123456784", "1Z999AA10123456784"),
    ("votre colis n° 6A11873340952 est en attente", "6A11873340952"),
    ("mon numéro de demande 059 0126 114873 22.", "059 0126 114873 22"),
    ("contrat habitation HAB-20884417", "HAB-20884417"),
    ("assurée AXA, police 40917726304, immat", "40917726304"),
    ("Résiliation de bail, appartement 3.5 pièces, réf. BL-3307/12", "BL-3307/12"),
    ("Case: 1:24-cv-01882", "1:24-cv-01882"),
    ("crime reference number 6418822/26", "6418822/26"),
    ("your booking ref XK7P2Q", "XK7P2Q"),
    ("dossier VKQ7RT", "VKQ7RT"),
    ("A-number A123 456 789", "A123 456 789"),
    ("RR473124829GB is late", "RR473124829GB"),
    ("n° de suivi CB 412 908 553 BE.", "CB 412 908 553 BE"),
)
MISSES = (
    '{"booking": "CLOSED", "reservation": "needed"}',
    "Facture réf. ABC-1234",
    "lave-vaisselle Bosch réf. SMV4HVX38E",
    "order ref 3114820977",
    "claim 200000 users, loan 12000",
    "our file system 22-1093, our file report_2026",
    "police 14 px, contrat 2025-2026",
    "parcel 12kg, tracking 2026",
    "case 2024 was settled",
    "confirmation needed, reservation PLEASE",
    "le colis du 12/03/2026",
    "a mortgage no one wants",
    "AB123456789CD",
)
