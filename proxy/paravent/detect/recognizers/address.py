"""A postal address as one stretch: number, street, postcode and town, on one line or several.

French forms, then American and British ones, simply. A town alone is no address.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, UPPER, Recognizer

_SEP = r"(?:[ \t]*[,;–-]?[ \t]*\n[ \t]*|[ \t]*[,;–-][ \t]*|[ \t]+)"
_WAY = (
    r"(?:rue|r\.|avenue|av(?:e)?\.?|boulevard|boul\.?|bld\.?|bd\.?|blvd\.?|place|pl\.?"
    r"|all[ée]es?|all\.|chemin|che?m?\.|impasse|imp\.?"
    r"|quai|cours|route|rte\.?|square|sq\.|passage|pass\.|voie|villa|cit[ée]|hameau"
    r"|lotissement|lot\.|r[ée]sidence|r[ée]s\.|sentier|sente"
    r"|esplanade|promenade|rond-point|faubourg|fbg?\.?|mont[ée]e|ruelle|venelle|traverse"
    r"|clos|domaine|parvis|mail|lieu[- ]dit|galerie"
    r"|cour|c[ôo]te|zone (?:artisanale|industrielle|d'activit[ée]s?)|z\.?[ai]\.?c?\.?)"
)
_PLAIN_WAY = r"(?:rue|avenue|av\.?|boulevard|bd\.?|impasse|all[ée]e|chemin|quai|place)"
_NUMBER = r"\d{1,4}(?:[ ]?(?:bis|ter|quater|[a-dA-D]\b))?(?:[ ]?[/-][ ]?\d{1,4})?"
_LINK = (
    r"(?:de la |de l'|de l’|des? |du |la |les? |l'|l’|d'|d’|aux? |à |en |et |sur |sous "
    r"|saint[e]?[ -])"
)
_WORD = (
    rf"(?:[{UPPER}][{LETTER}'’.\-]*|\d{{1,4}}(?:er|e|ème)?|mai|juin|juillet|août|septembre"
    rf"|novembre|décembre|mars)"
)
_STREET = rf"(?i:{_WAY})[ ]+(?:{_LINK}){{0,2}}{_WORD}(?:[ ](?:{_LINK}){{0,2}}{_WORD}){{0,5}}"
_MORE = (
    r"(?:(?i:appt?\.?|appartement|b[âa]t\.?|b[âa]timent|esc\.?|escalier|[ée]tage|porte"
    r"|r[ée]sidence|r[ée]s\.|immeuble|bp|cs|tsa|c/o|chez|hall|lot)"
    r"[ ]?[^\n,;]{1,30}|\d{1,2}(?:er|e|ème)[ ](?:étage|etage)[^\n,;]{0,20})"
)
_TOWN_LINK = r"(?:(?i:sur|sous|en|l[eè]s?|la|de|du|des|aux?|et|l'|d')[ -])"
_TOWN_WORD = rf"[{UPPER}][{LETTER}'’]"
_TOWN_NAME = rf"{_TOWN_WORD}+(?:[ -]{_TOWN_LINK}{{0,2}}{_TOWN_WORD}*)"
_CITY = (
    rf"(?:{_TOWN_NAME}{{0,4}}?[ ](?i:cedex)(?:[ ]\d{{1,2}}\b)?|{_TOWN_NAME}{{0,4}}(?:[ ]"
    rf"\d{{1,2}}(?:er|e|[eè]me)\b)?)"
)
_POSTCODE = r"(?:F-|FR-)?\d{2}[ ]?\d{3}"
_FRANCE = r"(?:[ ]?[,(-]?\s?(?i:france)\)?\b)?"
_TOWN = rf"{_POSTCODE}[ ,]{{1,2}}(?:{_CITY}|[{LETTER}]['’{LETTER}-]+)"

_US_WAY = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl"
    r"|Terrace|Ter|Circle|Cir|Square|Sq"
    r"|Parkway|Pkwy|Close|Crescent|Cres|Gardens|Gdns|Grove|Mews|Row|Hill|Highway|Hwy|Trail"
    r"|Walk|Broadway|Quay)\b\.?"
)
_US_UNIT = r"(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm)\.? ?[\w-]{1,8}|#[ ]?\w{1,6})"
_CAP = rf"(?:[A-Z][{LETTER}'’.]*|\d{{1,3}}(?:st|nd|rd|th))"
_UK_CODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b"  # and Canada's
_ZIP = r"\d{5}(?:-\d{4})?\b"
_STATE = (
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|MB|SK|NS|NB"
    r"|California|New York|Texas|Florida|Illinois|Massachusetts|Washington|Oregon|Colorado"
    r"|Georgia|Ohio|Virginia|Pennsylvania)"
)
_EN_TOWN = rf"{_CAP}(?:[ -]{_CAP}){{0,3}}\b"
_EN_TAIL = (
    rf"(?:{_SEP}{_US_UNIT})?(?:{_SEP}{_EN_TOWN}(?:,? {_STATE})?{_SEP}(?:{_STATE} )?(?:{_ZIP}"
    rf"|{_UK_CODE})"
    rf"|{_SEP}(?:{_UK_CODE}|{_STATE} {_ZIP})|,[ ]{_EN_TOWN}(?:,[ ]{_EN_TOWN})?(?:,? {_STATE}\b)?)?"
)

RECOGNIZER = Recognizer(
    EntityType("ADDRESS", "ADRESSE", Category.CONTACT, "adresse postale", "postal address"),
    patterns=(
        (
            rf"(?:{_MORE}{_SEP}){{0,2}}\b(?:{_NUMBER}{_SEP}(?:de la |de l'|du |des )?)?{_STREET}"
            rf"(?:{_SEP}{_MORE}){{0,2}}{_SEP}{_TOWN}{_FRANCE}"
        ),
        (
            rf"(?i)\b{_NUMBER}[ ,]{{1,2}}{_WAY}[ ][^\n,;:0-9]{{2,50}}[ ,\n]{{1,3}}\d{{5}}(?:[ ]"
            rf"[{LETTER}]['’{LETTER}-]+)?"
        ),
        rf"(?:{_MORE}{_SEP}){{0,2}}\b{_NUMBER}[ ,]{{1,2}}{_STREET}(?:(?:,? à |, ?){_CITY})?",
        (
            rf"(?i)\b{_NUMBER}[ ,]{{1,2}}{_PLAIN_WAY}[ ](?:{_LINK}){{1,2}}[{LETTER}]"
            rf"['’{LETTER}-]{{2,}}"
        ),
        rf"\b{_STREET},? {_NUMBER}{_SEP}(?:B-|CH-|L-)?\d{{4}} {_CITY}",
        (
            rf"(?:\b(?i:b\.?p\.?|cs|tsa)[ ]?\d{{1,5}}|(?i:lieu[- ]dit|r[ée]sidence|hameau"
            rf"|domaine)[ ][^\n,;]{{2,40}}){_SEP}{_TOWN}{_FRANCE}"
        ),
        (
            rf"(?:(?:Flat|Apartment|Unit|Apt) ?\w{{1,4}}{_SEP})?\b\d{{1,5}}[A-Za-z]?[ ](?:[NSEW]"
            rf"\.? |(?:North|South|East|West) )?(?:{_CAP}[ ]){{1,4}}{_US_WAY}{_EN_TAIL}"
        ),
        (
            rf"(?i)\b\d{{1,5}} (?:[a-z'.]+ ){{1,3}}(?:street|avenue|ave|road|rd|boulevard|blvd"
            rf"|lane|drive|court)\b(?:,? [a-z]+,?)?(?: {_STATE})? (?:{_ZIP}|{_UK_CODE})"
        ),
        (
            rf"\bP\.?O\.? Box \d{{1,6}}(?:{_SEP}{_EN_TOWN})?(?:{_SEP}(?:{_STATE} )?(?:{_ZIP}"
            rf"|{_UK_CODE}))?"
        ),
    ),
    score=0.85,
    digits=1,
)

HITS = (
    (
        "Elle habite 12 bis rue des Lilas, 69003 Lyon depuis 2010",
        "12 bis rue des Lilas, 69003 Lyon",
    ),
    (
        "14 avenue du Général-de-Gaulle\n33000 Bordeaux",
        "14 avenue du Général-de-Gaulle\n33000 Bordeaux",
    ),
    (
        "Résidence Les Acacias, 3 allée des Tilleuls, 44300 Nantes Cedex 3",
        "Résidence Les Acacias, 3 allée des Tilleuls, 44300 Nantes Cedex 3",
    ),
    ("au 8 place de la République à Lille pour", "8 place de la République à Lille"),
    ("12 RUE VICTOR HUGO 75011 PARIS", "12 RUE VICTOR HUGO 75011 PARIS"),
    ("j'habite 7 rue du moulin 29200 brest", "7 rue du moulin 29200 brest"),
    (
        "25, boulevard du 8 mai 1945, bât. C, 42000 Saint-Étienne, France",
        "25, boulevard du 8 mai 1945, bât. C, 42000 Saint-Étienne, France",
    ),
    ("BP 123, 13008 Marseille", "BP 123, 13008 Marseille"),
    ("She lives at 221B Baker Street, London NW1 6XE.", "221B Baker Street, London NW1 6XE"),
    (
        "Ship to 1600 Oak Ave, Apt 4B, Springfield, IL 62704 today",
        "1600 Oak Ave, Apt 4B, Springfield, IL 62704",
    ),
    ("Flat 3, 48 Mill Road\nCambridge CB1 2AB", "Flat 3, 48 Mill Road\nCambridge CB1 2AB"),
    ("au 45 de la rue Monge, 75005 Paris", "45 de la rue Monge, 75005 Paris"),
    ("Rue de la Loi 16, 1000 Bruxelles", "Rue de la Loi 16, 1000 Bruxelles"),
    ("500 5th Avenue, New York, NY 10036", "500 5th Avenue, New York, NY 10036"),
    ("15 Maple Drive, Toronto, ON M4B 1B3", "15 Maple Drive, Toronto, ON M4B 1B3"),
    ("P.O. Box 442, Austin, TX 78701", "P.O. Box 442, Austin, TX 78701"),
)
MISSES = (
    "Il travaille à Lyon.",
    "La rue de la République est en travaux",
    "Réunion à 69003 Lyon",
    "Place au débat en 2026",
    "En 2026, cours de yoga pour 12 personnes",
    "Article 12 de la loi du 6 juillet 1989",
    "We walked down the street for 5 minutes",
    "Il y a 3 cours de français et 2 places libres",
)
