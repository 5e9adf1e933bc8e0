"""The name somebody logs in with: after ``login``, in a path, before ``@host``, in a log, a chat.

Names of everybody (``root``, ``ubuntu``, ``user``), types, variables and words about logging in are
none. Where nothing but a space stands between, only what is no word counts: a digit, a dot or an
underscore in it, or a beginning that no word has (an initial before a surname: ``jkowalczyk``).
"""

from __future__ import annotations

import re

from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.recognizers import handle

_NAME = r"[A-Za-z][A-Za-z0-9._\-]{1,30}[A-Za-z0-9]"
# What a password looks like behind a login: Changeme!2023, Bzh_Kouign29, 7Chats?
_BEHIND = (
    r"[A-Za-z0-9]{1,20}[!@#$%&*+?][A-Za-z!@#$%&*_+?]{0,20}[0-9]"
    r"|[A-Z][A-Za-z]{1,20}_[A-Za-z]{0,20}[0-9]|[A-Za-z]{2,20}[0-9]{1,8}[!@#$%&*+?]"
)
_MARKED = r"[A-Za-z](?:[A-Za-z\-]{0,24}[0-9._][A-Za-z0-9._\-]{0,20}[A-Za-z0-9]|[A-Za-z\-]{4,24}\d)"
_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
_WORDS_BEGIN = """
    bl br by ch cl cr ct cy cz dr dh dw dy dj fl fr fj fy gh gl gn gr gw gy hy kh kl kn
    kr kw ky ll ly mc mn mr my ng ny pf ph pl pn pr ps pt py rh ry sc sf sh sk sl sm sn
    sp sq sr st sv sw sy sz sg th tr ts tw ty tc vl vr vy wh wr wl wy xy zh zw zy
"""  # with two consonants
_NO_WORD = "|".join(
    f"{first}{second}"
    for first in _CONSONANTS
    for second in _CONSONANTS
    if f" {first}{second}" not in _WORDS_BEGIN
)
_INITIAL = rf"(?:{_NO_WORD})[a-z]{{3,20}}"
_KEY = (
    r"(?:[a-z]{1,12}_)?user(?:[ _]?(?:name|id))?|login|utilisateur|identifiant|pseudo(?:nyme)?"
    r"|nom d'utilisateur|screen[ _]?name"
)
_SAID = r"login|user(?:[ _]?name)?|utilisat(?:eur|rice)|identifiant|pseudo(?:nyme)?|compte|account"
_DOES = (
    r"(?:assignees?|assigned[_ ]to|reporter|watchers?|reviewers?"
    r"|(?:created|updated|requested|approved|opened|closed|modified)[_ ]by)"
)
_ACTS = (
    r"(?i:(?:m['’ ]?a|nous a|t['’]a|lui a|leur a|vous a)(?: pas)? (?:[a-zà-ÿ]{3,8} )?"
    r"(?:envoy[ée]|[ée]crit|r[ée]pondu|dm|mp|bloqu[ée]e?|tagu[ée]e?|demand[ée]|dit|contact[ée]e?"
    r"|menac[ée]e?|insult[ée]e?|propos[ée]|ajout[ée]e?)"
    r"|(?:just )?(?:messaged|dm['’]?e?d|texted|told|blocked|tagged|harassed"
    r"|(?:un)?followed|added) (?:me|us|him|her|them))"
)
_ACTED = (
    *(
        "m'a ",
        "m’a ",
        "nous a ",
        "vous a ",
        "lui a ",
        "leur a ",
        "t'a ",
        "messaged",
        " dm",
        "texted",
        " told ",
        "blocked",
        "tagged",
        "harass",
    ),
    *("followed", " added "),
)
_ENDS = r"(?:[\s,;&|)}\]]|$)"
_REMOTE = r"\b(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id)\b[^\n]{0,80}?[ ]"
_KEYS = ("user", "login", "utilisat", "identifiant", "pseudo", "screen name", "screen_name")
_EVERYBODY = re.compile(
    r"(?i)(?:admin(?:istrat(?:or|eur))?|root|ubuntu|debian|postgres|mysql|mongo|redis|sa|app|web"
    r"|www|www-data|node|nginx|apache|runner|vagrant|jovyan|vscode|circleci|travis|jenkins|docker"
    r"|git|gitlab|github|pi|ec2-user|centos|fedora|oracle|deploy|service|system|daemon|nobody"
    r"|(?:chat)?gpt[\w\-]{0,8}|claude|gemini|copilot|llama|mistral|guest|public|shared|default|anonymous|me|you|bot|dev|prod|staging|local|localhost)\d{0,3}"
    r"|(?:user|utilisateur|test|demo|foo|bar|baz|exemple|example|sample|votre|your|my|mon|nom|name"
    r"|nouveau|new|some|j(?:ohn|ane)[._]?doe|toto|alice|bob)[\w.\-]*"
)
_WORD = re.compile(
    r"(?i)(?:str(?:ing)?|text|varchar|char|int(?:eger)?|number|bool\w*|any|object|null|none|nil"
    r"|undefined|true|false|required|requis|optional|unique|email|e-mail|mail|password|passwd|pass"
    r"|id|uuid|login|logout|username|content|data|value|values|type|types|model|models|assistant"
    r"|role|roles|form|page|button|bouton|connexion|connecte\w*|ok|failed|error|erreur|invalid"
    r"|inconnu|unknown|not|is|has|are|was|the|est|sont|doit|peut|actif|active|inactive|and|et|or|ou"
    r"|requests?|response|self|this|current\w*|props|state|params|query|body|session|config|env"
    r"|process|settings|agent|guide|interface|input|output|field|fields|profile|profil|info|infos"
    r"|list|get|set|add|create|update|delete|click|submit|placeholder|label|title|first|last"
    r"|read|write|feature|function|const|let|var|new|schema|reader|writer|editor|viewer|owner|member|manager)"
    r"|.*\.(?:com|fr|net|org|gouv|gov|io|js|ts|py|rb|go|php|png|jpe?g|gif|pdf|html?|md|json"
    r"|ya?ml|csv|txt|sql)"
    r"|.*\.(?:name|id|email|user(?:name)?|login|password|value|get|data|find|create|objects|props)"
    r"|(?:self|this|request|req|res|user|os|process|settings|config|form|session|data)\..*"
    r"|[a-z]+_(?:id|name|key|data|list|count|type|agent|role|model|service|email|login|input)"
)


def _validate(text: str) -> float | None:
    name = text.lstrip("@/").removeprefix("u/")
    return None if _EVERYBODY.fullmatch(name) or _WORD.fullmatch(name) else 0.7


RECOGNIZER = Recognizer(
    handle.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?i)\b{_DOES}[\"'`]?[ ]?[:=][ ]?[\"'`]?(?P<v>{_INITIAL}|{_MARKED})[\"'`]?{_ENDS}",
            ("assign", "report", " by", "_by", "review", "watch"),
        ),
        Form(
            rf"(?i)\b(?:{_KEY})[\"'`]?\]?[ ]?(?::|={{1,2}}|=>)[ ]?[\"'`](?P<v>{_NAME})[\"'`]",
            _KEYS,
        ),
        Form(
            rf"(?i:\b(?:{_KEY})) ?[:=] ?(?P<v>{_MARKED}|{_INITIAL}){_ENDS}",
            _KEYS,
        ),
        Form(rf"(?m)^(?:[A-Z]+_)?USER(?:NAME)?=(?P<v>{_NAME})$", ("user=", "username=")),
        Form(
            rf"(?i:\b(?:{_SAID})(?: (?:discord|twitch|steam|slack|ssh|windows|mac|est|is|:))?)"
            rf" [\"'`«]?(?P<v>{_MARKED}|{_INITIAL})[\"'`]?{_ENDS}",
            (*_KEYS, "compte", "account"),
        ),
        Form(
            r"(?i:\b(?:login|user(?:name)?|utilisat(?:eur|rice)|identifiant|compte|account)) "
            rf"(?P<v>[a-z]{{2,20}}-(?:ext|adm|admin|stg|tmp|presta|int|ctr|svc|guest|pro)){_ENDS}",
            (*_KEYS, "compte", "account"),
        ),
        Form(
            rf"(?i:\b(?:login|user(?:name)?|utilisat(?:eur|rice)|identifiant)) (?P<v>{_NAME})"
            r"(?i:,? (?:et |and )?(?:(?:le |the )?mot de passe|mdp|password|pass|pwd)\b)",
            ("mot de passe", "mdp", "passw", " pass ", "pwd"),
        ),
        Form(
            rf"(?m)(?:^|[:>(] ?|[ ])(?P<v>[a-z][a-z0-9._\-]{{3,24}}) ?[/|] ?(?:{_BEHIND})",
            (
                "login",
                "logon",
                "mot de passe",
                "mdp",
                "passw",
                "identifiant",
                "vpn",
                "acces",
                "access",
            ),
        ),
        Form(
            rf"(?:/home/|/Users/|\b[A-Za-z]:\\{{1,2}}Users\\{{1,2}})(?P<v>{_NAME})",
            ("/home/", "users/", "users\\"),
        ),
        Form(rf"(?:^|[^\w/.])(?P<v>/?u/{_MARKED})", (" u ",)),
        Form(rf"{_REMOTE}(?P<v>{_NAME})@[\w\[]", ("ssh", "scp ", "sftp", "rsync", "mosh")),
        Form(
            rf"(?i)\b(?:failed|accepted|invalid|opened|closed|failure)\b[^\n]{{0,30}}?\b(?:for"
            rf"|user)"
            rf" (?:user )?(?P<v>{_NAME}) (?:from|by) [\d(\[:]",
            ("fail", "accepted", "invalid", "opened", "closed"),
        ),
        Form(
            rf"(?i)(?:^|[:\]|] )(?P<v>{_NAME}) (?:logged|signed) (?:in|on|out) (?:from|via)\b",
            ("logged", "signed"),
        ),
        Form(rf"\bcurl [^\n]{{0,120}}?(?:-u|--user) ?[\"']?(?P<v>{_NAME}):", ("curl",)),
        Form(
            rf"(?i)\b(?:log|logged|sign|signed|connect[ée]e?|connecter)(?: in| on)? (?:as"
            rf"|en tant que|sous)"
            rf" [\"'`«]?(?P<v>{_MARKED}|{_INITIAL})[\"'`]?{_ENDS}",
            (" log", " sign", "connect"),
        ),
        # Beside what it opens: jperrault / Encre!2024, where a login was asked for.
        Form(
            r"(?i:\blog-?ins?\b|identifiants?|credentials?|\bacc[eè]s\b"
            r"|\bcreds\b)[^\n]{0,90}\n{1,2}"
            r"(?:[^\n]{0,50}?[:>•\-–—] )?(?P<v>[A-Za-z][\w.\-]{3,30}) ?/ ?"
            r"[^\s/]{0,20}(?:[A-Za-z][^\s/]{0,20}[\d!#@$%&*_]|\d[^\s/]{0,20}[A-Za-z])",
            ("login", "log-in", "identifiant", "credential", " acces ", " creds "),
        ),
        Form(
            r"(?i:\b(?:log-?ins?|identifiants?|credentials?|acc[eè]s|creds))[^\n:=]{0,25}[:=] ?"
            rf"(?P<v>{_MARKED}|{_INITIAL}"
            rf"|[a-z]{{4,20}}) ?/ ?[^\s/]{{2,30}}[\d!#$%&*_@][^\s/]{{0,20}}",
            ("login", "log-in", "identifiant", "credential", "acces", "creds"),
        ),
        Form(
            rf"(?i:\b(?:passwords?|mots? de passe|mdp) (?:for|pour|of|de)) (?P<v>{_MARKED}"
            rf"|{_INITIAL})"
            r"(?i: (?:to|is|est|=|à|:))",
            ("passw", "mot de passe", "mots de passe", "mdp"),
        ),
        Form(rf"://(?P<v>{_NAME}):[^\s/\"'`<>@]{{1,128}}@", ("://",)),
        Form(rf"[\da-f] - (?P<v>{_NAME}) \[\d\d/", (" - ",)),
        # Who does what only a person does: lulu_du_33 m'a envoyé ça.
        Form(
            rf"(?:^|[\s(\"«“])(?P<v>[A-Za-z]{{2,20}}(?:[._][A-Za-z]{{1,14}}){{0,3}}[._]?\d{{1,4}})"
            rf"[\"»”]? {_ACTS}",
            _ACTED,
        ),
        # Somebody speaks in a chat.
        Form(
            rf"(?m)^\[?\d{{1,2}}:\d\d(?::\d\d)?\]? (?P<v>@{_NAME})[ :]",
            ("@",),
        ),
        Form(rf"(?m)^(?P<v>@{_MARKED})(?: ?: | )[+\da-zà-ÿA-Z]", ("@",)),
    ),
    validate=_validate,
    column=Column(
        r"login|log in|user ?name|nom d'utilisateur|pseudo|sam ?account ?name",
        r"[A-Za-z][A-Za-z0-9._\-]{1,30}",
        needs=("login", "log in", "user", "nom d", "pseudo", "account"),
        beside=r"name|nom|full|full ?name|prenom|first ?name|display ?name|e-?mail",
    ),
)

HITS = (
    ("2a01:e0a:3c2::1b - jmarchand [11/Nov/2026:07:55:31 +0100]", "jmarchand"),
    ("login;nom;poste\nsvidal;Vidal Sonia;12\nble;Le Bertrand;14", "ble"),
    ("login jbarre-adm bloqué depuis", "jbarre-adm"),
    ("lulu_du_33 m'a envoyé ça sur insta", "lulu_du_33"),
    ("hier kev.in_77 nous a bloqués", "kev.in_77"),
    ("so rose_gold.91 just dm'd me this", "rose_gold.91"),
    ("[14:03] T : le login VPN ?\n[14:05] I : mleclerc / Bzh_Kouign29", "mleclerc"),
    ("admin login for the printer\n[09:15] tess: tgreenwood / Changeme!2023", "tgreenwood"),
    ("Mon identifiant est smarchetti2, merci", "smarchetti2"),
    ('"assignee": "jpark", "x": 1', "jpark"),
    ("created_by: hana.k9", "hana.k9"),
    ("user=rdesjardins ip=10.0.0.4 ok", "rdesjardins"),
    ("login : p.mercadal", "p.mercadal"),
    ("where login = 'ines.k'", "ines.k"),
    ('{"user": "lumen_42"}', "lumen_42"),
    ("son login gvasseur, à réinitialiser", "gvasseur"),
    ("DB_USER=vtremblay\nDB_SECRET=", "vtremblay"),
    ("utilisateur solene, mot de passe oublié", "solene"),
    ('File "/home/hbrossard/app/main.py"', "hbrossard"),
    ("at /Users/pfontaine/src/a.ts:4", "pfontaine"),
    ("C:\\Users\\mlegoff\\Documents", "mlegoff"),
    ("find me as u/tansy_brook on Reddit", "u/tansy_brook"),
    ("ssh admin-vb@51.68.1.2", "admin-vb"),
    ("postgres://compta:Zk8-pomme@db/x", "compta"),
    ("81.2.69.142 - tlacroix [03/Apr/2026:10:01:22 +0200]", "tlacroix"),
    ("[09:12] @maud.lb quelqu'un a le code ?", "@maud.lb"),
    ("@rui_silva tu viens ?", "@rui_silva"),
    ("@tante.jo : non merci", "@tante.jo"),
    ("login failed for user 'kchapman' from here", "kchapman"),
    ("mon identifiant est cgaillard4", "cgaillard4"),
    ("login failed for hlefort from 91.174.22.8", "hlefort"),
    ("le login de Marc ?\n[14:05] Inès : mleclerc / Bzh_Kouign29", "mleclerc"),
    ("tried to log in as mo_bena", "mo_bena"),
    ("curl -u ednash:Gr8Lakes https://x.example.com", "ednash"),
    ("audit: ednash logged in from 203.0.113.77", "ednash"),
    ("Accès extranet : claire.mv / Hortensia#9", "claire.mv"),
    ("mon pseudo discord hibou_gris35", "hibou_gris35"),
)
MISSES = (
    "login;date;duree\nsvidal;2026-01-02;12",
    "service.py m'a renvoyé une erreur, www.site.fr m'a demandé un mot de passe",
    "GPT4 told me the answer, chatgpt4 m'a dit non",
    "send_mail told me the port is closed",
    "access: read / write-2, login and/or SSO",
    "login page2 / step_3 of 4",
    '"assignee": "support"',
    "assigned to: sales",
    "username: admin, login: root",
    "Le login est obligatoire, l'utilisateur doit le saisir.",
    "the login page, the user profile, the account settings",
    "user: User;\nlogin: string;",
    "user = request.user\nlogin = form.login",
    "const user = await prisma.user.findUnique({ where: { id } })",
    '{"role": "user", "content": "Hello"}',
    "/home/user/project, /Users/username/x, /home/ubuntu/app",
    "ssh root@192.168.1.4 puis ssh user@host",
    "postgres://user:password@localhost/db",
    "@dataclass\nclass User:",
    "@pytest.mark.parametrize",
    "select * from users where user = 'test'",
    "GET /u/1/inbox",
    "login failed, login ok, user inconnu",
    "def f(user=user, login=None):",
    "login page?\nsee src/app / v2",
    "build failed for module from cache",
)
