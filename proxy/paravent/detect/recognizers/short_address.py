"""An address of which the text says no more than a neighbour needs: the other number of a street.

*I'm at 5 Vineyard Lane, he's at 7*; the corner of two streets in French; streets of America's
small towns by their side alone (*230 S Main*, *41 W 300 S*); letters that wait at a post office.
"""

from __future__ import annotations

from paravent.detect.base import Form, Recognizer, grow
from paravent.detect.english_streets import CAP, COUNTRY, STATE, TOWN, UNIT, WAY, ZIP
from paravent.detect.english_streets import WAYS as ENGLISH_WAYS
from paravent.detect.recognizers import address
from paravent.detect.streets import NUMBER, STREET, WAYS
from paravent.detect.towns import CITY

_OTHER = (
    r"(?i:lui|elle|elles|eux|moi|nous|(?:mon|ma|son|sa|notre|le|la|leur|l['’]autre) ?[a-zà-ÿ]{3,14}"
    r"(?: [a-zà-ÿ]{3,12})?)(?i:,? (?:est|habite|vit|loge|r[ée]side|sont|habitent|vivent))?"
)
_SOMEBODY = (
    r"(?i:he|she|they|we|i|(?:my|his|her|their|our|the) [a-z]{3,12}(?: [a-z]{3,12})?)"
    r"(?i:['’](?:s|re|m)| is| are| am)?(?i: (?:lives?|living|stays?|next door))?"
)
_ENDS = r"(?:[.,;:!?)]|\n|$| (?i:et|qui|dans|depuis|and|who|with|so|since|next))"
_SIDE = r"(?:[NSEW]\.?|North|South|East|West)"
_NAMED = (
    r"(?:Main|Center|Centre|State|Church|High|Mill|Union|Market|Front|Water|Broadway|Washington"
    r"|Lincoln|Jefferson|Madison|Jackson|Franklin|Monroe|Adams|Elm|Oak|Maple|Pine|Cedar|Walnut|Park"
    r"|Spring|River|Lake|Railroad|College|School|Court|\d{1,3}(?:st|nd|rd|th)|[1-9]\d{0,2}00)"
)
_CORNER = (
    r"(?i:angle|carrefour|croisement|intersection|coin)(?i: (?:de la |de l['’]|de |du "
    r"|des |entre (?:la )?))?"
)


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    after = (
        rf"(?:,? {UNIT})(?:,[ ]{TOWN},? {STATE}\b)?"
        rf"|,[ ]{TOWN},? {STATE}\b(?: {ZIP})?{COUNTRY}|(?:,? à |, ?){CITY}"
    )
    return grow(text, start, end, "", "" if text[start:end].isdecimal() else after)


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b{NUMBER},? {STREET}[^\n]{{0,60}}?\b{_OTHER},? (?i:au|vers le) (?:n°[ ]?"
            rf"|num[ée]ro )?"
            rf"(?P<v>\d{{1,4}}(?: bis| ter|[A-D])?){_ENDS}",
            WAYS,
            1,
        ),
        Form(
            rf"\b\d{{1,5}}[A-Z]? (?:{CAP}[ ]){{1,3}}{WAY}[^\n]{{0,60}}?\b{_SOMEBODY}"
            rf" at (?:number |no\.? ?)?(?P<v>\d{{1,5}}[A-Za-z]?){_ENDS}",
            ENGLISH_WAYS,
            1,
        ),
        Form(
            rf"\b{_CORNER}[ ]?(?P<v>{STREET}[ ]?(?:/|&|x|×|–|-|(?i:et)(?: (?i:de la|de l['’]|du"
            rf"|la))?)[ ]?"
            rf"{STREET})",
            ("angle", "carrefour", "croisement", "intersection", "coin"),
        ),
        Form(rf"\b(?P<v>\d{{1,5}} {_SIDE} {_NAMED} {_SIDE})(?:[ ,;.)\n]|$)", digits=1),
        Form(rf"\b(?P<v>\d{{1,5}} {_SIDE} {_NAMED})(?:[,;.)]|[ ]+[–—-]|\n|$)", digits=1),
        Form(rf"\bGeneral Delivery,? {TOWN},? {STATE},? {ZIP}", ("general delivery",), 5),
    ),
    score=0.7,
    extend=_extend,
)

HITS = (
    ("J'habite 5 chemin des Vignes et lui au 7. Quels recours ?", "7"),
    ("je suis au 14 rue des Forges et mon frère au 22, qui doit élaguer ?", "22"),
    ("I'm at 5 Vineyard Lane, he's at 7. What now?", "7"),
    ("we live at 40 Birch Street and my son lives at 44", "44"),
    (
        "carrefour rue de Metz / rue d'Alsace, Toulouse",
        "rue de Metz / rue d'Alsace, Toulouse",
    ),
    ("à l'angle de la rue Pasteur et de la rue Foch", "rue Pasteur et de la rue Foch"),
    ("Abbott — 230 S Main — bday", "230 S Main"),
    ("41 W 300 S, Provo, UT 84601", "41 W 300 S, Provo, UT 84601"),
    ("General Delivery, Tok, AK 99780", "General Delivery, Tok, AK 99780"),
)
MISSES = (
    "J'habite 5 chemin des Vignes au 3e étage et lui au 5e",
    "she's at 14 weeks, he's at 12",
    "12 rue de la Paix, rendez-vous pour lui au 14 mars",
    "we live at 40 degrees north and he lives at 44",
    "118 N force, 41 W bulb, 5 E numbers",
    "General delivery terms: 30 days",
    "à l'angle droit, l'intersection de deux ensembles",
    "12 N and 30 S, 5 W lamps, 12 East, 4 North",
)
