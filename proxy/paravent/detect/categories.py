"""Lists that say what they are lists of: *fonts: Lora, Karla*, *les cols : Tourmalet, Aubisque*.

And those that are compared. Whether somebody may be named in them is asked elsewhere.
"""

from __future__ import annotations

import re

_REACH = 160  # characters before a name in which its list is announced
_KINDS = (
    r"fonts?|polices|cols|passes|villes|cit(?:y|ies)|towns|villages|hikes|randonn[ée]es|[îi]les"
    r"|islands|lakes|lacs|rivers|fleuves|rivi[èe]res|montagnes|sommets|peaks|volcan(?:s|oe?s)|plan[èe]tes"
    r"|planets|moons|lunes|satellites|[ée]toiles|constellations|fromages|cheeses|vins|wines"
    r"|c[ée]pages|grapes|pommes|apples|tomat(?:es|oes)|potatoes|patates|plantes|plants|arbres|trees"
    r"|shrubs|arbustes|fleurs|flowers|champignons|mushrooms|oiseaux|birds|poissons|breeds|jeux"
    r"|games|outils|tools|logiciels|apps|librar(?:y|ies)|frameworks|langages|brands"
    r"|marques|voitures|cars|v[ée]los|bikes|guitares|guitars|phones|t[ée]l[ée]phones"
    r"|laptops|supermarkets|supermarch[ée]s|magasins|banques|banks|airlines|beaches|plages"
    r"|parks|mus[ée]es|museums|symphonies|op[ée]ras|operas|albums|songs|chansons|films|movies|novels"
    r"|romans|trag[ée]dies|tragedies|com[ée]dies|po[èe]mes|poems|dances|danses|couleurs|colou?rs"
    r"|pigments|fabrics|tissus|laines|yarns|dishes|plats|soupes|soups|cocktails|teas|th[ée]s|coffees"
    r"|beers|bi[èe]res|spices|[ée]pices|m[ée]dicaments|drugs|medicines|antibiotics|maladies|diseases"
    r"|d[ée]partements|r[ée]gions|counties|provinces|countries|pays|capitales|capitals|battles"
    r"|batailles|treaties|trait[ée]s|empires|gods|dieux|goddesses|d[ée]esses|mythes|myths"
    r"|cryptos?|algorithms|databases|protocols|testament|menu|pistes|recettes|recipes"
    r"|scales|gammes|knots|n[œo]euds"
)
_ANNOUNCED = re.compile(
    rf"(?i)\b(?:{_KINDS})\b[^.!?\n]{{0,60}}?(?: ?:|,? such as|,? like|,? comme|,? tel(?:le)?s? que"
    r"|,? including|,? dont|\bnear|\baround) [^.!?:\n]{0,120}\Z"
)
_COMPARED = re.compile(
    r"(?i)(?:^|[.!?\n] ?)(?:compare[rz]?|comparatif|rank|classe[rz]?)\b[^.!?:\n]{0,120}\Z"
)


def is_announced(text: str, start: int) -> bool:
    """Whether the list in which something stands says that it is one of things."""
    before = max(0, start - _REACH)
    return bool(_ANNOUNCED.search(text, before, start) or _COMPARED.search(text, before, start))
