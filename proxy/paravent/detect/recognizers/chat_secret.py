"""A password that somebody tells where it was asked for, tries, or sets beside a login.

*mdp du NAS ?* and on the next line *Ben : Tulipe_8812*; *jperrault / Encre!2024*; *I tried
Summit!88 and Summit!89*. The text has to speak of passwords or logins near by, and the value must
be what no word is: letters, digits and a sign, or after a speaker letters and digits.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import password

_ASKED = (
    r"(?i:mots? de passe|\bmdp|passwords?|passcode|\bpwd?\b|wi-?fi|\bwpa2?|\bcodes?\b|\blog-?ins?\b"
    r"|identifiants?|credentials?|\bacc[eè]s\b|\bcreds\b)[^\n]{0,90}\n{1,2}(?:[^\n]{1,50}\n)?"
)
_TIME = r"(?:\[?\d{1,2}[:h]\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?[ ,\-–]{0,3})"
_SPEAKER = rf"[ \t>*]{{0,3}}{_TIME}?(?:[^\n:;={{}}\"]{{1,30}}[ ]?[:>][ ]{{1,2}}|[\-–—•>][ ])"
_WELL = r"(?:[a-zà-ÿA-Z'’]{1,10},? ){0,6}:? ?"
_ANY = r"[^\s\"'`<>«»“”;,/]"
_LAST = r"[^\s\"'`<>«»“”;,.:)\]}…*/?]"
_SIGN = r"[!#@$%&*+=_\-]"
_STRONG = (
    rf"(?:{_ANY}{{0,30}}[A-Za-z]{_ANY}{{0,12}}{_SIGN}{_ANY}{{0,20}}\d(?:{_ANY}{{0,12}}{_LAST})?"
    rf"|{_ANY}{{0,30}}\d{_ANY}{{0,20}}{_SIGN}{_ANY}{{0,20}}{_LAST}"
    rf"|{_ANY}{{0,20}}[A-Za-z]{_ANY}{{0,12}}\d{_ANY}{{0,12}}{_SIGN})"
)
_WEAK = rf"(?:{_STRONG}|[A-Za-z][A-Za-z\-]{{2,20}}\d{{2}}[A-Za-z0-9!]{{0,20}})"
_SIGNED = (
    rf"{_ANY}{{0,24}}[A-Za-z]{_ANY}{{0,12}}\d{_ANY}{{0,12}}[!#$&*+]"
    rf"|{_ANY}{{0,24}}[A-Za-z]{_ANY}{{0,12}}[!#$&*+]{_ANY}{{0,12}}\d{_ANY}{{0,8}}"
)
_USER = r"[\w.@+\-]{3,40}"
_END = r"(?:[\s,;!?)»\"']|\.(?:\s|$)|$)"
_TRIED = (
    r"(?i:essay[ée]e?s?|tent[ée]e?s?|test[ée]e?s?|tap[ée]e?s?|saisie?s?|tried|typed|entered|used"
    r"|set (?:it|mine|this|that)? ?to)"
    r" (?i:avec |with |both |even |aussi |le |mon )?[\"'«]?"
)
_AND = r"[\"'»]?,? (?i:et|puis|ou|and|then|or|ensuite)(?i: puis| then| even| aussi)? [\"'«]?"
_DOORS = r"(?:gate|door|alarm|safe|garage|lobby|garden|back door|cellar|shed)"
_SAID = (
    *("mot de passe", "mots de passe", "mdp", "passw", "passcode", "pwd", " pw ", "wifi", "wi-fi"),
    *(" wpa", " code ", " codes ", " login", "log-in", "identifiant", "credential", " acces "),
    " creds ",
)
_WORDS = _SAID[:8]
_NONE = re.compile(
    r"(?i)(?:\d+[.:/\-h]\d.*|\d{1,2}-[a-z]+|v\d.*|[a-z]{1,4}-?\d{1,2}|.*\.(?:[a-z]{2,4}|com"
    r"|org)|https?:.*|.*@.*\..*"
    r"|(?:utf|iso|sha|md|wpa|tls|http|oauth|aes|rsa|gpt|llama|claude|python|node|npm|java|windows"
    r"|ubuntu|debian|macos|ios|android|chrome|firefox|safari|edge|office|covid|section|page|step)"
    r"[\-_ ]?v?\d.*|\d+(?:%|°)?|[#@]\w+|.*[(){}\[\]|\\].*|--?\w.*|[A-Z]{1,5}-\d+)"
)


def _validate(text: str) -> float | None:
    if len(text) < 6 or _NONE.fullmatch(text):
        return 0.8 if re.fullmatch(r"(?!20[0-4]\d$)\d{3,8}[#*]?", text) else None
    judge = password.RECOGNIZER.validate
    score = judge(re.sub("(?i)change", "", text)) if judge else None  # Changeme!2023 is one here
    return None if score is None or score < 0.5 else 0.8


RECOGNIZER = Recognizer(
    password.PASSWORD,
    patterns=(
        Form(rf"{_ASKED}{_SPEAKER}{_WELL}(?P<v>{_WEAK}){_END}", _SAID),
        Form(rf"{_ASKED}{_SPEAKER}{_WELL}{_USER}[ ]?[/|][ ]?(?P<v>{_WEAK}){_END}", _SAID),
        Form(
            r"(?i:\b(?:identifiants?|log-?ins?|acc[eè]s|credentials?|creds|connexion|comptes?"
            r"|accounts?"
            rf"|wi-?fi)\b)[^\n:=]{{0,25}}[:=][ ]?{_USER}[ ]?[/|][ ]?(?P<v>{_WEAK}){_END}",
            ("identifiant", "login", " acces ", " cred", "connexion", "compte", "account", "wifi"),
            1,
        ),
        Form(
            r"(?i:\b(?:mots? de passe|mdp|passwords?|passcode|pwd?|wi-?fi|log-?in"
            r"|creds)\b)[^\n]{0,60}"
            rf"(?:[\"»”][^\n\"«“]{{1,25}}[\"«“] ?|\? *[—–\-]+ *)(?P<v>{_WEAK}){_END}",
            _SAID,
        ),
        # With a sign that no word has, wherever the sentence puts it.
        Form(
            r"(?i:\b(?:mots? de passe|mdp|passwords?|passcode|pwd?)\b)[^\n]{1,80}?[ (:\"'«]"
            rf"(?P<v>{_SIGNED}){_END}",
            _WORDS,
        ),
        Form(
            rf"(?i:(?:^|[\s:(])(?:admin(?:istrat(?:eu|o)r)?|root|guest|pi"
            rf"|user) ?/ ?)(?P<v>{_WEAK}){_END}",
            ("admin", "root", "guest", " pi ", "user"),
        ),
        Form(rf"\b{_TRIED}(?P<v>{_STRONG}){_END}", _SAID, 1),
        Form(rf"\b{_TRIED}{_STRONG}{_AND}(?P<v>{_STRONG}){_END}", _SAID, 1),
        Form(
            r"(?i:\b(?:mots? de passe|mdp|passwords?|passcode|pwd?)"
            r"(?: (?:provisoire|temporaire|initial|actuel|par d[ée]faut|admin|temp|default|new|old"
            rf"|current|is|est))?) [\"'«]?(?P<v>{_STRONG}){_END}",
            _WORDS,
        ),
        Form(
            r"(?i:\b(?:mots? de passe|mdp|passwords?|pwd?)\b)[^\n]{1,80}\b(?i:celui|celle"
            r"|the one|that)"
            rf" (?i:du |de |de la |de l['’]|des |d['’]|pour |for |of )[^\n]{{2,25}}? "
            rf"(?i:est |is |c['’]est |= ?|: ?)?(?P<v>{_STRONG}){_END}",
            _WORDS,
        ),
        Form(
            r"(?i:\b(?:passwords?|pwd?|mots? de passe|mdp) (?:for|pour|of|de) )\S{2,40}"
            rf"(?i: (?:to|is|est|=|à|:)) [\"'«]?(?P<v>{_STRONG}"
            rf"|[A-Za-z]{{4,20}}\d{{1,6}}[!?#*]){_END}",
            _WORDS,
        ),
        Form(
            r"(?i:\b(?:wi-?fi|r[ée]seau|network|ssid)\b)[^\n]{1,60}?\b(?i:cl[ée]|key|code|pass|mdp"
            rf"|password|mot de passe)(?i: (?:is|est))? ?:? (?P<v>{_WEAK}){_END}",
            ("wifi", "wi-fi", "reseau", "network", "ssid"),
            1,
        ),
        Form(
            r"(?i:\bcodes?\b[^\n]{2,60}\b(?:alarme|portail|portillon|porte|garage|cave|coffre"
            r"|cadenas|hall))"
            rf"(?i: est)? ?:? (?P<v>\d{{4,8}}[#*]?){_END}",
            ("code",),
            4,
        ),
        Form(
            r"(?i:\bpin (?:for|of|de|du|pour) [^\n:\d]{2,30}(?::| is| est) ?)(?P<v>\d{4,8})\b",
            (" pin",),
            4,
        ),
        Form(
            rf"(?i:\b{_DOORS}\b[^\n]{{0,12}}\bcode\b[^\n]{{2,40}}\b{_DOORS}(?:['’]s| is| one is)?"
            rf"|\bcode\b[^\n]{{2,40}}\bthe {_DOORS}(?:['’]s| is)) (?P<v>\d{{3,8}}[#*]?){_END}",
            ("code",),
            3,
        ),
    ),
    validate=_validate,
)

HITS = (
    ("[10:11] Lou : c'est quoi le mdp du NAS ?\n[10:12] Ben : Tulipe_8812", "Tulipe_8812"),
    ("[14:02] Théo : t'as le code du coffre ?\n[14:03] Inès : oui c Girafe!2209", "Girafe!2209"),
    ("[09:12] mo: whats the wifi pw\n[09:12] tess: PurpleOtter_77", "PurpleOtter_77"),
    ("mo: and the admin login?\ntess: tgreenwood / Changeme!2023", "Changeme!2023"),
    ("Lou : t'as le code wifi ?\nBen : oui c'est brise-marine44", "brise-marine44"),
    ("- le login de l'imprimante ?\n- jperrault / Encre!2024", "Encre!2024"),
    ("whats the netflix pw again? — hunter-moon-88 lol", "hunter-moon-88"),
    ('Julie "le mdp admin stp" / Rémi "Cactus&Rose7"', "Cactus&Rose7"),
    ("oublié son mdp, je lui ai remis Bienvenue2025!, à changer", "Bienvenue2025!"),
    ("> the share password?\n> Dune-1984-Arrakis\n", "Dune-1984-Arrakis"),
    ("Le routeur : admin / Zx81-Sinclair (à noter)", "Zx81-Sinclair"),
    ("Accès extranet : claire.mv / Hortensia#9", "Hortensia#9"),
    ("j'ai essayé Vosges-88! puis Vosges-89! comme mot de passe", "Vosges-88!"),
    ("j'ai essayé Vosges-88! puis Vosges-89! comme mot de passe", "Vosges-89!"),
    ("login blocked, tried Summit!88 and Summit!89", "Summit!89"),
    ("— mot de passe provisoire Rive#gauche12", "Rive#gauche12"),
    ("mdp de la boite = Fougere77 et celui du NAS N4s-salon!", "N4s-salon!"),
    ("wifi: GuestNet / lemonade-stand-55", "lemonade-stand-55"),
    ("set password for anne.lt to Marguerite9!", "Marguerite9!"),
    ("le wifi du gîte : réseau Mas, clé olivier1887", "olivier1887"),
    ("code du portail 2580, alarme 9917", "9917"),
    ("PIN for the debit card: 4418", "4418"),
    ("I set it to Tortoise!55 but my password fails", "Tortoise!55"),
    ("the gate code's 4471# and the alarm is 7720", "7720"),
)
MISSES = (
    "Lou : c'est quoi le mdp le plus utilisé ?\nBen : sûrement azerty !",
    "forgot the password?\nSam: use Windows-11 or Office365",
    "j'ai essayé npm-10 puis python-3.12, mot de passe oublié",
    "tried 2.4.1 and 2.4.2, password still wrong",
    "login ?\n- les deux / au choix",
    "the code?\nBob: see utils-2.py or page-12",
    "password required\n10:15: step-2 done",
    "code postal 44000, alarme 2026",
    "network security key concepts",
    "the password column is VARCHAR(64) & costs $12, C# 12!",
    "admin / user / guest roles, user / 24 hours",
    "access code\nJo: chapter 4 / 12",
    "code review?\nAnn: JIRA-4418 is merged",
)
