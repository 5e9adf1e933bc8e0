"""A postal address in French as one stretch: number, street, what is added, postcode and town.

Forms of France and its overseas parts, Belgium, Switzerland, Luxembourg and Quebec (La Poste's NF Z
10-011, bpost, Swiss Post, Canada Post), on one line or several, in any case. A town alone is no
address. A pattern finds the street or the box; what belongs to it is looked for on both sides.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, UPPER, Column, Form, Recognizer, grow
from paravent.detect.premises import AREA, AREAS, BOX, FARM, MORE
from paravent.detect.streets import GERMANIC, NUMBER, PLAIN_WAY, ROMANCE, SEP, STREET, WAY, WAYS
from paravent.detect.towns import (
    CITY,
    CITY_CODE,
    COUNTRY,
    LOCALITY,
    POSTCODE,
    QUEBEC,
    SHORT_CODE,
    SPOKEN_CITY,
    TOWN,
    TOWN_BEGINS,
)

_S = r"[ ]{1,3}"
_NAME = rf"[{LETTER}]['’{LETTER}-]{{2,}}"
_OF = r"(?:de la |de l['’]|des? |du |d['’])"
_PLAIN = (
    rf"(?i:{PLAIN_WAY}{_S}(?:{_OF}{_NAME}|{_NAME}(?:[ ]{_NAME})?)"
    rf"|(?:quai|place|square|mont[ée]e|chemin|route|clos|all\.|all[ée]e|cit[ée]|r[ée]sidence){_S}"
    rf"(?:de la |de l['’]|des |du ){_NAME}|(?:chemin|route){_S}de {_NAME})"
)
_LIVES = (
    r"(?i:(?:habit|demeur|domicili|r[ée]sid|loge|emm[ée]nag|d[ée]m[ée]nag)[a-zà-ÿ]*|adresse|vi[ts]"
    r"|vivent|sise?|situ[ée]e?)"
    r"(?:[ ]?:|,)?[ ]{1,2}(?i:est |au |à |vers |du |dans la |dans l['’]|de l['’]|de la |à la "
    r"|à l['’]|toujours |actuellement )?"
)
_TOWN_OF = rf"(?:{TOWN}(?:[ ]\d{{1,2}}\b)?{COUNTRY}|{QUEBEC})"
_AFTER = (
    rf"(?:[ ]\([^()\n]{{2,40}}\))?(?:{SEP}{MORE}){{0,4}}"
    rf"(?:(?:,[ \t]*|[ \t]*\n[ \t]*){LOCALITY})?{SEP}{_TOWN_OF}"
    rf"|(?:{SEP}{MORE}){{1,4}}(?:, ?{CITY})?|(?:,? à |, ?|[ ]){CITY_CODE}|(?:,? à |, ?){CITY}"
    rf"| à {SPOKEN_CITY}"
)
_BEFORE = (
    rf"(?:\b(?:{MORE}|{FARM}){SEP}){{1,4}}(?:au |aux |n°[ ]?)?|\b{LOCALITY}[ ]\({POSTCODE}\),?[ ]"
    r"|\b\d{1,3}[ ](?:et|ou)[ ]"
)
_LABEL = (
    r"(?:cp|code postal|ville|localit[ée]|commune)"
    r"(?: ?/ ?(?:ville|cp)| et (?:ville|localit[ée]|commune))?[\"']?[ ]?(?:[:=]|\.{2,40})[ ]?[\"']?"
)

_STOREY = (  # 2.º Esq. in Portugal, 3º B in Spain, int. 4 in Italy, 2. OG in Germany
    r"(?:,? (?:\d{1,2}\.?[ºª°](?:[ ,]{1,2}(?:Esq|Dto|Dta|Dcha|Izq|Izda|Fte|[A-D])\b\.?)?"
    r"|(?:r/c|int\.|piso|scala|[Ww]ohnung|Whg\.|porta|bajo) ?[\dA-Z]{0,3}"
    r"|\d\. (?:OG|Stock|Etage)))?"
)
_NONE = re.compile(
    r"(?i)\d (?:euros?|eur|francs?|dollars?|chf|usd|km|kg)$|chemin de fer$|@|://|^\D*$|^[\d.:\s]*$"
)
_CARDINAL = re.compile(
    r"(?i)\b(?:rue|avenue|boulevard|impasse|all[ée]e|place|quai|chemin|cours|route)"
)


_BEYOND = re.compile(
    r"['’]?[ ,]+(?:(?i:t[ée]l|e?-?mail|courriel|port|portable|mobile|fax|siret|siren|rcs|tva|iban"
    r"|n[ée]e?|mme|mlle|mr?|madame|monsieur|contact|code|date|where|and|set|values)\b"
    rf"|(?<=[a-zà-ÿ][ ,])[ ]?(?!CEDEX)[{UPPER}]{{3,}}\b)|['’]\Z"
    rf"|, ?(?!{MORE}|(?i:france|belgique|suisse|luxembourg|canada))(?=[{UPPER}])"
)
"""What cannot belong to a town's name any more: another label, a title, a word of SQL."""


def _validate(text: str) -> float | None:
    return None if _NONE.search(text) and not _CARDINAL.match(text) else 0.85


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = grow(text, start, end, _BEFORE, _AFTER)
    town = TOWN_BEGINS.search(text, start, end)
    beyond = _BEYOND.search(text, town.end(), end) if town else None
    end = beyond.start() if beyond else end
    return start, end - (text[end - 2 : end].endswith(".") and text[end - 2].islower())


RECOGNIZER = Recognizer(
    EntityType("ADDRESS", "ADRESSE", Category.CONTACT, "adresse postale", "postal address"),
    patterns=(
        Form(rf"\b{NUMBER}(?:{SEP}|,)(?:de la |de l'|du |des )?{STREET}", WAYS, 1),
        Form(
            rf"(?i)\b{NUMBER}[ ,]{{0,3}}(?:{WAY}|r)[ ]{{1,3}}[^\n,;:0-9]{{2,50}}[ ,\n]{{1,3}}"
            rf"\d{{5}}(?:[ ](?:(?-i:{CITY})|[{LETTER}]['’{LETTER}-]+))?",
            WAYS,
            5,
        ),
        Form(rf"\b{NUMBER}[ ,]{{1,3}}{_PLAIN}", WAYS, 1),
        # Without a number only where a town with its code follows.
        Form(
            rf"\b(?P<v>{STREET})(?:[ ]\([^()\n]{{2,40}}\))?(?:{SEP}{MORE}){{0,3}}{SEP}"
            rf"(?:{POSTCODE}[ ,]{{1,3}}[{LETTER}]|{QUEBEC})",
            WAYS,
            2,
        ),
        Form(
            rf"\b{_LIVES}(?P<v>{STREET})",
            (
                *("habit", "demeur", "domicili", "resid", "adresse", "loge", " vit ", " vis "),
                *("vivent", " sis", "situe", "emmenag", "demenag"),
            ),
        ),
        Form(
            r"(?i)[\"'](?:adresse|address|street|rue|line_?[12])[\w ]{0,12}[\"'][ ]?:[ ]?[\"']"
            r"(?P<v>[^\"\n]{6,})[\"']",
            ("adress", "address", "street", "rue", "line"),
        ),
        Form(
            rf"\b(?:{STREET}|{GERMANIC}|{ROMANCE}),? {NUMBER}{BOX}{_STOREY}{SEP}"
            rf"(?:{SHORT_CODE}|\d{{5}}|\d{{4}}-\d{{3}}) {CITY}{COUNTRY}"
            rf"|\b{NUMBER} {GERMANIC}{SEP}(?:{SHORT_CODE}|\d{{5}}) {CITY}",
            digits=4,
        ),
        Form(
            rf"\b(?:(?i:b\.?p\.?|cs|tsa)[ ]?\d{{1,5}}|{AREA}|(?i:le (?:bourg|village)"
            rf"|case postale \d{{1,5}})){SEP}{TOWN}(?:[ ]\d{{1,2}}\b)?{COUNTRY}",
            (
                *(" bp ", " b p ", " bp", " cs ", " cs", " tsa", "le bourg", "le village"),
                *("case postale", *AREAS),
            ),
            4,
        ),
        Form(
            rf"\b(?:{NUMBER},? )?{FARM}(?:,?[ ]?(?:\n[ ]{{0,4}})?|[ ][–-][ ]){POSTCODE}[ ]{CITY}",
            digits=5,
        ),
        Form(
            rf"(?i:\b{_LABEL})(?P<v>(?:{POSTCODE}|{SHORT_CODE})[ ]{{1,2}}{CITY})",
            (" cp ", "postal", "ville", "localite", "commune"),
        ),
        Form(
            r"(?im)^[ >*\-]{0,4}adresse(?: postale)?[ ]?(?:[:=]|\.{2,40})[ ]{0,3}"
            rf"(?P<v>\d{{1,4}}[ ,][^\n:;]{{4,60}} \d\d ?\d{{3}} [{LETTER}][{LETTER}'’ -]{{1,30}}"
            rf"|\d{{1,4}}(?: bis| ter)?,? {WAY} [^\n:;]{{3,60}})$",
            ("adresse",),
        ),
    ),
    validate=_validate,
    extend=_extend,
    column=Column(
        r"adresse(?:[ _]postale)?|address|street",
        r"\d[^\n]{5,}",
        needs=("adress", "address", "street"),
    ),
)

HITS = (
    ("les 12 et 14 rue Pasteur à Dijon", "12 et 14 rue Pasteur à Dijon"),
    ("Elle a déménagé de l'allée des Pinsons hier", "allée des Pinsons"),
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
    ("au 45 de la rue Monge, 75005 Paris", "45 de la rue Monge, 75005 Paris"),
    ("Rue de la Loi 16, 1000 Bruxelles", "Rue de la Loi 16, 1000 Bruxelles"),
    (
        "Appartement 12, Bâtiment B, 3e étage\n15 rue Pasteur\n59000 Lille",
        "Appartement 12, Bâtiment B, 3e étage\n15 rue Pasteur\n59000 Lille",
    ),
    (
        "15 rue Pasteur, escalier C, 2e étage, porte gauche, 59000 Lille",
        "15 rue Pasteur, escalier C, 2e étage, porte gauche, 59000 Lille",
    ),
    (
        "12 rue de la République\nBP 40123\n69287 Lyon Cedex 02",
        "12 rue de la République\nBP 40123\n69287 Lyon Cedex 02",
    ),
    ("Lieu-dit Le Moulin, 24200 Sarlat-la-Canéda", "Lieu-dit Le Moulin, 24200 Sarlat-la-Canéda"),
    (
        "ZI Nord, 12 rue de l'Industrie, 67500 Haguenau",
        "ZI Nord, 12 rue de l'Industrie, 67500 Haguenau",
    ),
    (
        "chez M. Durand, 4 rue des Roses, 44000 Nantes",
        "chez M. Durand, 4 rue des Roses, 44000 Nantes",
    ),
    (
        "Chaussée de Charleroi 112 bte 3, 1060 Saint-Gilles",
        "Chaussée de Charleroi 112 bte 3, 1060 Saint-Gilles",
    ),
    ("son bureau, 12 rue victor hugo", "12 rue victor hugo"),
    ("elle vit 8 chemin des vignes", "8 chemin des vignes"),
    ("Il habite rue des Tanneurs à Tours", "rue des Tanneurs à Tours"),
    ('{"adresse_client": "Kerbiriou 4, Crozon"}', "Kerbiriou 4, Crozon"),
    ("nom;adresse;ville\nKerbrat;6 Kerbiriou;Crozon", "6 Kerbiriou"),
    ("12 Grande Rue, 25000 Besançon", "12 Grande Rue, 25000 Besançon"),
    ("Bahnhofstrasse 21, 8001 Zürich", "Bahnhofstrasse 21, 8001 Zürich"),
    ("Case postale 123, 1211 Genève 3", "Case postale 123, 1211 Genève 3"),
    ("12, rue de la Gare, L-1611 Luxembourg", "12, rue de la Gare, L-1611 Luxembourg"),
    (
        "1250, rue Sainte-Catherine Ouest, Montréal (Québec) H3B 1E3",
        "1250, rue Sainte-Catherine Ouest, Montréal (Québec) H3B 1E3",
    ),
    (
        "2 route de la Falaise, 76600 Le Havre-d'Aubrac, 3 pièces",
        "2 route de la Falaise, 76600 Le Havre-d'Aubrac",
    ),
    (
        "BIEN : 11  rue  du  Puits , 42000  Saint-Étienne",
        "11  rue  du  Puits , 42000  Saint-Étienne",
    ),
    ("Mme Roy, Les Trois-Chênes, 19000 Tulle, don", "Les Trois-Chênes, 19000 Tulle"),
    (
        "SARL Roy, 18 bis impasse des Glycines, 44100 Nantes, SIRET 812 345 678 00019",
        "18 bis impasse des Glycines, 44100 Nantes",
    ),
    ("adresse='9 av. Jean Jaurès 69007 Lyon' WHERE id=5", "9 av. Jean Jaurès 69007 Lyon"),
    ("12 rue des Lilas 44100 Nantes Tél : 02 40", "12 rue des Lilas 44100 Nantes"),
    ("loge 3 rue du Four à Cahors. Merci", "3 rue du Four à Cahors"),
    ("chez Nicole, 3 rue du Four à Cahors.\nMerci", "chez Nicole, 3 rue du Four à Cahors"),
    ("au 5quai de la Tournelle 75005 Paris", "5quai de la Tournelle 75005 Paris"),
    ("7 r des Lilas, 93260 Les Lilas", "7 r des Lilas, 93260 Les Lilas"),
    ("22 Les Hauts du Bois, 78600 Le Mesnil", "22 Les Hauts du Bois, 78600 Le Mesnil"),
    ("Hauptstraße 12, 10827 Berlin", "Hauptstraße 12, 10827 Berlin"),
    ("Gartenstr. 5, 2. OG, 10115 Berlin", "Gartenstr. 5, 2. OG, 10115 Berlin"),
    ("Calle Mayor 12, 28013 Madrid", "Calle Mayor 12, 28013 Madrid"),
    ("Rua Alta 118, 2.º Esq., 4050-263 Porto", "Rua Alta 118, 2.º Esq., 4050-263 Porto"),
    ("Via Roma 5, 00184 Roma", "Via Roma 5, 00184 Roma"),
    ("3 rue Monge, 21000 Dijon, bât. C, Mme Roy", "3 rue Monge, 21000 Dijon, bât. C"),
    ("CP / Ville ..... 61000 ALENÇON", "61000 ALENÇON"),
    ("    ville: 54000 Nancy", "54000 Nancy"),
    ('{"line1": "8 Tanners Row", "town": "Ely"}', "8 Tanners Row"),
    ("Adresse : 9 all. des cyprès bandol", "9 all. des cyprès bandol"),
    ("Adresse : 31 r ue des Til leuls 71 100 Chalon", "31 r ue des Til leuls 71 100 Chalon"),
    (
        "EHPAD Les Glycines, chambre 204, 6 boulevard Jean-Moulin, 24000 Périgueux",
        "EHPAD Les Glycines, chambre 204, 6 boulevard Jean-Moulin, 24000 Périgueux",
    ),
)
MISSES = (
    "Il travaille à Lyon.",
    "La rue de la République est en travaux",
    "Réunion à 69003 Lyon",
    "Place au débat en 2026",
    "En 2026, cours de yoga pour 12 personnes",
    "Article 12 de la loi du 6 juillet 1989",
    "Il y a 3 cours de français et 2 places libres",
    "20 place de marché en ligne",
    "voie 3, quai 2",
    "12 rue en travaux",
    "1 chemin de fer",
    "Il habite en rase campagne",
    '{"address": "0.0.0.0"}',
    "4 Résidence secondaire, 12000 euros",
    "Bâtiment B, 3e étage",
    "Cour d'appel de Paris, 12 mars 2020",
    "La Poste livre en 48 heures",
    "Le 12345 est un numéro de test",
    "Adresse : ligne 2 du formulaire",
)
