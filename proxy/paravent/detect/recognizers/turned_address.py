"""A postal address in French that ends where others begin: *montée de la Boucle 33, Lyon 4*.

The number stands behind the street, as in Belgium and Switzerland, with the town by its name or as
a whole cell of a list; a hamlet comes behind its village or before it, without a postcode; a tower
or a residence is known by its storey. And the towns of a table that has streets or postcodes.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UPPER, Column, Form, Recognizer, grow
from paravent.detect.premises import MORE
from paravent.detect.recognizers import address
from paravent.detect.streets import LINK, NUMBER, SEP, STREET, WAYS, WORD
from paravent.detect.towns import CITY, LOCALITY, POSTCODE, SPOKEN_CITY

_CELL_BEGINS = r"(?:^|[;|\t\n(:/•]|, |[–—-] )[ ]{0,2}"
_CELL_ENDS = r"(?:[ ]?[;|\t\n)/]| [–—-] |[ ]?$|\.(?:\s|$))"
_LOWER_WAY = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|chauss[ée]e|ch[ée]e\.?|impasse|venelle|ruelle|mont[ée]e"
    r"|quai|rte\.?)"
)
_LOWER = (
    rf"{_LOWER_WAY} (?:de la |de l['’]|des |du |de |d['’])?[a-zà-ÿ'’\-]{{3,}}(?:"
    rf" [a-zà-ÿ'’\-]{{3,}})?"
)
_SHORT_WAY = r"(?:r\.|all\.?|imp\.?|bd\.?|av\.?|rte\.?|chem?\.?|pl\.|sq\.|lot\.?|res\.?|rés\.?)"
_ARTICLE = r"(?:de la |de l['’]|des |du |d['’])"
_HAMLET = rf"(?i:lieu[- ]?dit|hameau)(?i: {LINK})?[ ]?(?:{LINK}){{0,2}}"
_NAMED = rf"{WORD}(?:[ -](?:{LINK}){{0,2}}{WORD}){{0,3}}"
_ESTATE = (
    r"(?i:ferme|moulin|manoir|mas|ch[âa]teau|villa|chalet|r[ée]sidence|domaine|clos|cit[ée]|foyer)"
    rf" (?:{LINK}){{0,2}}{_NAMED}"
)
_AT = r"(?:(?i:à|de|sur|demeurant|domicili[ée]e?s?|habite|r[ée]side|sise?) |[,:;(] ?)"
_TOWN = rf"{CITY}(?:[ ]\d{{1,2}}(?:e|er|[èe]me)?\b)?"
_STOREY = r"\d{1,2}(?:er|e|[èe]me)[ ](?i:[ée]tage)"
_ROAD = re.compile(
    r"(?i)mail\b|(?:auto)?route (?:nationale|d[ée]partementale|europ[ée]enne|n°|d|n|a)\b"
    r"|(?:cours?|place|voie|passage|c[ôo]te|rang) (?:d['’]|de |du |des |à |en |pour )?"
    r"(?:appel|yoga|fran[çc]ais|anglais|maths?|assises)"
    r"|\D*\d+ (?:ans|ann[ée]es?|appartements?|logements?|maisons?|personnes?|minutes?|min|km"
    r"|m[èe]tres?|fois|euros?|places?|lots?|commerces?|jours?|heures?|pi[èe]ces?|pages?|points?"
    r"|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre)\b"
)


def _validate(text: str) -> float | None:
    return None if _ROAD.match(text) else 0.6


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    return grow(
        text,
        start,
        end,
        rf"\b(?:(?i:chez) [^,\n]{{2,30}}, |{MORE}{SEP})",
        rf"(?:(?:, ?|[ ]){MORE}){{1,2}}(?:, ?{_TOWN})?|(?:,? à |, ?){_TOWN}|,? à {SPOKEN_CITY}",
    )


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(rf"\b(?P<v>{STREET},? (?:n°[ ]?)?{NUMBER}), ?(?:{CITY})", WAYS, 1),
        Form(rf"{_CELL_BEGINS}(?P<v>{STREET},? (?:n°[ ]?)?{NUMBER}){_CELL_ENDS}", WAYS, 1),
        Form(
            rf"(?:{_CELL_BEGINS}|\b(?i:habite|loge|vit|au|à|vers|chez lui) )"
            rf"(?P<v>{_LOWER},? \d{{1,3}}(?: ?(?:bis|ter))?(?:,? à [a-zà-ÿ\-]{{3,}}"
            rf"|,? [a-zà-ÿ\-]{{4,}})?){_CELL_ENDS}",
            WAYS,
            1,
        ),
        Form(
            rf"\b\d{{1,4}}(?: ?(?:bis|ter))?,? (?i:{_SHORT_WAY}) ?{_ARTICLE}[{LETTER}'’\-]{{3,}}"
            rf"|\b\d{{1,3}}(?: ?(?:bis|ter))?,? (?:r\.|r {_ARTICLE}) ?[{LETTER}'’\-]{{3,}}"
            r"|\b\d{1,3}(?: ?(?:bis|ter))?,? (?i:r|rue|av\.?|bd\.?) du \d{1,2} [a-zà-ÿ]{3,9}\b",
            WAYS,
            1,
        ),
        Form(
            rf"(?:^|[ ,(])(?i:à|de|sur) (?P<v>{LOCALITY}, {STREET},? (?:n°[ ]?)?{NUMBER})\b",
            WAYS,
            1,
        ),
        Form(
            r"\b(?i:arriv|pass|interven|rendez-vous|rdv|livr|d[ée]m[ée]nag|habit|log|retrouv|rendu)"
            rf"[a-zà-ÿ]* (?:à l['’]|à la |au |de l['’]|de la |vers )?(?P<v>{STREET},? {NUMBER})\b",
            WAYS,
            1,
        ),
        Form(
            r"\b(?i:demeurant|domicili[ée]e?s?|habite|r[ée]side|loge|sise?) "
            rf"(?:à |à la |au |dans le |dans la )?(?P<v>{_ESTATE}(?:, ?{CITY})?)",
            (
                " ferme ",
                "moulin",
                "manoir",
                " mas ",
                "chateau",
                "villa",
                "chalet",
                "residence",
                "domaine",
                " clos ",
                " cite ",
                "foyer",
            ),
        ),
        Form(rf"\b{STREET}(?:, {MORE}){{1,3}}, ?{CITY}", WAYS, 1),
        Form(
            rf"{_AT}(?P<v>{LOCALITY}(?:[ ]\({POSTCODE}\))?,? (?:au )?{_HAMLET}{_NAMED})",
            ("lieu", "hameau"),
        ),
        Form(
            rf"\b(?P<v>{_HAMLET}{_NAMED},? (?:commune d['’e] ?|à )?{LOCALITY})",
            ("lieu", "hameau"),
        ),
        Form(rf"\bLe (?:Bourg|Village|Chef-Lieu), ?{CITY}", ("le bourg", "village", "chef")),
        Form(
            rf"\b(?i:tour|immeuble|r[ée]sidence|villa) {_NAMED}(?:, {MORE}){{0,2}},? "
            rf"{_STOREY}(?:, ?{CITY})?",
            ("etage",),
            1,
        ),
        Form(
            rf"\b(?i:chez) (?:les |M\. |Mme |mon |ma |sa |son )?[^,\n]{{2,25}}, {STREET}, ?{CITY}",
            (" chez ",),
        ),
    ),
    validate=_validate,
    extend=_extend,
    column=Column(
        r"ville|localit[ée]|commune|city|town|suburb|ville de residence|ort|locality",
        rf"[{UPPER}][{LETTER}'’ .\-]{{1,40}}(?: \d{{1,2}})?",
        needs=("ville", "localit", "commune", "city", "town", "suburb", " ort "),
        beside=r"rue|voie|adresse|adresse postale|address|street|street address|npa|cp|code postal"
        r"|zip|zip code|zipcode|post ?code|postal code|plz|strasse",
    ),
)

HITS = (
    ("Roy — ruelle du Puits 4 / Benmoussa", "ruelle du Puits 4"),
    ("Il réside à La Chaux-de-Fonds, rue du Parc 19, et", "La Chaux-de-Fonds, rue du Parc 19"),
    ("arrivé rue Gambetta 15 à 8h", "rue Gambetta 15"),
    ("demeurant ferme du Bois-Joli, Lorentzen.", "ferme du Bois-Joli, Lorentzen"),
    ("rdv 12 r du 4 septembre, puis", "12 r du 4 septembre"),
    (
        "Avenue Bourguiba, Immeuble Safa, Apt 12, Dakar.",
        "Avenue Bourguiba, Immeuble Safa, Apt 12, Dakar",
    ),
    ("bébé Ulysse, montée des Carmes 33, Vienne 4", "montée des Carmes 33, Vienne 4"),
    ("Lina Roy, quai Perrache 7, Lyon 2\n", "quai Perrache 7, Lyon 2"),
    ("vers la rue du Moulin 3, Gembloux le mois", "rue du Moulin 3, Gembloux"),
    ("Roy;cours Gambetta 112;04 91", "cours Gambetta 112"),
    ("Mme Roy, venelle du Port 4\n", "venelle du Port 4"),
    ("livraison : nadia, rue neuve 12 liège ; sonner", "rue neuve 12 liège"),
    ("il loge rue du pont 8 à huy.", "rue du pont 8 à huy"),
    ("lundi 14 bis r. pasteur appt 3 clé", "14 bis r. pasteur appt 3"),
    ("mardi 6 all des mimosas (chien)", "6 all des mimosas"),
    ("demeurant à Vernou (37210), lieu-dit La Garde, né", "Vernou (37210), lieu-dit La Garde"),
    ("domicilié à Propriano, lieu-dit Vigna Bella, et", "Propriano, lieu-dit Vigna Bella"),
    ("au hameau de la Combe, Lans-en-Vercors, signe", "hameau de la Combe, Lans-en-Vercors"),
    ("Élise Cottin, Le Bourg, Chanac.", "Le Bourg, Chanac"),
    ("M. Ouali, tour Ariane, 14e étage, Nantes, aussi", "tour Ariane, 14e étage, Nantes"),
    (
        "loge chez les Morvan, place de l'Église, Plouguerneau, le temps",
        "chez les Morvan, place de l'Église, Plouguerneau",
    ),
    ("nom;rue;npa;localite\nRoy;Bellevue;1680;Romont", "Romont"),
    ("name,street,city\nOrtiz,14 Pine Knoll,Macon", "Macon"),
)
MISSES = (
    "Copyright\n2018 R. Janis\nMail Stop 573\n",
    "Route nationale 7, Lyon et la côte",
    "cours de yoga 12, Lyon",
    "Cour d'appel 12, Paris",
    "une rue calme 12 appartements",
    "rue pavée 3 fois, puis",
    "Ma place de parking 33, niveau 2",
    "du hameau du Tour au Brévent à pied",
    "le lieu-dit est loin, Paris aussi",
    "ville;population\nAutun;13500\nFigeac;9800",
    "place de la Lune 12 points",
    "chemin du Roi 30 points",
    "3 r. et 4 s.",
    "la tour de contrôle, 2e essai",
)
