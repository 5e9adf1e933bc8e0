"""A password or a code that opens something, after the word that says so, in French or English.

Talk about passwords ("password reset", "mot de passe oublié"), forms, types and variables hold
none. A word of letters alone counts only beside a login, a network or an account.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.stand_ins import is_code, is_stand_in

_WORD = (
    r"(?:mots?[ _]?de[ _]?passe|\bmdp|password|passwd|passphrase|\bpwd?|(?:_|\b)pass(?:code)?"
    r"|passwort|kennwort|contrase[nñ]a|wachtwoord|\bsenha|phrase (?:secr[eè]te|de passe)"
    r"|cl[ée] (?:du )?(?:wi-?fi|wpa2?)|(?:wi-?fi|wpa2?) (?:key|pass)|code (?:du )?wi-?fi)"
)
_OF = (
    r"(?:[ _\-](?:wi-?fi|admin\w*|root|temporaire|provisoire|actuel\w*|initial|perso\w*|pro"
    r"|ma[iî]tre|de|du|des|la|le|les|pour|mon|ma|son|sa|ton|ta|votre|compte|session|messagerie|box"
    r"|e?-?mail|gmail|client|ftp|ssh|sql|base|bdd|db|smtp|imap|sftp|wordpress|espace|portail"
    r"|ordinateur|pc|mac|windows|chez|sur|for|of|the|my|his|her|new|old|nouveau|ancien|current|user"
    r"|utilisateur|app|application|account|temp\w*|default|fr|en"
    r"|(?:d[eu]|pour|for|of) (?:la |le |les |l'|the |notre |our )?[\w'’\-]{3,20}"
    r"(?: [\w'’\-]{3,20})?|(?-i:[A-Z][\w.]{1,20}))){0,5}"
    r"(?: ?\([^()\n]{1,30}\))?"
)
_IS = r"[\"'`*]{0,3}\s{0,2}(?:=>|→|->|:)\s{0,4}(?:[\"'`*«“]{1,2} ?)?"
_SET = r"[\"'`]?\]?\s{0,2}(?:={1,3}|:=)\s{0,3}[\"'`]?"
_PLAIN = r"(?:mots?[ _]?de[ _]?passe|\bmdp|\bpassword|\bpasswort|code wi-?fi)"
_SAYS = (
    r" (?:est|is|sera|was|to|devient|c'est)(?: (?:now|maintenant|bien|toujours))? ?:? ?[\"'`«“]? ?"
)
_END = r"[^\s\"'`<>«»“”;.,:)\]}…*]"
_VALUE = rf"(?P<v>[^\s\"'`<>«»“”;]{{3,63}}{_END})"
_MARKED = rf"(?P<v>[^\s\"'`<>«»“”;]{{0,40}}[\d@#$%&+=_!](?:[^\s\"'`<>«»“”;]{{0,40}}{_END})?)"
_BESIDE = rf"(?P<v>[A-Za-z@#$!&][^\s\"'`<>«»“”;,]{{2,40}}\d(?:[^\s\"'`<>«»“”;,]{{0,20}}{_END})?)"
_DOOR = (
    r"(?:de |du |d'|de la |de l'|des )?(?:porte|portail|immeuble|entr[ée]e|acc[eè]s|alarme|garage"
    r"|appartement|coffre(?:-fort)?|verrouillage|d[ée]verrouillage|carte|v[ée]rification"
    r"|validation|confirmation|s[ée]curit[ée])"
)
_CODE = (
    rf"(?i)\b(?:code (?:pin|secret|confidentiel|parental|sms|otp|2fa|{_DOOR})|digicode|pin code"
    r"|alarme?[ :]{1,3}code|bo[iî]te [àa] cl[ée]s?|otp"
    r"|(?:verification|access|alarm|gate|door|entry) code)"
    r"(?:[^\d\n:=]{0,30}(?:[:=]|\b(?:est|is|was)\b)(?: le)?)?[ ]?[\"'`«]?[ ]?"
    r"(?P<v>[A-Z*#]?\d{4,8}[A-Z*#]?|\d{2,5}[A-Z]\d{0,5})\b"
)
_PAIR = (
    r"(?i)\b(?:identifiants?|logins?|acc[eè]s|credentials?|connexion|auth)[ ]?[:=][ ]?"
    r"[\w.@+\-]{2,60}[ ]?[/|:,][ ]?"
    r"(?P<v>[^\s\"'`<>«»;/]{0,40}(?:[A-Za-z!@#$%&*][^\s\"'`<>«»;/]{0,10}\d|\d[^\s\"'`<>«»;/]{0,10}"
    rf"[A-Za-z!@#$%&*])(?:[^\s\"'`<>«»;/]{{0,40}}{_END})?)"
)
_AFTER_LOGIN = (
    r"(?i)\b(?:user|login|utilisateur|identifiant)[ :]{1,3}[\w.@\-]{2,60}[, /]{1,3}(?:et |and )?"
    rf"(?:pass|pwd) {_BESIDE}"
)
_PHRASE = (
    r"(?i)\b(?:seed(?: phrase)?|phrase (?:de r[ée]cup[ée]ration|secr[eè]te|mn[ée]monique|de passe)"
    r"|recovery phrase|mnemonic|passphrase)[\"']?(?: \([^()\n]{1,30}\))?[ ]?[:=]\s{0,3}[\"'`«]?[ ]?"
    r"(?P<v>[a-zà-ÿ]{3,12}(?:[ ,\-]{1,2}[a-zà-ÿ]{3,12}){3,23})"
)
_SAID = (
    *(
        "mot de passe",
        "mots de passe",
        "mot_de_passe",
        "motdepasse",
        "mots_de_passe",
        "mdp",
        "passw",
    ),
    *(
        " pass ",
        "passphrase",
        "passcode",
        "pwd",
        " pw ",
        "kennwort",
        "contrase",
        "wachtwoord",
        " senha",
    ),
    *("phrase secret", "phrase de passe", "wifi", "wi-fi", "wpa"),
)
_RATHER = (
    r"(?: [a-zà-ÿ']{1,12}){0,2} (?:c'[ée](?:tait|st)|[ée]tait|(?:although|but|though|even though) i"
    r" (?:have )?(?:set|used|typed|entered)|(?:i|we) (?:set|used|typed|entered)(?: is| was)?) "
)
_BETWEEN = (
    r"(?P<v>[^\s\"'`<>«»“”;,]{0,40}[A-Za-z][^\s\"'`<>«»“”;,]{0,20}[#@$%&+=_!\-*]"
    rf"[^\s\"'`<>«»“”;,]{{0,20}}\d(?:[^\s\"'`<>«»“”;,]{{0,20}}{_END})?)"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[\-'’/.,&|][^\W\d_]*)*")
_NOT_ONE = re.compile(
    r"(?i)(?:string|str|text|varchar|required|requis\w*|obligatoire|none|null|nil|true|false|hidden"
    r"|undefined|empty|vide|oubli[ée]e?|forgot\w*|perdu|lost|voir|idem|same|inconnu|unknown|n/a"
    r"|optional|any|object|bytes|char|secretstr|credentials?|password\w*|passwd|pass|pwd|mdp|mot"
    r"|motdepasse|\w*password|\w*pwd)[!?,.]*"
    r"|-.*|![01].*|[$@%:#][A-Za-z_]+|[\^\[(?].*|\d{1,3}[\-+/]\d{0,3}|.*\\[dwWs].*"
    r"|(?:sha|md|wpa|bcrypt|argon|scrypt|pbkdf|aes|rsa|base|utf|oauth|ntlm|win(?:dows)?|php|python|office|o|m|icloud|microsoft|iphone|ps)-?\d.*"
)


def _validate(text: str) -> float | None:
    if _NOT_ONE.fullmatch(text) or is_stand_in(text) or is_code(text):
        return None
    if len(text.split()) > 3:
        return 0.8
    return 0.3 if _WORDS.fullmatch(text) else 0.85


PASSWORD = EntityType("PASSWORD", "MOTDEPASSE", Category.CREDENTIAL, "mot de passe", "password")
RECOGNIZER = Recognizer(
    PASSWORD,
    patterns=(
        Form(rf"(?i){_WORD}{_OF}{_IS}{_VALUE}", _SAID),
        Form(rf"(?i){_WORD}{_OF}(?:{_SET}|{_SAYS}){_MARKED}", _SAID),
        Form(
            rf"(?i){_WORD}[\"'`]?\]?\s{{0,2}}={{1,3}}\s{{0,3}}[\"'`]{_VALUE}[\"'`]",
            _SAID,
        ),
        Form(rf"(?i){_PLAIN}(?:{_OF} [\"'`«“][ ]?| ){_BESIDE}", _SAID),
        Form(rf"(?i){_PLAIN}{_RATHER}{_BETWEEN}", _SAID),
        Form(_AFTER_LOGIN, ("pass ", "pwd ")),
        Form(_CODE, ("code", " otp ", "alarm", "boite a cle"), 2),
        Form(r"(?i)\bpin[\"']?[ ]?[:=][ ]?[\"']?(?P<v>\d{4,8})\b", (" pin ",)),
        Form(_PAIR, ("identifiant", "login", "acces", "credential", "connexion", "auth")),
        Form(_PHRASE, ("seed", "phrase", "mnemonic")),
        Form(
            r"(?i)\bdefine\(\s{0,2}[\"']\w{0,30}(?:pass|pwd|secret|key|salt)\w{0,10}[\"']\s{0,3},"
            r"\s{0,3}[\"'](?P<v>[^\"'\n]{4,128})[\"']",
            ("define(",),
        ),
        Form(
            r"(?i)\b(?:auth\s?=\s?|basicauth)\(\s?[\"'][^\"'\n]{1,60}[\"']\s?,\s?"
            r"[\"'](?P<v>[^\"'\n]{4,64})[\"']",
            ("auth",),
        ),
        Form(r"WIFI:[^\n]{0,80}?P:(?P<v>[^;\n]{4,63});", ("wifi:",)),
    ),
    validate=_validate,
    context=(
        "wi-?fi",
        "login",
        "identifiant\\w*",
        "user(?:name)?",
        "utilisateur",
        "compte",
        "connexion",
        "e?-?mail",
        "acces",
        "access",
        "account",
        "credentials?",
    ),
    boost=0.3,
    column=Column(
        r"mots? de passe|mdp|pass(?:word|wd|code)?|pwd|pw|passwort|contrasena",
        r"[^\s;|]{0,40}[\d@#$%&+=_!][^\s;|]{3,40}|[^\s;|]{3,40}[\d@#$%&+=_!][^\s;|]{0,40}",
        needs=_SAID,
    ),
)

HITS = (
    ("Mot de passe : Soleil2024!", "Soleil2024!"),
    ("le mdp est Zk8-pomme-Vert.", "Zk8-pomme-Vert"),
    ("mdp wifi : Livebox_7F3A,", "Livebox_7F3A"),
    ("le mot de passe du coffre-fort est Gr4nit-bleu82", "Gr4nit-bleu82"),
    ("the password for the staging server is Gr4nit-82", "Gr4nit-82"),
    ("password: hunter2!", "hunter2!"),
    ("DB_PASSWORD=Tr0ub4dor&3", "Tr0ub4dor&3"),
    ('{"user": "marie", "password": "Azerty#99"}', "Azerty#99"),
    ("Server=db;User Id=sa;Password=P@ss-w0rd1;Database=x", "P@ss-w0rd1"),
    ("connecte-toi avec le mot de passe Printemps2025", "Printemps2025"),
    ("identifiant : marie, mot de passe : soleil", "soleil"),
    ("The new password is Winter#2026, change it.", "Winter#2026"),
    ("code PIN 4821", "4821"),
    ("Code d'entrée de l'immeuble : 24B58", "24B58"),
    ('mot de passe temporaire "Xk7-pQ2"', "Xk7-pQ2"),
    ("smtp_pass: 'Vb6Nm8Lz2!'", "Vb6Nm8Lz2!"),
    ("Passwort: Hund2020!", "Hund2020!"),
    ("digicode : 45B12", "45B12"),
    ("Le code de l'alarme est le 190482", "190482"),
    ("Le code du portail est 2580.", "2580"),
    ("accès : admin / Xy7#kLm9", "Xy7#kLm9"),
    ("passphrase: correct horse battery staple", "correct horse battery staple"),
    ("WIFI:T:WPA;S:Livebox;P:MaBox2024;;", "MaBox2024"),
    ("code de vérification : 482913", "482913"),
    ("le mdp partagé c'était Prune#Volcan31, à changer", "Prune#Volcan31"),
    ("define('DB_PASSWORD', 'Gr4nit-82');", "Gr4nit-82"),
    ("requests.get(url, auth=('lucie', 'Gr4nit82!'))", "Gr4nit82!"),
    ("pw: Gr4nit82!", "Gr4nit82!"),
    ("| service | mot de passe |\n|---|---|\n| OVH | Gr4nit82! |", "Gr4nit82!"),
    ("login;password\nlucie;Gr4nit82!", "Gr4nit82!"),
    ("it asks for a password although I set Badger-Lamp-70. Why?", "Badger-Lamp-70"),
)
MISSES = (
    "Comment réinitialiser un mot de passe oublié ?",
    "Write a password reset e-mail.",
    "password: <password>",
    "PASSWORD=your_password",
    "Le mot de passe de session est changé tous les 90 jours",
    "the password for every account is hashed",
    "mdp : ****",
    "password = os.environ['DB_PASSWORD']",
    "self.password = hash_password(password)",
    "password: string;",
    "password: Optional[str] = None",
    "Un bon mot de passe : douze caractères au moins.",
    "const password = req.body.password;",
    "if (password !== confirmPassword) return;",
    "password: z.string().min(8)",
    "Mot de passe : [MOTDEPASSE_K7QDM2]",
    "le mot de passe est trop court",
    "password SHA256 hashing",
    "username, password = split(line)",
    "(pass `asn1Spec` to the decoder)",
    "email:!0,month:!0,password:!0,range:!0",
    "réinitialiser le mot de passe Office365",
    '"First_pass": "-pass 1 -an"',
    "code postal 75011 et code promo ETE2024",
    "int pin = 13;",
    "$password = $_POST['password'];",
    "| champ | password |\n|---|---|\n| type | varchar(255) |",
    "define('WP_DEBUG', 'false');",
    "auth=('user', 'pass')",
)
