"""A street with its number in French, and streets of neighbours' languages."""

from paravent.detect.base import LETTER, UPPER

WAY = (
    r"(?:rue|r\.|avenue|av\.?|boulevard|boul\.?|bld\.?|bd\.?|blvd\.?|place|pl\.?|all[ée]es?|all\."
    r"|chemin|che?m?\.|impasse|imp\.?|quai|cours|route|rte\.?|square|sq\.|passage|pass\.|voie|villa"
    r"|cit[ée]|hameau|lotissement|lot\.|r[ée]sidence|r[ée]s\.|sentier|sente|esplanade|promenade"
    r"|rond-point|faubourg|fbg?\.?|mont[ée]e|ruelle|venelle|traverse|clos|domaine|parvis|mail"
    r"|lieu[- ]dit|galerie|cour|c[ôo]te|chauss[ée]e|ch[ée]e|drève|rang"
    r"|zone (?:artisanale|industrielle|d'activit[ée]s?)|z\.?[ai]\.?c?\.?)"
)
WAYS = (  # as words that a text needs
    *(" rue ", " r ", "avenue", " av ", "boul", " bld ", " bd ", "blvd", "place", " pl ", "allee"),
    *(" all ", "chemin", " che ", " chem ", " ch ", "impasse", " imp ", "quai", "cours", "route"),
    *(" rte ", "square", " sq ", "passage", " pass ", "voie", "villa", " cite ", "hameau", "lotis"),
    *(" lot ", "residence", " res ", "sentier", "sente", "esplanade", "promenade", "rond-point"),
    *("faubourg", " fb ", " fbg ", "montee", "ruelle", "venelle", "traverse", " clos ", "domaine"),
    *("parvis", " mail ", "lieu-dit", "lieu dit", "galerie", " cour ", "cote", "chauss", " chee "),
    *("dreve", " rang ", "zone ", " z i ", " za ", " zi ", " zac ", " z a "),
)
PLAIN_WAY = r"(?:rue|avenue|av\.?|boulevard|bd\.?|impasse)"
GERMANIC = (
    rf"[{UPPER}][{LETTER}]+(?:straat|laan|weg|plein|lei|dreef|stra(?:ss|ß)e|str\.|gasse|platz"
    r"|allee)"
)
ROMANCE = (
    r"(?:Calle|C/|Avenida|Avda?\.?|Plaza|Paseo|Carrer|Ronda|Via|Viale|Piazza|Corso|Vicolo|Largo|Rua"
    r"|Travessa|Pra[çc]a)[ ]"
    r"(?:(?:de |del |della |dei |da |do |dos |das |di |la |las |los |el )){0,2}"
    rf"[{UPPER}][{LETTER}'’]+"
    rf"(?:[ ](?:(?:de |del |da |di ))?[{UPPER}][{LETTER}'’]+){{0,3}}"
)
SEP = r"(?:[ \t]*[,;–\-·]?[ \t]*\n[ \t]*|[ \t]*[,;–\-·][ \t]*|[ \t]+)"
_MONTH = (
    r"(?i:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre)"
)
LINK = (
    r"(?:de la |de l['’]|des? |du |la |les? |l['’]|d['’]|aux? |à |en |et |sur |sous |saint[e]?[ -])"
)
WORD = (
    rf"(?:[{UPPER}][{LETTER}'’.\-]*|\d{{1,2}}(?:er)?[ \-]{_MONTH}(?:[ \-]\d{{4}})?"
    r"|\d{1,3}(?:er|e|[èe]me))"
)
"""A word of a street's or a hamlet's name; a date such as the 8th of May is one."""
NUMBER = r"\d{1,4}(?:[ ]?(?:bis|ter|quater|[a-dA-D]\b))?(?:[ ]?[/-][ ]?\d{1,4})?"
STREET = (
    rf"(?:(?i:{WAY})[ ]{{1,3}}(?:{LINK}[ ]{{0,2}}){{0,2}}{WORD}"
    rf"(?:[ ]{{1,3}}(?:{LINK}){{0,2}}(?:{WORD}|\d{{1,4}}\b)){{0,5}}"
    r"|(?i:grand[e']?[- ]place|(?:grande?|vieille|petite|haute|basse|ancienne)['’]?[ \-]?rue))"
)
