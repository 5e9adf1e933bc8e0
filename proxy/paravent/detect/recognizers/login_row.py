"""The name somebody logs in with, in a table or a record of people.

A column *login* beside one of names, or a field *login* beside one of a name, holds whatever an
administrator made of a name (``tle``, ``xbarry-ext``): no form of it tells, its place does.
"""

from __future__ import annotations

from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.recognizers import handle, user_name

_NAME = r"[A-Za-z][A-Za-z0-9._\-]{1,30}"
_FIELD = (
    r"(?:login|user(?:[ _]?name)?|utilisateur|identifiant|sam_?account_?name|uid|nom_utilisateur)"
)
_PERSON = (
    r"(?:nom(?:_?complet)?|pr[ée]nom|(?:full|first|last|display|real)_?name|name|full|surname"
    r"|e-?mail|mail|gecos)"
)
_NEEDS = ("login", "user", "utilisateur", "identifiant", "account", " uid")
_IS = r"[\"']?[ ]?[:=][ ]?[\"']?"

RECOGNIZER = Recognizer(
    handle.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?im)^[ \t]*(?:- )?[\"']?{_FIELD}{_IS}(?P<v>{_NAME})[\"']?,?\n"
            rf"[ \t]*[\"']?{_PERSON}{_IS}\S",
            _NEEDS,
        ),
        Form(
            rf"(?im)^[ \t]*(?:- )?[\"']?{_PERSON}{_IS}[^\n]{{2,60}}\n"
            rf"[ \t]*[\"']?{_FIELD}{_IS}(?P<v>{_NAME})[\"']?,?$",
            _NEEDS,
        ),
    ),
    validate=user_name.RECOGNIZER.validate,
    # What is called an identifier may be a thing's, unless a first name stands beside it.
    column=Column(
        r"identifiant|utilisateur|uid|compte|account|login|user",
        _NAME,
        needs=("identifiant", "utilisateur", " uid", "compte", "account", "login", "user"),
        beside=r"full|full ?name|nom complet|nom prenom|prenom nom|prenom|first ?name|last ?name"
        r"|surname|display ?name|real ?name|employee|e-?mail",
    ),
)

HITS = (
    ('  - login: xbarry-ext\n    nom: "Barry, Xavier"', "xbarry-ext"),
    ("- username: ngreer\n  name: Nora Greer", "ngreer"),
    ('{\n"login": "ptran",\n"nom": "Tran"\n}', "ptran"),
    ("nom: Le Bertrand\nlogin: ble\n", "ble"),
    ("login,full,ext\nawolde,Abebech Wolde,0417\ntle,Le Thanh,0431", "tle"),
    ("identifiant;prenom;nom\ndsow;Demba;Sow\nmroux;Maé;Roux", "dsow"),
)
MISSES = (
    "identifiant;nom;type\nmistral_web;Le Chat;web\ngroq;Groq;api",
    "login: required\npassword: required",
    "user: User\nname: String",
    "login;date;duree\nadmin;2026-01-02;12",
    "compte;libelle;montant\n512000;Banque;12",
    "username: admin\nname: Administrator",
    "name: build\nuser: root\n",
)
