"""A postal address in French whose number is written in words, stands behind, or is not there.

*vingt-deux rue du Four*, *rue du Four, au 22*, *Rue du Simplon 22, Lausanne*, an avenue that is
itself numbered, a villa in a quarter. What has number, street and town in their usual order is
found by ``address``.
"""

from __future__ import annotations

from paravent.detect.base import LETTER, UPPER, Column, Form, Recognizer, grow
from paravent.detect.premises import MORE
from paravent.detect.recognizers import address
from paravent.detect.streets import NUMBER, SEP, STREET, WAYS
from paravent.detect.towns import CITY, CITY_CODE, LOCALITY, POSTCODE, QUEBEC, SPOKEN_CITY, TOWN

UNIT = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf)"
_TEENS = r"dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize"
IN_WORDS = (
    rf"(?i:(?:cent[ -])?(?:{_TEENS}|(?:vingt|trente|quarante|cinquante|soixante|quatre[ -]vingts?)"
    rf"(?:[ -](?:et[ -])?(?:une?|{UNIT}|{_TEENS}))?))(?:[ ](?:bis|ter))?"
)
_WAY = (
    r"(?i:rue|avenue|boulevard|impasse|all[ée]e|chemin|quai|place|square|route|chauss[ée]e|ruelle)"
)
_LOWER = rf"{_WAY} (?:des |du |de la |d['’])[{LETTER}'’\-]+"
_BELGIAN = r"(?:Rue|Avenue|Chemin|Chauss[ée]e|Ruelle|Impasse|Av\.|Ch\.)"
_NAMED = rf"(?:[ ](?:de la |de l['’]|des |du |de |d['’])?[{LETTER}][{LETTER}'’\-]+){{1,4}}"
_PLACES = rf"[{UPPER}][{LETTER}'’\-]+(?:[ ][{UPPER}\d][{LETTER}'’\-]*){{0,3}}"
_AFTER = (
    rf"(?:{SEP}{MORE}){{0,3}}(?:,[ ]?{LOCALITY})?{SEP}(?:{TOWN}|{QUEBEC})"
    rf"|(?:{SEP}{MORE}){{1,3}}|(?:,? à |, ?|[ ]){CITY_CODE}|(?:,? à |, ?){CITY}"
    rf"| à {SPOKEN_CITY}"
)


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    return grow(text, start, end, "", _AFTER)


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(rf"\b(?:au|:|habite|vit|loge) (?P<v>{UNIT},? (?:{STREET}|{_LOWER}))", WAYS),
        Form(rf"\b{IN_WORDS},? (?:{STREET}|{_LOWER})", WAYS),
        Form(
            rf"\b(?:n°[ ]?)?{NUMBER},? (?:de la|de l['’]) ?(?i:rue|avenue|impasse"
            rf"|all[ée]e)(?:{_NAMED})",
            WAYS,
            1,
        ),
        Form(
            rf"\b{STREET},?[ ](?:n°[ ]?|num[ée]ro |au (?:n°[ ]?|num[ée]ro )?){NUMBER}",
            WAYS,
            1,
        ),
        Form(rf"\b{_WAY}{_NAMED},? {NUMBER},? (?i:bte|bo[îi]te) ?\w{{1,4}}", WAYS, 1),
        Form(
            rf"\b{_BELGIAN}{_NAMED} {NUMBER}, {CITY}",
            WAYS,
            1,
        ),
        Form(
            rf"\b{NUMBER},? \d{{1,3}}(?:e|re|[èe]me) (?i:avenue|rue)\b(?: (?:Est|Ouest|Nord|Sud))?",
            WAYS,
            1,
        ),
        Form(
            rf"\b(?i:c\.? ?p\.?|case postale) \d{{1,6}},? succ(?:\.|ursale)? {_PLACES},? {QUEBEC}",
            (" succ",),
            2,
        ),
        Form(
            rf"(?:^|[ \n])(?:à|habite|vers) (?P<v>{CITY}, ?{POSTCODE})(?:[,.;:)\n]|$)",
            (" a ", " habite", " vers "),
            5,
        ),
        Form(rf"\b(?i:villa) (?:n°[ ]?)?\d{{1,4}}, {_PLACES}(?: \d)?, {_PLACES}", ("villa",), 1),
    ),
    score=0.6,
    extend=_extend,
    column=Column(
        r"adresse(?:[ _]postale)?|address|street|rue|voie",
        rf"[{UPPER}][^\n@/:=<>]{{4,60}}",
        needs=("adress", "address", "street", " rue ", " voie "),
    ),
)

HITS = (
    ("on se voit vingt-deux rue du Four vers midi", "vingt-deux rue du Four"),
    ("Elle loue trente-et-un, avenue Foch, 54000 Nancy.", "trente-et-un, avenue Foch, 54000 Nancy"),
    ("quatre-vingt-douze bis, rue Haute à Sens", "quatre-vingt-douze bis, rue Haute à Sens"),
    ("Elle tient salon au six, rue Basse", "six, rue Basse"),
    ("il vit au 9 de la rue des petites maisons", "9 de la rue des petites maisons"),
    ("au 14 de l'avenue Foch à Nancy (54000)", "14 de l'avenue Foch à Nancy (54000)"),
    ("habite au n°3 de l'allée des Tilleuls", "n°3 de l'allée des Tilleuls"),
    ("Rendez-vous place Carnot, au 12, à midi", "place Carnot, au 12"),
    ("rue Hoche, n° 31 bis, Beaune", "rue Hoche, n° 31 bis, Beaune"),
    ("bd Magenta, n°104", "bd Magenta, n°104"),
    ("Avenue Molière 214, bte 7", "Avenue Molière 214, bte 7"),
    ("Chez nous, Chemin du Parc 8, Morges", "Chemin du Parc 8, Morges"),
    (
        "815, 12e Avenue, Sherbrooke (Québec) J1E 2K8",
        "815, 12e Avenue, Sherbrooke (Québec) J1E 2K8",
    ),
    (
        "C.P. 402, succ. Terminus, Québec QC G1K 7B2",
        "C.P. 402, succ. Terminus, Québec QC G1K 7B2",
    ),
    ("nom;adresse\nKerbrat;Le Pré aux Oies", "Le Pré aux Oies"),
    ("Nous vivons à Bures-sur-Yvette, 91440, près de la gare", "Bures-sur-Yvette, 91440"),
    ("Villa 88, Mermoz Pyrotechnie, Dakar", "Villa 88, Mermoz Pyrotechnie, Dakar"),
)
MISSES = (
    "une rue en travaux",
    "deux rues plus loin",
    "il y en a deux rue de la Paix",
    "il y a trois places libres",
    "La rue de la Paix, au 19e siècle",
    "Route nationale 7",
    "Avenue du futur",
    "la 5e avenue à New York",
    "les 9 de la classe",
    "Ma villa, 3 chambres, Biarritz",
)
