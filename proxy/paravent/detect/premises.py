"""What stands beside a street in a French address: flat, floor, building, box, hamlet, farm."""

from paravent.detect.base import UPPER
from paravent.detect.streets import LINK, SEP, WORD

_WORDS = r"(?:[ ][^\s,;]+){1,5}"
MORE = (
    r"(?:(?i:app?t?\.?|appartement|b[âa]t\.?|b[âa]timent|esc\.?|escalier|[ée]tage|porte|bo[îi]te"
    r"|bte|r[ée]sidence|r[ée]s\.?|immeuble|imm\.|bp|b\.p\.|cs|tsa|c/o|chez|hall|lot|bureau|chambre"
    r"|ehpad|foyer|pavillon|entr[ée]e|logt?\.?|logement|succ\.|villa|maison|ch\.)"
    rf"(?:[ ]?(?:n°[ ]?)?\d+(?:[ ]?[A-Za-z])?\b|{_WORDS})"
    r"|\d{1,2}(?:er|e|[èe]me)[ ](?i:[ée]tage)(?:[ ][^\s,;]+){0,3}|(?i:rez-de-chauss[ée]e|rdc)"
    rf"|(?i:villa|tour|parc|clos|cit[ée]|z\.?[ai]\.?c?\.?)[ ](?:{LINK}){{0,2}}[{UPPER}]\S*"
    r"(?:[ ][^\s,;]+){0,3})"
)
"""A flat, a floor, a building, a box."""

BOX = r"(?:[ ]?/[ ]?\w{1,4}|,?[ ](?:bte|bo[îi]te|bus|b\.)[ ]?\w{1,5})?"
FARM = rf"(?:Les?|La|L['’])[ ]?{WORD}(?:[ -](?:{LINK}){{0,2}}{WORD}){{0,3}}"
AREA = (
    r"(?:(?i:lieu[- ]?dit|r[ée]sidence|r[ée]s\.|hameau|domaine|quartier|z\.?[ai]\.?c?\.?"
    rf"|zone (?:artisanale|industrielle|d'activit[ée]s?)){_WORDS}"
    r"|(?i:ferme|moulin|manoir|mas|ch[âa]teau|villa|chalet|immeuble|tour|clos|cit[ée]|foyer|camping"
    rf"|bastide|logis|ponton|port|marina|emplacement|haras"
    rf"|p[ée]niche)[ ](?:{LINK}){{0,2}}{WORD}(?:[ -](?:{LINK}){{0,2}}{WORD}){{0,3}})"
    rf"(?:{SEP}{MORE}){{0,3}}"
)
"""A hamlet, an estate, a farm: what has no street."""

AREAS = (  # as words that a text needs
    *(" z", "zone ", "lieu", "residence", " res ", "hameau", "domaine", "quartier", " ferme "),
    *(" moulin ", "manoir", " mas ", "chateau", "villa", "chalet", "immeuble", " tour ", " clos "),
    *(" cite ", "foyer", "camping", "bastide", "logis"),
    *("ponton", " port ", "marina", "emplacement", "haras", "peniche"),
    *("ponton", " port ", "marina", "emplacement", "haras", "peniche"),
)
