"""The number of a house alone, where its street has been told: *pas au 86*, *the lady at 42*.

What is said before and behind has to make it a house, and a street has to stand not far before it.
Numbers in words count too, as in a message that was dictated.
"""

from __future__ import annotations

import re2

from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.english_streets import CAP, WAY
from paravent.detect.english_streets import WAYS as ENGLISH_WAYS
from paravent.detect.recognizers import address
from paravent.detect.recognizers.loose_address import IN_WORDS, UNIT
from paravent.detect.streets import WAYS

_NEAR = 220  # characters from a street to the other number in it
_MORE = r"(?:[ ]?(?:bis|ter|quater)\b|[A-D]\b)?"
_WORDS = rf"(?:{IN_WORDS}|{UNIT})"
_VALUE = rf"(?P<v>\d{{1,4}}{_MORE}|{_WORDS})"
_ENDS = (
    r"(?:[ ]?[.,;!?)»\n]|[ ]?$|[ ](?i:et|ou|qui|que|dans|depuis|comme|mais|pas|hein|euh|elle|il|est"
    r"|sont|a|s['’]|c['’]|j['’]|m['’]|lui|nous|vous|la|les|ma|mon|rue|aussi|signale|habite|affirme|dit|voil[àa]|merci)\b"
    r"|[ ][sm]['’])"
)
_HOUSE = (
    r"(?i:habit\w*|log\w+|vit|demeur\w*|r[ée]sid\w*|sonn\w*|livr\w+|d[ée]pos[a-zà-ÿ]*|laiss[a-zà-ÿ]*|d[ée]m[ée]nag[a-zà-ÿ]*"
    r"|emm[ée]nag[a-zà-ÿ]*|voisine?s?|locataires?|gardien(?:ne)?|concierge|gens|dames?|monsieur|facteur"
    r"|celui|celle|ceux|lieu|devant|face|ven[a-zà-ÿ]+|sort[a-zà-ÿ]+|rachet[a-zà-ÿ]+|immeuble|maison|porte|loge|cl[ée]s?|colis|pli|erreur|non|pas|plut[ôo]t"
    r"|mais|maintenant)"
)
_ENGLISH_HOUSE = (
    r"(?i:liv\w+|neighbou?rs?|door|house|people|lady|man|woman|couple|family|tenants?|owners?"
    r"|caretaker|parcel|left it|deliver\w*|next door|not|instead|moved?|called|knock\w*|ring"
    r"|opposite|flat|garden|them|him|her|it)"
)
_ENGLISH_ENDS = (
    r"(?:[.,;!?)\n]|$|[ ](?i:and|who|with|so|since|next|as|instead|but|is|was|has|had|not|says?"
    r"|said|asked|again|too|or|[a-z]+ed|complain\w*|call\w*|report\w*|wants|took|saw|heard)\b)"
)
_FRENCH_STREET = re2.compile(
    r"(?i)(?:^|[^a-zà-ÿ])(?:rue|avenue|av\.|boulevard|bd\.?|place|quai|all[ée]e|impasse|chemin|route"
    r"|cours|chauss[ée]e|r[ée]sidence|square|mont[ée]e) (?:de la |de l['’]|des |du |de "
    r"|d['’])?[a-zà-ÿ]"
)
_ENGLISH_STREET = re2.compile(
    rf"\b\d{{1,5}}[A-Za-z]? (?:{CAP}[ ]){{1,3}}{WAY}"
    r"|\b(?:at|between|and|from) \d{1,4} [A-Z][a-z]{2,}"
    r"|\b(?:Flat|Apartment|Apt\.?|House) \w{1,4}, "
)
_STREETS = (
    *ENGLISH_WAYS,
    "neighbo",
    "hedge",
    "fence",
    "house",
    "garden",
    "landlord",
    "tenant",
    " at number",
    "ved at ",
    "ves at ",
)


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """The same, or nothing where no street stands before it."""
    near = text[max(0, start - _NEAR) : start]
    if _FRENCH_STREET.search(near) or _ENGLISH_STREET.search(near):
        return start, end
    return start, start


def _validate(text: str) -> float | None:
    return 0.65 if text else None


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b{_HOUSE}[^\n\d.]{{0,18}}? (?:au|du|chez le|(?:le |au )?n°|num[ée]ro)"
            rf" ?{_VALUE}{_ENDS}",
            WAYS,
        ),
        Form(rf"\b(?i:devant|derri[èe]re) le {_VALUE}{_ENDS}", WAYS),
        Form(
            r"\b(?:in|at|from|of|for) (?P<v>(?:Flat|Apartment|Apt\.?|House) [A-Z\d]{1,3})\b",
            (" flat", "apartment", " apt", "house"),
        ),
        # Dictated, and with bis: what may be no day of a month.
        Form(
            rf"(?i:,|\bpas|\bni|\bet|\bhein|\beuh|\bplut[ôo]t|\bmais|\bou) (?i:euh )?(?:le|du|au)"
            rf" (?P<v>{_WORDS}|\d{{1,4}}[ ]?(?:bis|ter|quater)){_ENDS}",
            WAYS,
        ),
        Form(
            rf"\b{_ENGLISH_HOUSE}[^\n\d.]{{0,18}}? (?:at )?(?:at|number|no\.?|from|in)"
            rf" (?P<v>\d{{1,3}}[a-zA-Z]?){_ENGLISH_ENDS}",
            _STREETS,
            1,
        ),
        Form(
            rf"\b(?:at|asking|from|and|to|or|not|outside|opposite|by|near|for|in) (?i:number|no\."
            rf"|nos\.|house|door) "
            rf"(?P<v>\d{{1,4}}[a-zA-Z]?){_ENGLISH_ENDS}",
            _STREETS,
            1,
        ),
        Form(
            rf"\b\d{{1,5}}[A-Za-z]? (?:{CAP}[ ]){{1,3}}{WAY},? (?:and )?(?:not|nor|or|instead"
            rf" of|rather than) (?:at |to )?"
            rf"(?:number |no\. ?)?(?P<v>\d{{1,4}}[a-zA-Z]?){_ENGLISH_ENDS}",
            ENGLISH_WAYS,
            2,
        ),
        Form(
            rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? {CAP} at (?:number |no\. ?)?"
            rf"(?P<v>\d{{1,4}}[a-zA-Z]?){_ENGLISH_ENDS}",
            _STREETS,
            1,
        ),
    ),
    validate=_validate,
    extend=_extend,
    column=Column(
        r"n[°o]?\.?|nr\.?|num[ée]ro(?: de (?:rue|voie))?|house(?: ?(?:no|number))?|hausnummer",
        r"\d{1,4} ?(?:bis|ter|[a-zA-Z])?",
        needs=(" n ", " no ", " nr ", "numero", "house", "hausnr"),
        beside=r"rue|voie|nom de (?:la )?(?:rue|voie)|street|street ?name|road|strasse|straat",
    ),
)

HITS = (
    ("allé 14 rue des Halles au lieu du 41", "41"),
    ("un chat rue Crucy, devant le 8. Affiche", "8"),
    ("Flat C, 19 Lavender Sweep, and his neighbour in Flat D about", "Flat D"),
    ("I grew up at 220 Sycamore and Dana lived at 224. Memoir", "224"),
    ("the hedge between 52 Larch and 54 Larch. Mr Hussey at 54 wants it gone", "54"),
    ("go to 88 Portland Street, not 68, and wait", "68"),
    ("rue;n°;npa\nCh. du Levant;7;1030", "7"),
    ("31 rue Mouffetard, la dame du 33 m'a dit qu'il avait déménagé au 48.", "48"),
    ("adressé 18 rue des Tilleuls, mais il habite au 16 depuis", "16"),
    ("passer au 25 avenue Foch, pas au 27 comme écrit", "27"),
    ("la facture du 25 avenue Foch pour la voisine du 23.", "23"),
    ("je suis Ginette de la rue des Cordiers, le trente-deux, vous", "trente-deux"),
    ("chez la voisine au douze rue des lilas pas le dix hein le douze elle", "dix"),
    ("confond le 3 rue Basse et le 3 bis. Un mot", "3 bis"),
    ("Av. des Roses 88, la cliente affirme habiter au 86. Réponds", "86"),
    ("rue Basse, dépose la clé chez le gardien, loge du 9, merci", "9"),
    ("meant for 40 Thornfield Road but he left it at number 42, so", "42"),
    ("at 40 Elm Road and no. 44 as well", "44"),
    ("14 Mill Lane is ours, the neighbour at 16 complains, the lady at 18 too", "16"),
)
MISSES = (
    "the heating in Flat D is off, House 12 in the game",
    "Il habite au 16 depuis deux ans",
    "12 rue Basse : il viendra le 16, pas le 18, merci",
    "rue Basse, pas au 3e étage",
    "rue Basse, la réunion du 12 mars et celle du 14 avril",
    "rue Basse, pas le dix mars mais le douze avril",
    "rue Basse, livré au 15 % près",
    "12 Mill Lane opens at 9 am, closes at 5 pm",
    "14 Mill Lane: call him at 7 tomorrow",
    "we left at 42 minutes past",
    "the lady at 42, he said",
)
