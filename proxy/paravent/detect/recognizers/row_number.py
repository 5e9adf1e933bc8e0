"""The number of a row that is somebody's: in a table, an object, an element, a line of a log.

A column ``id`` says nothing by itself; beside a column of first names, births or e-mails it is a
person's. So is the key of an object (``member_id``), where its value is written as a number is or a
name stands beside it, an element of XML, and what begins like a key of a service (``cus_00912``).
"""

from __future__ import annotations

import re

from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.recognizers import client_number

_WHO = (
    r"(?:users?|customers?|cust|clients?|members?|patients?|students?|employees?|emp|staff"
    r"|contacts?"
    r"|accounts?|acct|subscribers?|candidates?|cand|pupils?|learners?|drivers?|tenants?"
    r"|polic(?:y|ies)"
    r"|claims?|cases?|donors?|guests?|passengers?|pax|players?|voters?|payees?|payroll"
    r"|hospital|group"
    r"|exam|centre|badge|adh(?:[ée]rente?s?)?|salari[ée]e?s?|dossiers?|contrats?|[ée]l[èe]ves?"
    r"|[ée]tudiante?s?|abonn[ée]e?s?|assur[ée]e?s?|b[ée]n[ée]ficiaires?|soci[ée]taires?|locataires?|licences?"
    r"|allocataires?|usagers?|membres?|agents?|personnes?|licenci[ée]e?s?|candidate?s?|patiente?s?"
    r"|utilisateurs?|cliente?s?|comptes?|sinistres?|police)"
)
_NO = (
    r"(?:ids?|identifiants?|n[°o]?\.?|nos?\.?|num\.?|num[ée]ros?|numbers?|ref\.?|r[ée]f\.?"
    r"|r[ée]f[ée]rences?|references?|code|key|uid)"
)
_REGISTERS = r"(?:badge|dossard|bib|mat|matricule|uci|uln|upn|mrn|ipp|nip|ine|npi|urn|uid)"
OWN = rf"(?:{_REGISTERS}|{_NO}[ _]?(?:de |du |d'|d |de la |de l')?{_WHO}|{_WHO}[ _]?{_NO})"
"""Headings of numbers that say whose they are."""

PEOPLE = (
    r"(?:(?:(?:full|first|last|given|family|middle|maiden|client|customer|patient|employee|contact"
    r"|member|student|staff|user)[ _]?name|firstname|lastname|first|last|surname|forenames?"
    r"|prenoms?"
    r"|nom[ _]?(?:et[ _])?prenoms?|nom (?:du |de la )?(?:client|patient|salarie|eleve|adherent)e?"
    r"|patiente?|candidate?|eleve|salariee?|adherente?|employee?|pupil|student"
    r"|e[ -]?mail(?: address)?|mail|courriel|tel|telephone|mobile|portable|phone(?: number)?"
    r"|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|ddn|date (?:de )?naissance"
    r"|datenaissance|ne ?\(?e?\)? le|naissance|d ?naiss(?:ance)?|ages?|sexe?|gender|genre))"
)
CELL = r"[A-Za-z]{0,6}[\-_./]?\d[A-Za-z0-9]{0,16}(?:[\-_./ ][A-Za-z0-9]{1,12}){0,4}"
_KEY = (
    rf"(?:{_WHO}_?(?:ids?|no|num|number|numero|ref|reference|code|uid|key)|(?:ids?|no|num"
    rf"|numero|ref|code)_?{_WHO}|{_REGISTERS})"
)
_MIXED = (
    r"(?:[A-Za-z]{1,6}[\-_/]?\d[A-Za-z0-9]{2,20}(?:[\-_/][A-Za-z0-9]{1,12}){0,4}"
    r"|\d{1,12}[\-_/A-Za-z][A-Za-z0-9]{1,16}(?:[\-_/][A-Za-z0-9]{1,12}){0,4}|\d{4,18})"
)
_IS = r"[\"'`]?[ ]?(?::|=>|=|>)[ ]?[\"'`]"
_NAME_KEY = (
    r"(?:(?:full|first|last|given|family|user|display|client|customer)?_?names?|surname|forename"
    r"|nom(?:_?(?:client|complet|famille))?|pr[ée]nom|e?-?mail|patient|dependent|titulaire"
    r"|holder)[\"'`]?[ ]?(?::|=>|=)"
)
_LIFE = (
    r"(?:born|dob|birth\w*|ddn|naissance|date_naiss\w*|n[ée]e?_?le|login|e-?mail|surname|prenom"
    r"|first_?name|last_?name|hired|gender|sexe)[\"'`]?[ ]?[:=]"
)
_PREFIX = (
    r"(?:usr|user|u|cus|cust|cli|clt|client|pat|pt|mem|mbr|member|acct|emp|stu|sub|con"
    r"|ctc|lead|uid|adh|sal)"
)
_PREFIXED = rf"{_PREFIX}[_\-][a-z0-9]{{0,20}}\d[a-z0-9]{{2,20}}"
_SAYS = (
    r"(?:\bid|uid|user|utilisat(?:eur|rice)|client|customer|cust|compte|account|member|patient"
    r"|subscriber|contact|membre|adh[ée]rent)[\"']?[ ]?[:=]?[ ]?[\"']?"
)
_NONE = re.compile(
    r"(?:19|20)\d\d(?:[/\-](?:19|20)?\d\d)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,3}|\d+(?:\.\d+)+"
)


def _validate(text: str) -> float | None:
    if _NONE.fullmatch(text) or sum(map(str.isdecimal, text)) < 2 or len(text) < 4:
        return None
    return 0.7


_SIGNS = (
    *("user", "cust", "client", "member", "patient", "student", "employ", "staff", "contact"),
    *("account", "acct", "subscriber", "candid", "pupil", "learner", "driver", "tenant", "policy"),
    *("claim", "case", "donor", "guest", "passenger", "player", "group", "adherent", "salarie"),
    *("dossier", "contrat", "eleve", "etudiant", "abonne", "assure", "beneficiaire", "societaire"),
    *("locataire", "allocataire", "usager", "membre", "agent", "personne", "licencie", "compte"),
    *("utilisat", "sinistre", "matricule", " mrn", " ipp", " ine ", " uid", " uci", "police"),
)

RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        Form(rf"(?i)\b{_KEY}{_IS}(?P<v>{_MIXED})[\"'`]", _SIGNS, 3),
        Form(rf"(?i)\b{_KEY}>[ ]?(?P<v>{_MIXED})[ ]?<", _SIGNS, 3),
        Form(rf"(?i)<{_WHO}[ ](?:id|no|num|ref|numero)=[\"'](?P<v>{_MIXED})[\"']", _SIGNS, 3),
        Form(
            rf"(?i)\b(?:{_KEY}|id|compte|account|client"
            rf"|customer)[\"'`]?[ ]?[:=][ ]?[\"'`]?(?P<v>\d{{4,18}})[\"'`]?"
            rf"(?:[ ,]|\s{{1,12}}|,\s{{0,12}}|(?i: and ))[\"'`]?{_NAME_KEY}",
            (*_SIGNS, " id"),
            4,
        ),
        # A row of people by what else stands in it.
        Form(
            rf"(?i)\bid[\"'`]?[ ]?[:=][ ]?[\"'`]?(?P<v>(?-i:[A-Z]{{1,4}}-?\d{{3,8}}))[\"'`]?,?"
            rf"\s{{1,12}}[^\n:=]{{1,20}}[:=][^\n]{{1,60}}\n?[ \t]{{0,12}}[\"'`]?{_LIFE}",
            (" id",),
            3,
        ),
        Form(rf"(?i)\b{_SAYS}(?P<v>{_PREFIXED})\b", (*_SIGNS, " id", "user"), 2),
        Form(
            rf"(?i)[\"']{_WHO}[\"']\s?:\s?\{{\s{{0,12}}[^{{}}]{{0,60}}?[\"']"
            rf"(?:id|ref|reference|number|no|numero|confirmation|code|uid)[\"']\s?:\s?[\"']"
            rf"(?P<v>{_MIXED})[\"']",
            _SIGNS,
            3,
        ),
        Form(
            r"(?i)\b(?:uid|user_?id|account_?id|guid|utilisateur_?id)[\"']?[=:][ ]?[\"']?"
            r"(?P<v>[0-9a-f]{8,32})\b",
            ("uid", "user", "account", "guid"),
            3,
        ),
        Form(r"\bPID\|\d*\|[^|\n]{0,20}\|(?P<v>[A-Z0-9]{4,20})[\^~|]", (" pid",), 4),
    ),
    validate=_validate,
    digits=2,
    column=Column(rf"(?:{_NO}|{OWN})", CELL, beside=PEOPLE),
)

HITS = (
    ("Nom;Prénom;Né(e) le;N° licence\nRoy;Maël;04/02/2014;2 884 017 553", "2 884 017 553"),
    ("employees:\n  - id: E-10442\n    name: Ann Pillai\n    born: 1993-06-21", "E-10442"),
    ("contact_id,first,last\n8841,Heather,Price\n8842,Sanjay,Mehta", "8842"),
    ("id;nom;prenom;tel\nC-1001;Marin;Odile;", "C-1001"),
    ("MAT   ;NOM   ;PRENOM  \n00047 ;BA    ;OUSMANE ", "00047"),
    ("CAND NO | SURNAME | UCI\n3042 | GREEN | 38215B180042R", "38215B180042R"),
    ("N° ADH;NOM;PRENOM\n44812;LAMBERT;Chloé", "44812"),
    ('{"member_id": "XEA918273645", "x": 1}', "XEA918273645"),
    ('{"patientId": "PT-55120"}', "PT-55120"),
    ('{"idClient": 558201, "nomClient": "Piquet"}', "558201"),
    ("customer=cus_00912 name=", "cus_00912"),
    ("le compte de Sonia (id usr_33107) plante", "usr_33107"),
    ("<numDossier>24-SIN-0931</numDossier>", "24-SIN-0931"),
    ('<client id="CL00931"><nom>', "CL00931"),
    ("INSERT INTO clients (ref, nom, tel) VALUES ('C-9921', 'Monnier', '')", "C-9921"),
    ('{"guest": {"confirmation": "HX4418209", "x": 1}}', "HX4418209"),
    ("uid=5b10ac8d user=sbenn", "5b10ac8d"),
    ("patient_id;age;sexe\nP0441;54;F\nP0442;61;M", "P0442"),
    ("PID|1||300918274^^^CHU^PI||", "300918274"),
)
MISSES = (
    '{"id": "SKU-8841",\n "name": "Desk lamp",\n "price": 12}',
    "id;produit;prix\nA-1001;Perceuse;89\nA-1002;Scie;120",
    "id,title,year\n1011,Heat,1995\n1012,Alien,1979",
    "SELECT * FROM orders WHERE customer_id = 10234",
    "customer_id INT NOT NULL, client_id: string",
    '{"id": 88213, "title": "Buy milk"}',
    '{"product_id": "SKU-8841", "name": "Desk lamp"}',
    '<item id="row-1422">, <client id="main">',
    "client_id=your-client-id-2024",
    "user_2026, u-12, sub-menu-4",
    "nom;date\nRoy;2026-01-12",
    "Id | Name | Price\n1044 | Desk lamp | 12\n1045 | Chair | 40",
    "rank,name,score\n1,Roy,14\n2,Lee,12",
)
