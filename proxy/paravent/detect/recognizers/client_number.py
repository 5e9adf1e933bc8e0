"""The number of a client, file, contract, policy or member, where the text says what it is.

Amounts, dates, years and invoice, order or article numbers are none; nor are keys of code such as
``customer_id``. The number must hold four digits at least.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, TIGHT, Column, Recognizer, announced

_WHAT = (
    r"(?:client|cliente|dossier|contrat|police(?: d['’ ]assurance)?|adh[ée]rente?|soci[ée]taire"
    r"|abonn[ée]e?|abonnement|assur[ée]e?|b[ée]n[ée]ficiaire|patiente?|sinistre|membre|locataire"
    r"|[ée]tudiante?|salari[ée]e?|employ[ée]e?|licenci[ée]e?|carte (?:de )?fid[ée]lit[ée]"
    r"|compte client|plainte|main courante|cr[ée]ance)"
)
_IN_ENGLISH = (
    r"(?:customer|client|account|policy|case|file|claim|member(?:ship)?|contract|patient|employee"
    r"|collar|shoulder|clock|crew|locker|badge|warrant card|candidate|exam|pupil|learner|donor"
    r"|student|tenant|subscriber|payroll|loyalty card|emp|staff|hospital"
    r"|medical record|insurance|reservation holder|frequent flyer|booking)"
)
NUMBER = r"(?:num[ée]ros?|num\.?|n[°ºo]\.?|r[ée]f\.?|r[ée]f[ée]rences?|identifiants?|code)"
_CUE = (
    rf"(?:{NUMBER}[ _]?(?:de |du |d['’]|d |de la |d['’]une )?{_WHAT}"
    rf"(?: (?:client|assurance|allianz|axa|maif|macif|edf|engie))?"
    rf"|{_WHAT}[ ]?(?:(?:de |d['’]|du )[{LETTER}]+(?: [{LETTER}]+)?[ ])?{NUMBER}"
    rf"|(?:police|contrat) (?-i:[A-Z]{{2,12}}) {NUMBER}"
    rf"|{_IN_ENGLISH} ?(?:numbers?|no\b\.?|id|ref(?:erence)?\.?)"
    rf"|{_IN_ENGLISH} (?:numbers?|no\.?|id|ref\.?)? ?#"
    r"|[nv]\.?/?[ ]?r[ée]f\b\.?|(?:nos|vos) r[ée]f(?:[ée]rence)?s?\.?"
    r"|matricule|\bipp\b|\bine\b|\bmrn\b|\bpdl\b|\bprm\b|\bpce\b|\bacct\b\.?|\bdossard"
    r"|\bbib\b|(?:officer|police|staff|warrant) badge|\btoque\b"
    r"|emp(?:loyee)?_(?:no|num|number)|emp\.|frequent flyer"
    r"|point de (?:livraison|comptage)|\brg\b|\bdl\b)"
)
_THING = r"(?:client|cliente|dossier|contrat|adh[ée]rente?|sinistre|customer|contract|policy|claim)"
VALUE = r"[A-Za-z0-9]{1,14}(?:[\-/._][A-Za-z0-9]{1,12}){0,5}"
SPACED = r"\d{1,5}(?:[ ]\d{2,7}){1,4}(?:[ ]?[A-Z]{1,2})?|[A-Z]{1,4}[ ]\d{2,12}(?:[ ]\d{2,6}){0,4}"
_SPACE = r"[ \"'`*]{0,4}"
_MIXED = r"[A-Z]{1,5}[\-/. ]?\d{4,12}|[A-Z0-9]{2,12}(?:[\-/][A-Z0-9]{1,12}){1,4}|\d{6,12}"
_OF = "(?:dossier|contrat|sinistre|police|claim|policy|case)"
_PARTED = r"[A-Z0-9]{2,10}(?:[\-/][A-Z0-9]{1,10}){1,4}"
_SERIES = r"[A-Z]{2,5}(?:[ ]\d{2,5}){2,4}"
_PERMIT = r"(?:PC|DP|PA|PD|CU[ab]?|AT)[ ]?\d{3}[ ]?\d{3}[ ]?\d{2}[ ]?[A-Z0-9]\d{4}"
_WHOSE = rf"(?: [A-Z][{LETTER}'’\-]{{1,20}}){{1,2}}"
# Asked for and told: number? A: PEX 417 702 9938.
_TOLD = (
    r"\b(?i:number|num[ée]ro|matricule|r[ée]f[ée]rence) ?\?\s{1,3}"
    rf"(?:[A-Z][{LETTER} .]{{0,20}}: ?|[\-–—] ?)"
    rf"(?i:it is |it['’]s |that['’]s |c['’]est )?(?P<v>[A-Z]{{1,4}}(?:[ \-]?\d{{2,5}}){{2,5}})\b"
)
_SOLDIER = (
    r"\b(?:Pte|Pvt|L/Cpl|Cpl|Sgt|Gnr|Spr|Dvr|Rfn|Bdr|Private|Corporal|Sergeant|Gunner|Sapper)\b"
    r"\.?[^\d\n]{3,40}\bNo\b\.? ?(?P<v>\d{4,8})\b"
)
_BARE_ID = r"[A-Z]{1,3}-\d{5,9}"
_NONE = re.compile(
    r"(?i)(?:19|20)\d\d(?:[/\-](?:19|20)?\d\d)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}"
    r"|\d{4}-\d\d-\d\d|\d+(?:\.\d+){3}|.+\.(?:pdf|txt|docx?|xlsx?|csv|png|jpe?g|zip|json|log"
    r"|md|py|js)"
    r"|\d{1,3}(?:[ .]000)+|v?\d{1,2}(?:\.\d+)+"
)


def validate(text: str) -> float | None:
    """The confidence in a number that words announce: dates, years and amounts are none."""
    if sum(map(str.isdecimal, text)) < 4 or _NONE.fullmatch(text):
        return None
    return 0.7


RECOGNIZER = Recognizer(
    EntityType(
        "CLIENT_NUMBER",
        "NUMCLIENT",
        Category.IDENTITY,
        "numéro de client ou de dossier",
        "client or file number",
    ),
    patterns=(
        announced(_CUE, rf"{SPACED}|{VALUE}", TIGHT),
        announced(rf"{_THING}[ ]?[:#]{_SPACE}", _MIXED, ""),
        announced(rf"{_OF} ", f"{_PARTED}|{_SERIES}", ""),
        # Whose it is stands between: numéro de dossier Rosa : RET-7702-6145.
        rf"\b(?i:{_THING}|matricule|case|file|member|account){_WHOSE}[ ]?:[ ](?P<v>{_PARTED})\b",
        _TOLD,
        _SOLDIER,
        # A building permit (code de l'urbanisme, A423-1), a number after ID or licence.
        rf"\b{_PERMIT}\b",
        rf"\b(?:ID|(?i:licen[cs]e))[ :#]{{1,3}}(?P<v>{_BARE_ID})\b",
        r"\b(?i:compte|account)[ ]{1,2}(?P<v>\d{3}[ ]\d{3}[ ]\d{4,8})\b",
    ),
    validate=validate,
    digits=4,
    column=Column(
        rf"(?:{NUMBER}[ _](?:de |d')?(?:{_WHAT})|{_IN_ENGLISH} (?:number|no)|matricule|ipp)",
        VALUE,
        needs=(
            "numero",
            " num",
            "number",
            " no ",
            "matricule",
            " ipp ",
            "identifiant",
            "ref",
            "code",
            " n ",
        ),
    ),
)

HITS = (
    ("Numéro de dossier Rosa : RET-7702-6145.", "RET-7702-6145"),
    ("Application number? A: PEX 417 702 9938. We", "PEX 417 702 9938"),
    ("Your reference number? B: it is QX 4410 2291", "QX 4410 2291"),
    ("ref for case Martin : ABC-1022-77", "ABC-1022-77"),
    ("Pte. Reuben Hallgarth, No. 20417, attested", "20417"),
    ("plainte n° 2026/00871 au commissariat", "2026/00871"),
    ("frequent flyer 80123456", "80123456"),
    ("Chidi (warehouse, emp. 20931)", "20931"),
    ('"emp_no": "E104482"', "E104482"),
    ("Numéro client : 4589012", "4589012"),
    ("votre dossier n° 2024-0457-B", "2024-0457-B"),
    ("N° de contrat : AX-7788123", "AX-7788123"),
    ("police d'assurance, police n° 123 456 789", "123 456 789"),
    ("N/Réf. : KERBRAT/2024-117", "KERBRAT/2024-117"),
    ("customer number 88-4512", "88-4512"),
    ("Policy no. HX 4471923", "HX 4471923"),
    ("réf. client C004512", "C004512"),
    ("Objet : dossier 2025/DUP/0147", "2025/DUP/0147"),
    ("contrat de prévoyance numéro P0045128", "P0045128"),
    ("n° adhérent 00451278", "00451278"),
    ("matricule : 45871", "45871"),
    ("Claim #: 2026/88123", "2026/88123"),
    ("Patient ID: MRN-004512", "MRN-004512"),
    ("nom;numero client\nKerbrat;4589012", "4589012"),
    ("référence client 7 031 204 558", "7 031 204 558"),
    ("N° client ........ B0071934", "B0071934"),
    ("police MAIF n° 5518820417", "5518820417"),
    ("PDL 19407321685530", "19407321685530"),
    ("contrat MRH 4410 2257 09", "MRH 4410 2257 09"),
    ("permis PC 069 123 24 00012", "PC 069 123 24 00012"),
    ("toque D0843", "D0843"),
    ("emp no 00418, acct=6120-3387", "6120-3387"),
    ("MRN 00734519", "00734519"),
    ("forklift licence FK-118203", "FK-118203"),
    ("student Noor Bell, ID S-330871", "S-330871"),
    ("dossard 4418 : Jade", "4418"),
    ("officer badge 7714", "7714"),
    ("Collar no. 5512", "5512"),
    ("son matricule c'est le B-7741", "B-7741"),
    ("policy HX 1180 4432 07", "HX 1180 4432 07"),
)
MISSES = (
    "Facture n° F-2026-014",
    "Commande n° 185057800608",
    "Contrat : 12 000 euros par an",
    "Dossier : 2024",
    "Contrat n° 3 du 12/03/2026",
    "client : 12/03/2026",
    "SELECT * FROM orders WHERE customer_id = 10234",
    "Article L. 1221-1 du code du travail",
    "Le dossier porte sur 45000 euros",
    "Numéro de contrat à fournir avant le 15",
    "Client 3 : 1 250 €",
    "contract: 15000 USD",
    "Case: 1.2.3456",
    "taille de police : 1400, account: 4000 followers",
    "File: report_2026.pdf, client: 192.168.1.20",
    "client :4096 bits",
    "contrat 2025-2026 du 12/03/2026",
    "Le client demande la facture n° F-2026-0142",
)
