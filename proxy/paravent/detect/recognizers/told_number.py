"""A number that a text calls somebody's, by whatever name: *creditor ref DD-88/20417*, *NPI 129…*.

``client_number`` and ``case_number`` have a list of whose numbers there are; here it is the other
way round: any word before *number*, *no.*, *n°* or *ID* will do, but for those of things, of papers
of a trade, of law and of machines. What it announces must be written as a number is. Short names of
registers (UCAS, NPI, ULN) announce theirs without *number*.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, TIGHT, Column, Form, Recognizer, announced
from paravent.detect.recognizers import client_number
from paravent.detect.recognizers.row_number import CELL, OWN, PEOPLE
from paravent.detect.words import UUID

_NO = r"(?:numbers?|num\b\.?|nos?\b\.?|nr\b\.?|n[°º]|id\b|num[ée]ro|identifiant)"
_LEADS = r"(?:n[°º]|num[ée]ro|identifiant|id\b|r[ée]f\b\.?)"
_THING = (
    r"(?:where|set|on|select|invoices?|bills?|quotes?|(?:purchase )?orders?|po|cmd|commandes?"
    r"|construire|fabricant|constructeur|catalogue|vert|gratuit|surtax[ée]|azur|appel|urgence"
    r"|articles?|items?|products?|parts?|sku|models?|lots?|batch(?:es)?"
    r"|pages?|chapters?|sections?|versions?|builds?|releases?|lines?|ports?|rooms?|flights?|trains?"
    r"|bus|isbn|issn|doi|pmid|patents?|regulations?|directives?|acts?|laws?|resolutions?"
    r"|rules?|decrees?|statutes?|bylaws?|ordinances?"
    r"|forms?|opus|symphony|cas|ec|un|e|atomic|magic|random|prime|lucky|winning|favou?rite|total"
    r"|whole|large|small|the|an?|this|that|which|what|any|some|of|and|or|is|in|by|to|for|my"
    r"|your|its"
    r"|style|colou?r|catalog(?:ue)?|stock|drawing|pattern|die|mou?ld|type|size|unit|box|shelf|bin"
    r"|chats?|conversations?|discussions?|sessions?|workspaces?|projects?|projets?|teams?"
    r"|organi[sz]ations?|org|espaces?|parents?|roots?|turns?|devices?|windows?|tabs?|files?"
    r"|folders?|fichiers?"
    r"|process|threads?|requests?|trace|span|messages?|events?|jobs?|tasks?|nodes?|apps?|bundle"
    r"|channels?|bugs?|images?|instances?|commits?|blocks?|hash|keys?|rows?|records?|tests?|runs?"
    r"|pipelines?|assets?|modules?|errors?|status|codes?|quer(?:y|ies)|questions?|issues?|pull|prs?"
    r"|mrs?|milestones?|sprints?|revisions?|patch|packets?|frames?|sequence|seq|index|steps?"
    r"|epochs?"
    r"|levels?|layers?|games?|tables?|figures?|docs?|videos?|posts?|threads?|tweets?|guild|server"
    r"|tracks?|rev|rules?|arxiv|article|trial|study|nct|gene|accession|strain|protein|species"
    r"|factures?|devis|avoirs?|produits?|r[ée]f(?:[ée]rence)?s?|mod[èe]les?|lots|s[ée]ries?"
    r"|chapitres?|lois?|d[ée]crets?|arr[êe]t[ée]?s?|ordonnances?|circulaires?|r[èe]glements?"
    r"|r[ée]solutions?|d[ée]lib[ée]rations?|d[ée]cisions?|avenants?|pourvois?|requ[êe]tes?"
    r"|jorf|bulletin|bull|cerfa|norme"
    r"|formulaires?|annexes?|figures?|tableaux?|exercices?|[ée]tapes?|tomes?|volumes?|vol|num[ée]ro"
    r"|salles?|lignes?|vols|portes?|quais?|comptes?|pi[èe]ces?|plans?|parcelles?|sections?"
    r"|est|sont|un|une|le|la|les|ce|cet|du|des?|au|mon|son|et|ou|en|sur|sous|avec|par|pour"
    r"|art|cons)"
)
_FIGURES = r"\d{1,5}(?:[ ]\d{2,10}){1,5}(?:[ ]?[A-Z]\b(?:[ ]\d{2,6})?|[ ]\d\b)?"
_MIXED = (
    r"(?-i:[A-Z0-9]{0,13}\d[A-Z0-9]{0,12}(?:[\-/.][A-Z0-9]{1,12}){0,5}"
    r"|[A-Z]{1,12}(?:[\-/.][A-Z0-9]{1,12}){1,5}|[a-z]{1,2}\d{5,12})"
)
_APART = (
    r"(?-i:[A-Z]{1,4}\d{0,6}(?:[ ][\d\-/]{2,14}){1,4}|[\dA-Z]{3}(?:[ ][\dA-Z]{3}){2}"
    r"|\d{5,9}[ ][A-Z]\b)"
)
_VALUE = rf"{_APART}|{_FIGURES}|{_MIXED}"
_PORTALIS = r"[A-Z0-9]{4}-[A-Z]-[A-Z0-9]{3}-[A-Z0-9]{4}"
_ONE_OF = (
    r"(?:cust|customer|client|member|patient|subscriber|donor|tenant|student|adh[ée]rente?"
    r"|assur[ée]e?"
    r"|cliente|abonn[ée]e?|allocataire|locataire|candidate?)"
)
_PAPER = r"(?:application|receipt|petition|certificate|permit|visa|attestation|r[ée]c[ée]piss[ée])"
_NAMED = (
    r"(?:imei|hin|usps|ups|fedex|dhl|royal mail|evri|dpd|gls|mondial relay|i-94|h&c|npi|dea"
    r"|uci|ucas"
    r"|uln|upn|mmsi|rum|nip|orcid|gmc|gphc|nmc pin|hcpc|dbs(?: certificate)?"
    r"|eori|baec|cscs|ipp|nip|nda|cad(?: ref)?|insee|parcoursup|portalis|t[ée]l[ée]paiement"
    r"|rental agreement|agreement|booking|collar|clock|badge|warrant card|payroll|crew|locker"
    r"|loyalty|share code|e-?ticket|boarding pass|frequent flyer|oyster|navigo|subscriber"
    r"|policyholder"
    r"|acct|contravention|allocataire|[ée]crou|s[ée]jour|matricule(?: [a-z]{2,12})?"
    r"|licence(?: (?-i:[A-Z]{2,6}))?"
    r"|mandat(?: sepa)?|travel doc(?:ument)?|apis(?: doc(?:ument)?)?|billet|cotisant)"
)
_NAMED_SIGNS = (
    *(" imei", " hin ", " usps", " ups ", "fedex", " dhl", "royal mail", " evri", " dpd", " gls"),
    *(
        "mondial relay",
        "i-94",
        "h&c",
        " npi",
        " dea ",
        " uci",
        " ucas",
        " uln",
        " upn",
        " mmsi",
        " rum",
        " nip",
        "orcid",
        " gmc",
    ),
    *("gphc", " nmc", "hcpc", " dbs", "eori", "baec", "cscs", " ipp", " nda", " cad ", "insee"),
    *("parcoursup", "portalis", "telepaiement", "agreement", "booking", "collar", "clock", "badge"),
    *(
        "warrant",
        "payroll",
        "crew",
        "locker",
        "share code",
        "ticket",
        "boarding",
        "flyer",
        "oyster",
    ),
    *(
        "navigo",
        "loyalty",
        "subscriber",
        "policyholder",
        " acct",
        "contravention",
        "allocataire",
        "ecrou",
    ),
    *("sejour", "matricule", "licence", "mandat", "travel doc", " apis", "billet", "cotisant"),
)
_REFERRED = (
    r"(?:(?-i:[A-Z]{2,6})|creditor|debtor|payer|payment|mandate|crime|incident|complaint|planning"
    r"|tax|employer|court|application|applicant|candidate|customer|client|order|purchase|po|booking"
    r"|job|claim|case|policy|enquiry|appeal|grant|pension|benefit|loan|donor|patient|referral)"
    r" ref(?:erence)?s?\b\.?(?: (?:number|no\.?))?"
)
_ORDER = r"(?:(?:purchase |customer )?orders?|commandes?|cmd|colis|livraison|exp[ée]dition)"
_ORDERED = r"(?-i:[A-Z]{1,4}-\d{2,7}-\d{3,8}|[A-Z]{2,4}[\-]?\d{5,10}|\d{3}-\d{5,8}-\d{4,8})"
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[/\-](?:19|20)?\d\d)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,3}(?:[ .]000)+|\d{1,2}(?:\.\d+)+|\d+(?:\.\d+){3}"
)
_PLAIN = re.compile(r"\d{1,4}|[A-Z]{1,2}\d{1,3}|\d{1,3}[A-Z]{1,2}")


def _validate(text: str) -> float | None:
    if re.fullmatch(rf"[A-Z]{{1,2}}\d[A-Z]{{2,4}}|{_PORTALIS}", text):  # a radio amateur, a court
        return 0.7
    if (
        UUID.fullmatch(text)
        or _DATE.fullmatch(text)
        or sum(map(str.isdecimal, text)) < 3
        or len(text) < 4
    ):
        return None
    return 0.3 if _PLAIN.fullmatch(text) else 0.7


RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?i)\b(?:(?:[dl]['’])?{_THING}(?:[ \-]{_NO})+{TIGHT}\b(?:{_VALUE})"
            rf"|[{LETTER}][{LETTER}'’]{{1,20}}[ \-]{_NO}{TIGHT}\b(?P<v>{_VALUE})\b)",
            (" num", "number", " no ", " nos ", " nr ", " id ", " id", " n ", "identifiant"),
            4,
        ),
        Form(
            rf"(?i)\b{_LEADS}[ ](?:de |du |d['’]|de la "
            rf"|de l['’])?(?:{_THING}\b[^\n]{{0,30}}"
            rf"|(?:(?-i:[{LETTER}][a-zà-ÿ'’]{{2,20}})"
            r"(?: (?:(?:de |du |d['’]|de la |de l['’]))?(?-i:[a-zà-ÿ][a-zà-ÿ'’]{1,20})){0,4}"
            rf"{TIGHT}|(?-i:[A-Z]{{2,6}})[ :]{{1,3}})\b(?P<v>{_VALUE})\b)",
            ("num", " n ", "identifiant", " id ", " ref"),
            4,
        ),
        Form(
            announced(
                rf"(?:\b(?:micro)?chip(?:ped)?(?: ?{_NO})?|\bpuce(?: (?:du |de la |de mon "
                rf"|de ma |d['’]|de )?(?:chien|chat|animal|[{LETTER}]{{3,12}}))?"
                rf"|tatou(?:age|[ée]e?)|identifi[ée]e?)",
                r"\d{15}|\d{3}(?:[ ]\d{3}){4}|(?-i:\d?[A-Z]{2,3}\d{3})",
                TIGHT,
            ),
            ("chip", "puce", "tatou", "identifie"),
            4,
        ),
        Form(
            announced(
                r"(?:\bserial(?: ?(?:numbers?|no\b\.?|#))?|n(?:[°º]|um[ée]ro) de s[ée]rie"
                r"|\bs/?n\b|\bn/s\b)"
                r"(?: (?:(?:de |on |of )?(?:la |le |the |my |l['’])|du |de )?[a-zà-ÿ]{3,12}){0,2}",
                r"(?-i:(?:[A-Z][A-Z0-9]{0,7}|\d{1,6}[A-Z][A-Z0-9]{0,6})(?:-[A-Z0-9]{1,8}){1,4}|[A-Z0-9]{0,14}\d[A-Z0-9]{0,14}[A-Z]\d?[A-Z0-9]{0,6}|[A-Z]{1,4}\d{6,12})",
                TIGHT,
            ),
            ("serial", " serie", " sn", "s/n", "n/s"),
            4,
        ),
        Form(r"(?i)\bcall ?sign[ :]{1,3}(?P<v>(?-i:[A-Z]{1,2}\d[A-Z]{2,4}))\b", ("call",), 1),
        Form(r"(?i)\bsocial ?[:#] ?(?P<v>\d{9})\b", ("social",), 9),
        Form(
            announced(
                rf"\b{_NAMED}(?: (?:application|account|card|registration"
                rf"|certificate|says|tracking|parcel|colis|suivi))?(?:[ _]?{_NO})?",
                _VALUE,
                TIGHT,
            ),
            _NAMED_SIGNS,
            4,
        ),
        Form(
            rf"(?i)\((?:my |mon )?(?:{_LEADS}|number|no\.?|ref\.?|acct\.?|account)[ :]{{1,3}}"
            rf"(?P<v>{_VALUE})\)",
            ("(",),
            5,
        ),
        Form(rf"\bPortalis[ :]{{1,3}}(?P<v>{_PORTALIS})\b", ("portalis",), 1),
        Form(
            rf"\b(?i:{_ONE_OF}|{_PAPER}) (?P<v>[A-Z]{{1,4}}\d{{0,3}}-\d{{4,8}}"
            rf"|[A-Z]{{1,3}}\d{{5,12}})\b",
            digits=4,
        ),
        Form(
            r"(?i)\b(?:matricule|num[ée]ro|n[°º]|identifiant|badge"
            r"|dossier)[^\n]{1,60}\b(?:celui|celle)"
            rf" (?:de |du |d['’])[^\n\d]{{2,25}}?(?: est| c['’]est| :)?(?: le)? (?P<v>{_VALUE})\b",
            ("celui", "celle"),
            4,
        ),
        Form(announced(rf"\b{_REFERRED}", _VALUE, TIGHT), (" ref",), 3),
        Form(
            announced(rf"\b{_ORDER}(?: ?(?:{_NO}|ref\b\.?|#))?", _ORDERED, TIGHT),
            ("order", "commande", " cmd", "colis", "livraison", "expedition"),
            5,
        ),
    ),
    validate=_validate,
    digits=1,
    column=Column(OWN, CELL, beside=rf"(?:{PEOPLE}|names?|noms?)"),
)

HITS = (
    ("Serial no. on the boiler: GB-22-7741-K", "GB-22-7741-K"),
    ("creditor ref DD-77/20418 bounced", "DD-77/20418"),
    ("ACAS ref R204418/25/11", "R204418/25/11"),
    ("Collar no. 77145", "77145"),
    ("PC Firth, collar number 77145", "77145"),
    ("payroll no. 77-2204", "77-2204"),
    ("subscriber ID ZQF8841 22093", "ZQF8841 22093"),
    ("(NPI 1639284710)", "1639284710"),
    ("UCI 88-2041-7719", "88-2041-7719"),
    ("Rental agreement RX 44-118-2209", "RX 44-118-2209"),
    ("FF no QF 2204418", "QF 2204418"),
    ("VHF licence SRC0044182", "SRC0044182"),
    ("Avis de contravention n° 8291047735", "8291047735"),
    ("licence FFF n° 2546998812", "2546998812"),
    ("order GB-889-10233", "GB-889-10233"),
    ("commande n° 402-5518823-7701", "402-5518823-7701"),
    ("réf virement SANSREF-44182093", "SANSREF-44182093"),
    ("n° AM 691044182", "691044182"),
    ("numéro unique d'enregistrement logement social 0750924418820", "0750924418820"),
    ("client depuis 2015 (numéro 7 204 418).", "7 204 418"),
    ("policy no. 55 204 418 H 0012", "55 204 418 H 0012"),
    ("ID Discord 441820937150441820", "441820937150441820"),
    ("IMEI : 35 441820 937150 4", "35 441820 937150 4"),
    ("USPS says 9400 1118 9922 4418 2093 71", "9400 1118 9922 4418 2093 71"),
    ("share code W7K 4PD 92J", "W7K 4PD 92J"),
    ("CANDIDATE NUMBER,NAME\n21071,ELLA MARSH\n21072,RAVI NAIR", "21072"),
    ("student no s4418820", "s4418820"),
    ("N° du document : K4R81LM22", "K4R81LM22"),
    ("numéro de télépaiement de l'amende : 33071882640412", "33071882640412"),
    ("microchip 985112004418820", "985112004418820"),
    ("serial no FVFZK4418QX", "FVFZK4418QX"),
    ("call sign KD9QXR", "KD9QXR"),
    ("Box n/s LVB5-2104-88Q73", "LVB5-2104-88Q73"),
    ("Your UCAS ID: 155-201-8842", "155-201-8842"),
)
MISSES = (
    "chat id : c0000001",
    "session ID: 0000000000000001",
    "member id : 00000001-0000-4000-8000-000000000001",
    "customer_id;order_id;total\n10441;5512;20\n10442;5513;40",
    "Facture n° F-2026-014, devis n° D-2026-118",
    "Commande n° 185057800608",
    "Cass. soc., n° 18-12.345, pourvoi n° 18-12.345",
    "Loi n° 2016-1321, décret n° 2019-536, arrêté n° 44182",
    "Regulation No 1272/2008, Public Law No 104-191",
    "part no. 447112, model number QX-55108, batch no 44182",
    "PR no 44182, issue id 44182, build number 20241112",
    "a random number 48213, the number 104729 is prime",
    "badge 2000 points, booking fee 770 pounds",
    "agreement dated 12/03/2026, licence 2026",
    "NPI has 10 digits, the UCI world tour 2026",
    "request ID 7f3c9a10, process id 48213",
    "séjour 2026, billet de 500 euros",
    "order of magnitude 10-442",
    "serial killer, serial 12 parts, sn 2026",
    "numéro de page 1184, numéro de version 20241112",
    "l'arrêt n° 441820 du Conseil d'État, la décision n° 2024-1102 QPC",
    "réf fabricant 441820, numéro vert 0 800 123 456",
    "No fields were added in PEP 68512, the number conforms to the standard ISO 6346",
    "UPS 2200 VA, ID of 3 items",
    "chip 8 emulator, call sign ideas",
)
