"""The code of a door, a key safe, a telephone or a network, as people tell it to each other.

Where ``password`` wants the word and a sign, here the words around do: *key safe 4829*, *le code
du bas 48B29*, *wifi pw bluehorse22*. Codes of errors, postcodes and promotions are none.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import password

_SIGN = r"[A-Z*#]{0,2}"
_CODE = rf"(?P<v>(?:\b[A-Z]|[*#])?{_SIGN}\d{{3,8}}{_SIGN}|\d{{2,5}}[A-Z]\d{{0,5}})"
_IS = r"(?:(?: is| est| c['’ ]?est|['’]s)(?: le| the)?)?[ ]?:?[ ]"
_END = r"(?:[\s,;:!?)»\"']|\.(?:\s|$)|$)"
_PLACE = (
    r"(?:key ?safe|key ?box|lock ?box|(?:bike )?lock|safe|garage|gate|(?:front |back "
    r"|side )?door|alarm|building"
    r"|intercom|entrance|shed|locker|padlock|lobby|phone|iphone|ipad|tablet|sim|puk|security|unlock"
    r"|screen|card|bank|digicode|front desk|reception|desk|keypad|office|car ?park|pool|gym|lift"
    r"|elevator|stair(?:s|well|case)|barrier|cellar|basement|key ?pad|mailbox|bin store|buzzer)"
)
_LIEU = (
    r"(?:porte(?: d['’]entr[ée]e| coch[èe]re)?|portail|portillon|interphone|immeuble|b[âa]timent"
    r"|bas|hall|rez-de-chauss[ée]e|cave|local(?: v[ée]los?| poubelles?)?|parking|garage|cadenas"
    r"|coffre|casier|bo[îi]te (?:à|a) (?:cl[ée]s?|lettres)|bo[îi]tier|alarme|r[ée]sidence|escalier"
    r"|ascenseur|re[çc]u par sms|cb|carte (?:bleue|bancaire|sim)|sim|puk|t[ée]l(?:[ée]phone)?"
    r"|portable|iphone|ipad|tablette|s[ée]curit[ée]|d[ée]verrouillage)"
)
_OF = r"(?:du |de la |de l['’]|d['’]|des |de |pour (?:le |la |l['’])?)?"
_NET = r"(?:wi-?fi|wlan|(?:live|free|b)?box)"
_WORD = (
    r"(?:pw|pwd|pass(?:word|code|e)?|key|mdp|mots? de passe|cl[ée]f?(?: de s[ée]curit[ée])?|code)"
)
_DRAWN = (
    r"(?P<v>[A-Za-z][^\s\"'<>;,]{2,40}\d(?:[^\s\"'<>;,]{0,30}[^\s\"'<>;,.:?)])?"
    r"|\d[^\s\"'<>;,]{0,20}[A-Za-z][^\s\"'<>;,]{1,30}[^\s\"'<>;,.:?)]|\d{8,26})"
)
_SPARE = r"(?:backup|back-up|recovery|rescue|secours|r[ée]cup[ée]ration)"
_STREET = (
    r"\b(?:rue|avenue|av\.|boulevard|bd|place|all[ée]e|impasse|quai|chemin|street|road|rd\.?|lane"
    r"|avenue|close|drive|[ée]tage|b[âa]t(?:iment|\.)?|floor|flat)\b"
)
_DRAWN_CODE = r"(?P<v>\d[A-Z0-9]{2,6}[A-Z][A-Z0-9]{0,4}|[A-Z][A-Z0-9]{1,6}\d[A-Z0-9]{0,4})"
_WORDS_AND_FIGURES = r"(?P<v>(?-i:[A-Za-z][A-Za-z\-_]{3,30}\d{2,6}[!#*]?))"
_ONE_WORD = r"[a-z]{5,20}"
_NO_WORD = re.compile(
    r"(?i)(?:count|counts|which|that|where|there|their|about|search|problem|problems|list|lists"
    r"|required|needed|unknown|alone|order|choice|using|before|after|when|with|from|again|above"
    r"|something|anything|nothing|secret|please|changed|forgotten|wrong)"
)
_GROUP = r"\d{4,5}[ \-]\d{4,5}(?:-\d{4,5})?"


def _validate(text: str) -> float | None:
    if text.isalpha() and text.islower():
        return None if _NO_WORD.fullmatch(text) else 0.7
    judge = password.RECOGNIZER.validate
    return judge(text) if judge else None


RECOGNIZER = Recognizer(
    password.PASSWORD,
    patterns=(
        Form(
            rf"(?i:\b{_PLACE}[ ](?:pass)?(?:code|combination|combo|pin)){_IS}{_CODE}{_END}",
            ("code", "combination", "combo", " pin"),
            2,
        ),
        Form(rf"(?i:\bcode[ ]{_OF}{_LIEU}){_IS}{_CODE}{_END}", ("code",), 2),
        Form(
            rf"(?i:\b(?:key ?safe|key ?box|lock ?box)){_IS}{_CODE}{_END}",
            ("safe", "box"),
            4,
        ),
        Form(
            r"(?i:\b(?:alarme?|digicode)) (?:code )?(?P<v>[03-9]\d{3}|1[0-8]\d\d|2[1-9]\d\d"
            rf"|20[4-9]\d|\d{{5,6}}){_END}",
            ("alarm", "digicode"),
            4,
        ),
        Form(
            rf"(?i:\b(?:wi-?fi|wlan))"
            rf" (?P<v>[a-z]{{3,12}}(?:-[a-z]{{3,12}}){{1,3}}-?\d{{2,6}}){_END}",
            ("wifi", "wi-fi", "wlan"),
            2,
        ),
        Form(
            rf"(?i:\b(?:the |my |his |her |card |mon |son |le )?pin){_IS}(?P<v>\d{{4,5}}){_END}",
            (" pin",),
            4,
        ),
        Form(
            r"(?i:\bcode[ ](?:to|for|of|at)[ ](?:(?:the|my|our)[ ])?(?:[a-z]{2,12}[ ])?"
            rf"{_PLACE}){_IS}{_CODE}{_END}",
            ("code",),
            3,
        ),
        Form(
            r"(?i:\b(?:otp|2fa|sms code|one-time code|verification code"
            r"|code d['’]activation(?: re[çc]u)?"
            r"|activation code|code (?:sms|otp|2fa"
            r"|[àa] usage"
            rf" unique|re[çc]u)))(?: is| est|['’]s)?[ ]?:?[ ](?P<v>\d{{3}}[ \-]\d{{3}}){_END}",
            (" otp", "2fa", "code"),
            6,
        ),
        Form(r"\b(?P<v>\d{6}(?:-\d{6}){7})\b", digits=48),
        Form(rf"(?i:\bcode)[ ]?:?[ ](?P<v>\d{{2}}[A-Z]\d{{2,3}}){_END}", ("code",), 4),
        Form(
            r"(?i:\b(?:cadenas|antivol|digicode|coffre)\b[^\n\d]{0,20}(?:c['’ ]?est|est|:)(?: le)?)"
            rf"[ ]{_CODE}{_END}",
            ("cadenas", "antivol", "digicode", "coffre"),
            3,
        ),
        Form(
            rf"(?i:\b(?:gate|key ?pad|code ?pad|entry ?phone|buzzer|digicode|portail"
            rf"|interphone|bo[îi]tier)){_IS}(?P<v>[A-Z]\d{{4}}|\d{{3,6}}[A-Z*#]){_END}",
            ("gate", "pad", "entry", "buzzer", "digicode", "portail", "interphone", "boitier"),
            3,
        ),
        Form(
            rf"(?i:\b(?:(?:garage|gate|door|alarm|entry|safe|front|back)[ ])(?:key|code) ?pad)"
            rf"{_IS}{_CODE}{_END}",
            ("keypad", "key pad", "codepad", "code pad"),
            3,
        ),
        Form(
            rf"(?i:{_STREET}[^\n]{{3,60}}?[ (,;/]code)[ ]?:?[ ]"
            rf"(?P<v>\d{{3,6}}[A-Z*#]|[A-Z]\d{{3,6}}|\d{{2,4}}[A-Z]\d{{1,4}}){_END}",
            ("code",),
            3,
        ),
        Form(
            rf"(?i:\b(?:alarm|pick-?up|collection|nursery|school run)[ ](?:pass)?word)"
            rf"(?i: is|:|['’]s)?[ ][\"'“‘]?(?P<v>{_ONE_WORD}){_END}",
            ("word",),
        ),
        Form(
            r"(?i:\bmot[ ](?:secret|cod[ée]|de code)"
            r"(?: de l['’]alarme| d['’]alarme| pour l['’]alarme)?"
            rf"[ ]?(?:est|c['’ ]?est|:)[ ])[\"'“«]?[ ]?(?P<v>{_ONE_WORD}){_END}",
            ("mot secret", "mot code", "mot de code"),
        ),
        Form(
            rf"(?i:\b(?:web ?filing|companies house|auth(?:entication|ori[sz]ation)?"
            rf"|personal)[ ]code){_IS}{_DRAWN_CODE}{_END}",
            ("code",),
            1,
        ),
        Form(
            rf"(?i)\b{_NET}[ ](?:at|in|for|chez|de|du|au|à)[ ][^\n:=,;.]{{2,40}}?"
            rf"[ ](?:is|est|c['’ ]?est|=|:)[ ]{_WORDS_AND_FIGURES}{_END}",
            ("wifi", "wi-fi", "wlan", "box"),
            2,
        ),
        Form(
            r"(?i:\b(?:digi)?codes?\b[^\n]{2,60}\bc['’]est (?:le )?)"
            rf"(?P<v>\d{{4,8}}[A-Z*#]?|\d{{2,5}}[A-Z]\d{{1,5}}){_END}",
            ("code",),
            3,
        ),
        Form(rf"(?i)\b{_NET} {_WORD}{_IS}{_DRAWN}{_END}", ("wifi", "wi-fi", "wlan", "box"), 1),
        Form(
            rf"(?i)\b{_WORD} {_OF}(?:the |for the )?{_NET}(?: (?:des?|du|pour|for"
            rf"|of)(?: \w{{2,15}}){{1,2}})?"
            rf"{_IS}{_DRAWN}{_END}",
            ("wifi", "wi-fi", "wlan", "box"),
            1,
        ),
        Form(
            rf"(?i)\b(?:(?:pw|mdp)(?:[ ]?:)?|(?:password|passcode|pw)['’]s)[ ]{_DRAWN}{_END}",
            ("passw", "passcode", " pw", "mdp"),
            1,
        ),
        Form(
            r"(?i)\b(?:logins?|identifiants?|username|acc[eè]s|compte)[ ]?:?[ ][\w.@+\-]{3,60}"
            rf"[ ]?[/|][ ]?{_DRAWN}{_END}",
            ("login", "identifiant", "username", "acces", "compte"),
            1,
        ),
        Form(
            rf"(?i)\b(?:{_SPARE} codes?|codes? de {_SPARE})[^\d\n]{{0,20}}\s{{0,2}}"
            rf"(?P<v>{_GROUP}(?:[ ,\n]{{1,3}}{_GROUP}){{0,11}}|\d{{6,10}})\b",
            ("code",),
            6,
        ),
    ),
    validate=_validate,
)

HITS = (
    ("Key safe 4471, alarm 2093, wifi heron-lake-77.", "2093"),
    ("Key safe 4471, alarm 2093, wifi heron-lake-77.", "heron-lake-77"),
    ("le digicode cest 48B71 et le chauffage", "48B71"),
    ("- Lotz, 9 rue des Juifs, Obernai (code 1789A)", "1789A"),
    ("12 Mill Road, 2nd floor, code C1903", "C1903"),
    ("Front desk code is 2580#", "2580#"),
    ("Garage keypad 0922, House: blue", "0922"),
    ("alarm word pamplemousse. House", "pamplemousse"),
    ("le mot secret de l'alarme : framboise, merci", "framboise"),
    ("Glasgow / gate C1903", "C1903"),
    ("incorporated 2019, auth code 7KQ2M9, appointed", "7KQ2M9"),
    ("wifi at his place is bluegill-canoe-77", "bluegill-canoe-77"),
    ("le wifi chez mamie c'est tartine-myrtille82", "tartine-myrtille82"),
    ("portail 4471B, sonner", "4471B"),
    ("the key safe is 4829, by the meter", "4829"),
    ("lock box code: 4829", "4829"),
    ("garage code 48B29", "48B29"),
    ("le code du bas 4829B", "4829B"),
    ("code interphone 4829", "4829"),
    ("code de la boîte à clés : 4829", "4829"),
    ("code to the pool gate is *4418", "*4418"),
    ("bike lock combo is 3391", "3391"),
    ("Le cadenas du vélo c'est 3391", "3391"),
    ("code d'activation reçu : 771 204", "771 204"),
    ("chez moi, code 88B21", "88B21"),
    ("OTP 448 201", "448 201"),
    ("digicode 41B8, non pardon c'est 48B12", "48B12"),
    ("441820-937150-441820-937150-441820-937150-441820-937150",) * 2,
    ("son code CB est 4827", "4827"),
    ("phone passcode 482911", "482911"),
    ("my pin is 4829", "4829"),
    ("wifi pw bluehorse22", "bluehorse22"),
    ("clé wifi 7F3A99BC21D4", "7F3A99BC21D4"),
    ("mdp du wifi 7F3A-99BC-Livebox", "7F3A-99BC-Livebox"),
    ("Code wifi des locataires : plage2025soleil", "plage2025soleil"),
    ("Livebox-A3F2 / mdp 7F3A99BC21D4", "7F3A99BC21D4"),
    ("my password's Summer2024", "Summer2024"),
    ("login anna@exemple.fr / Soleil33!", "Soleil33!"),
    ("2FA backup codes: 8842-1190 6631-0472", "8842-1190 6631-0472"),
)
MISSES = (
    "boarding at gate C12, gate 2026",
    "alarm word count, pick-up word order",
    "mot secret de cinq lettres",
    "auth code flow, authentication code 12 lines",
    "the wifi in the office is fast, wifi at home is 100Mbps",
    "la rue principale (code postal 67210)",
    "activité principale (code 6201Z)",
    "front desk code of conduct",
    "code postal 48290, code promo 4829B",
    "error code 4829, HTTP code 404",
    "code APE 6201Z, code NAF 6201Z",
    "dress code 2026, source code 4829 lines",
    "wifi 6E 2026, wifi code of conduct",
    "PIN 600020 Chennai",
    "safe 2026 budget, garage 2500 euros",
    "password must be 8 characters, password policy v2",
    "mdp oublié 3 fois",
    "pin 12 on the board",
    "le code du portail est affiché",
)
