"""A number right behind what it is of, in a form too short or too broken up for others.

*sociétaire 2 204 961 K*, *dossier CLSC 55-20871*, *compte AC-77120-B*, *carte fidélité 9941 0027
3318*. And forms that say what they are: a lawyer's file, a prescription of the NHS.
"""

from __future__ import annotations

import re

from paravent.detect.base import UNIT, Form, Recognizer
from paravent.detect.recognizers import client_number

_IS = r"(?:[\"'*)]{0,2}(?: ?[:#=]{1,2}| (?:est|is|was)(?: le| the)?| n[°º]| no\.?)? ?#?)"
_MEMBER = (
    r"(?:soci[ée]taire|adh[ée]rente?|cliente?|abonn[ée]e?|allocataire|assur[ée]e?|membre|affili[ée]e?"
    r"|b[ée]n[ée]ficiaire|donateur|donatrice|locataire|usag[èe]re?|administr[ée]e?|candidate?|patiente?|[ée]l[èe]ve|demandeur|member|customer|subscriber|donor|tenant"
    r"|policyholder|client id|matricule)"
)
_FILE = (
    r"(?:dossier|contrat|police|file|case|claim|policy|matricule|num[ée]ro|affiliation|r[ée]f\.?)"
)
_ACCOUNT = (
    r"(?:compte|abonnement|contrat|dossier|police|mandat|account|subscription|policy|locker|claim"
    r"|file|case|member(?:ship)?|agreement|lease|bail|devis client|r[ée]f\. client)"
)
_BRANCH = (
    r"(?:auto|habitation|sant[ée]|moto|mobile|internet|vie|pr[ée]voyance|obs[èe]ques|animal|bailleur"
    r"|home|car|travel|pet|life|contents|motor|health|dental)"
)
_CARD = (
    r"(?:carte (?:de )?(?:fid[ée]lit[ée]|membre|adh[ée]rent|abonn[ée]e?|navigo|transport"
    r"|biblioth[èe]que"
    r"|avantages?|mutuelle|[ée]tudiante?|famille|jeune|senior|cantine)"
    r"|(?:loyalty|membership|library|bus|travel|gift|store|student|rail|reward|club|bonus) card"
    r"|navigo|clubcard|nectar|oyster)"
)
_END = r"(?:[\s,;:!?)»\"'|]|\.(?:\s|$)|$)"
_GROUPS = r"(?:\d{1,3}(?:[ .]\d{3}){2,4}|\d{5,10})(?: [A-Z])?"
_ROUND = re.compile(r"(?:\d{1,3}[ .])+000|.*(?:19|20)\d\d[-/](?:19|20)?\d\d")
_DATE = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:0?\d|1[0-2])/(?:19|20)\d\d|(?:19|20)\d\d[-/]\d{1,4}"
)


def _validate(text: str) -> float | None:
    if _ROUND.fullmatch(text) or _DATE.fullmatch(text):
        return None
    return 0.7 if sum(map(str.isdecimal, text)) >= 4 else None


RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b(?i:{_MEMBER})(?: [A-Z]{{3,8}})?{_IS}(?:{_GROUPS}(?:[.,]\d+)?{UNIT}|["
            rf" ]?\b(?P<v>{_GROUPS})){_END}",
            (
                *("societaire", "adherent", "client", "abonne", "allocataire", "assure", "membre"),
                *(
                    "usage",
                    "administre",
                    "candidat",
                    "patient",
                    "eleve",
                    "demandeur",
                    "affilie",
                    "beneficiaire",
                    "donat",
                    "locataire",
                    "member",
                    "customer",
                ),
                *("subscriber", "donor", "tenant", "policyholder", "matricule"),
            ),
            7,
        ),
        Form(
            r"\b(?i:mutuelle|adh[ée]sion|attestation|inscription|police|contrat|dossier|membership"
            rf"|policy|certificate){_IS} (?P<v>\d{{1,3}}(?: \d{{3}}){{2}} [A-Z])\b",
            (
                "mutuelle",
                "adhesion",
                "attestation",
                "inscription",
                "police",
                "contrat",
                "dossier",
                "membership",
                "policy",
                "certificate",
            ),
            7,
        ),
        Form(
            rf"\b(?i:{_FILE}) [A-Z]{{3,8}}{_IS}["
            rf" ]?\b(?P<v>\d{{2,4}}[\-/]\d{{3,8}}(?:[\-/][A-Z]{{1,3}})?)"
            rf"{_END}",
            (
                *("dossier", "contrat", "police", " file", " case", "claim", "policy", "matricule"),
                *("numero", "affiliation", " ref"),
            ),
            5,
        ),
        Form(
            rf"\b(?i:{_ACCOUNT})(?: (?i:{_BRANCH})|(?: [A-Z][a-zà-ÿ]{{2,14}}){{1,2}})?{_IS}["
            rf" ]?\b(?P<v>[A-Z]{{1,4}}-\d{{3,8}}(?:-[A-Z0-9]{{1,4}})?"
            rf"|\d{{2,4}}/\d{{3,8}}-[A-Z]{{1,4}}|[A-Z]{{1,3}}(?: \d{{1,6}}){{2,4}}){_END}",
            (
                *("compte", "abonnement", "contrat", "dossier", "police", "mandat", "account"),
                *("subscription", "policy", "locker", "claim", " file", " case", "member"),
                *("agreement", "lease", " bail", "devis", " ref"),
            ),
            4,
        ),
        Form(
            rf"\b(?:(?i:{_CARD})|(?:[Cc]arte|[Cc]ard) [A-ZÀ-Ý][A-Za-zà-ÿ]{{2,14}})(?: (?i:perdue"
            rf"|vol[ée]e|lost|stolen))?{_IS}[ ]?"
            rf"\b(?P<v>(?:[A-Z] )?\d{{1,6}}(?: \d{{2,6}}){{1,4}}){_END}",
            ("carte", "card", "navigo", "nectar", "oyster"),
            6,
        ),
        Form(
            r"\b(?i:compteur|meter|box|d[ée]codeur|modem|badge)(?: [A-Z][a-z]{2,12}){1,2}"
            rf"{_IS} (?P<v>\d{{8,16}}){_END}",
            ("compteur", "meter", " box ", "decodeur", "modem", "badge"),
            8,
        ),
        Form(r"\b(?P<v>\d{2}/\d{4,6}-[A-Z]{2,4})\b", digits=6),
        Form(r"\b(?P<v>[0-9A-F]{6}-[A-Z]\d{5}-[0-9A-F]{5}[0-9A-Z+])", digits=4),
    ),
    validate=_validate,
)

HITS = (
    ("adhésion mutuelle 1 771 204 K, attestation", "1 771 204 K"),
    ("sociétaire MAIF 4417208 N, contrat", "4417208 N"),
    ("dossier Action Logement AL-77120-C ;", "AL-77120-C"),
    ("carte TCL 0512 7740 9931 aussi", "0512 7740 9931"),
    ("compteur Linky 021976441820, numéro", "021976441820"),
    ("contrat MH, sociétaire 2 204 961 K, dégât", "2 204 961 K"),
    ("Client 6 011 892 447. Modèle", "6 011 892 447"),
    ("member 3 208 114, locker", "3 208 114"),
    ("dossier CLSC 55-20871. Je suis", "55-20871"),
    ("dossier MDPH 33/2219 : fais", "33/2219"),
    ("compte AC-77120-B. Rédige", "AC-77120-B"),
    ("locker B-4471.", "B-4471"),
    ("policy HM 22 0441 7, member", "HM 22 0441 7"),
    ("Carte fidélité 9941 0027 3318\n", "9941 0027 3318"),
    ("library card 2144 1820 0937", "2144 1820 0937"),
    ('dossiers:\n  24/00817-OK: "Consorts"', "24/00817-OK"),
    ("the script D3F0A1-A83008-22B07X has", "D3F0A1-A83008-22B07X"),
)
MISSES = (
    "client 1 250 000 euros",
    "le compte 512 000 000",
    "membre 2 000 000",
    "dossier RSE 2024/2025",
    "contrat CDI 12/2024",
    "le dossier de presse 2024",
    "compte A-12",
    "member 3 of 12",
    "carte mère B550 32 64",
    "carte SD 128 256",
    "policy 22 of 2019",
)
