"""How a town with its postcode is written in French."""

import re

from paravent.detect.base import LETTER, UPPER

_TOWN_LINK = r"(?:(?i:sur|sous|en|l[eè]s?|la|de|du|des|aux?|et)[ -]|[ld]['’])"
_TOWN_WORD = rf"[{UPPER}][{LETTER}'’]"
_TOWN_NAME = rf"{_TOWN_WORD}+(?:[ -]{{1,2}}{_TOWN_LINK}{{0,2}}{_TOWN_WORD}*)"
CITY = (
    rf"(?:{_TOWN_NAME}{{0,4}}?[ ](?i:cedex)(?:[ ]\d{{1,2}}\b)?|{_TOWN_NAME}{{0,4}}(?:[ ]"
    rf"\d{{1,2}}(?:er|e|[eè]me)\b)?)"
)
POSTCODE = r"(?:F-|FR-)?\d{2}[ ]?\d{3}"
COUNTRY = r"(?:[ ]?[,(-]?\s?(?i:france|belgique|suisse|luxembourg|canada)\)?\b)?"
SHORT_CODE = r"(?:B-|CH-|L-)?\d{4}"
TOWN = (
    rf"(?:{POSTCODE}[ ,]{{1,3}}(?:{CITY}|[{LETTER}]['’{LETTER}-]+)"
    rf"|{SHORT_CODE}[ ]{{1,2}}{CITY})"
)
QUEBEC = (
    rf"{CITY}(?:,? ?\(?(?:Qu[ée]bec|QC|Ontario|ON|NB|Nouveau-Brunswick)\)?)?[ ,]{{1,3}}"
    r"[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
CITY_CODE = rf"(?:{CITY}[ ])?\({POSTCODE}\)"
SPOKEN_CITY = (
    rf"(?:(?:saint|sainte|st|ste|la|le|les)[ -])?[a-zà-ÿ]{{3,}}"
    rf"(?:[ -](?:{_TOWN_LINK}){{1,2}}[a-zà-ÿ]{{3,}})?"
)
"""A town as it is typed in haste, and no more than that."""

LOCALITY = rf"{_TOWN_NAME}{{0,4}}"
"""A village or a town by its name alone."""

TOWN_BEGINS = re.compile(rf"\b\d{{2}}[ ]?\d{{3}}[ ,]{{1,3}}[{LETTER}]['’]?[{LETTER}]*")
