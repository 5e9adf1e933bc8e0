"""Names that the words around them give to a thing: a theorem, a program, a product, a feast.

*The axioms of Peano*, ``"product": "Aurora lamp"``, *a cadeau de Noël*, *Marbury v. Madison
(1803)*: nobody one deals with. Patterns only, each bounded; they never judge what a cue gives away.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UPPER

_BEFORE, _AFTER = 60, 80  # characters around a name that are looked at
_OTHER = rf"(?:[{UPPER}][{LETTER}]+(?:[ \-–]| et | and |, )){{0,2}}"  # another who gave his name

# What is called after whoever found it. Of a first name it may be a colleague's work.
_PROVED = (
    r"theorems?|lemmas?|inequalit(?:y|ies)|conjectures?|paradox(?:es)?|postulates?|axioms?"
    r"|equations?"
)
_FOUND = (
    r"polynomials?|distribution|transforms?|integrals?|algorithms?|constants?|criterion|entropy"
    r"|free energy|syndromes?|reflex|reagent|matrix|manifolds?|effect|algebras?|automat(?:on|a)"
    r"|notation|encoding|razor|equilibri(?:um|a)|dilemma"
)
_FOUNDER = re.compile(
    r"(?i:\b(?:th[ée]or[èe]mes?|lemmes?|in[ée]galit[ée]s?|conjectures?|paradoxes?|postulats?"
    r"|axiomes?|arithm[ée]tique|g[ée]om[ée]trie|[ée]quations?|polyn[ôo]mes?|transform[ée]es?"
    r"|int[ée]grales?"
    r"|algorithmes?|constante|entropie|syndromes?|r[ée]flexes?|alg[èe]bres?|automates?|rasoir"
    r"|lois?) "
    rf"(?:de |d['’]|du )|\b(?:{_PROVED}|arithmetic|geometry) of ){_OTHER}$"
)
_FOUNDED = re.compile(
    rf"(?:(?:[ \-–]| and )[{UPPER}][{LETTER}]+)?(?:(?:['’]s?)? (?:{_PROVED})| (?:{_FOUND}))\b"
)
_MADE = re.compile(
    r" (?:frameworks?|keyboards?|plug-?ins?|sdk|cli|ide|compiler|parser|fuzzer|fonts?|distros?"
    r"|dialect|shaders?|tokenizer|syntax|programming language)\b"
)
_MAKING = re.compile(
    r"(?i)\b(?:programming language|framework|(?:python|java|javascript|open source) library"
    r"|plug-?in|font|langage de programmation|logiciel|biblioth[èe]que (?:python|java|javascript)"
    r"|police de caract[èe]res|jeu vid[ée]o|video ?game|anime|manga) [\"«“'‘(]?[ \u00a0]?$"
)
_LONGEST = 30  # characters of the longest of these
_FIELD = re.compile(
    r"(?i)(?:^|[{,;|\n(\s])[\"'`]?(?:product|produit|article|item|brand|marque|sku|couleur|colou?r"
    r"|species|esp[èe]ce|ingr[ée]dients?|flavou?r|parfum|vari[ée]t[ée]|variety)"
    r"(?:[_ ]?(?:name|nom|label))?[\"'`]?[ \t]{0,2}[:=][ \t]{0,2}[\"'`]?$"
)
_SIGNS, _NEAR = frozenset(":="), 6  # one of these stands so near
_FEAST = re.compile(
    r"(?i)\b(?:(?:cadeaux?|march[ée]s?|sapins?|vacances|repas|r[ée]veillons?|soir|veille|jour"
    r"|f[êe]tes?"
    r"|p[ée]riode|arbres?|contes?|chants?|menus?|b[ûu]ches?|boules?|d[ée]cos?|d[ée]corations?"
    r"|calendriers?|pulls?|chansons?|films?|saison|primes?|cartes?|op[ée]ration|offres?"
    r"|cong[ée]s) de|joyeux|p[èe]re|avant|apr[èe]s|depuis|d[èe]s) $"
)
_FEASTS = ("noel", "noël")
_KEY = re.compile(r"[A-G](?:[#♯♭b]| (?:sharp|flat))? (?:major|minor|maj|min)")
# Months cut short that nobody is called; jan, mar and may are names beside nobody but them.
_SHORT = r"feb|apr|jun|jul|aug|sept?|oct|nov|dec|janv|f[ée]vr?|avr|juil|d[ée]c"
_MONTH = re.compile(rf"(?i)(?:{_SHORT}|jan|mar|may|mars|mai|juin|ao[ûu]t)\.?")
_CUT = re.compile(r"(?i)(?:janv|f[ée]vr|avr|juil|sept)\.?")
_MONTH_BEFORE = re.compile(rf"(?i)\b(?:{_SHORT})\.?[,;|/\t\"' &\-–]{{1,4}}(?:and |et |to )?$")
_MONTH_AFTER = re.compile(rf"(?i)\.?[,;|/\t\"' &\-–]{{1,4}}(?:and |et |to )?(?:{_SHORT})\b")
_DAY = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun)")
_DATE_AFTER = re.compile(rf"(?i),? (?:\d{{1,2}} )?(?:{_SHORT}|jan|mar|may)\b")
_TRADED = re.compile(
    r"(?i)(?:(?:march|april|may|june|august|mars|avril|mai|juin) (?:sales|budget|figures|results"
    r"|payroll|newsletter|campaign|rent|takings|revenue|turnover|statements?|deadline|targets?"
    r"|forecast"
    r"|numbers|menu|offers?|promo|ventes)"
    r"|(?:petite?|grande?|gros(?:se)?|longue?|bonne?|beau|belle|vieux|jeune|blanc|noir|rouge|bleu"
    r"|vert"
    r"|rose|brun|roux)s? (?:budget|prix|format|projet|plan|d[ée]jeuner|commerce"
    r"|[ée]lectrom[ée]nager"
    r"|mat[ée]riel|mot|texte|souci|probl[èe]me|rappel|point|d[ée]tail|groupe|comit[ée]|public"
    r"|[ée]cran"
    r"|mod[èe]le|volume|tirage|fichier|tableau|logo|bouton|titre|menu|terme|m[ée]trage|espace"
    r"|effort"
    r"|coup|conseil|test|retour)s?"
    r"|[a-zà-ÿ]+ (?:cash|turnover))\b"
)
_GOODS = (
    r"lampe|lampadaire|suspension|applique|tabouret|chaise|fauteuil|canap[ée]|banc|buffet|commode"
    r"|plaid"
    r"|coussin|tapis|rideau|robe|jupe|blouse|chemise|chemisier|pull|gilet|veste|manteau|pantalon"
    r"|jean"
    r"|short|salopette|sac|cabas|pochette|ceinture|bague|collier|boucles d'oreilles|sandales?"
    r"|baskets?"
    r"|bottines?|mocassins?|bougie|vase|tasse|assiette|dress|skirt|jumper|cardigan|blouse|shirt"
    r"|coat"
    r"|jacket|trousers|dungarees|bag|tote|clutch|belt|ring|necklace|earrings|sandals?|boots?"
    r"|loafers?"
    r"|lamp|stool|chair|armchair|sofa|bench|sideboard|throw|cushion|rug|vase|mug|candle|wallpaper"
)
_GOODS_BEFORE = re.compile(rf"(?i)\b(?:{_GOODS})s? $")
_GOODS_BEGUN = re.compile(rf"(?i)(?:{_GOODS})s? ")
_PRICED = re.compile(r"[ ;,|\t:–-]{1,3}(?:à |[$€£])?\d")
_GOODS_AFTER = re.compile(rf" (?:{_GOODS})s?\b")
_THE = re.compile(r"(?:^|[^\w])[Tt]he $")
_KEYED = re.compile(r"(?i)(?:do|r[ée]|mi|fa|sol|la|si)(?: di[èe]se| b[ée]mol)?")
_KEYED_AFTER = re.compile(r"(?i)(?: di[èe]se| b[ée]mol)?,? (?:majeure?|mineure?)\b")
_VERSUS = re.compile(r"\bv\.? $")
# Reported cases of other centuries are nobody's file.
_REPORTED = re.compile(
    rf"(?:[{LETTER}]+ )?(?:[^\n\[(]{{1,60}}? )?v\.? [^\n\[(]{{1,60}}? ?[\[(]1[6-9]\d\d[\])]"
)
_SEEN_PLACE = re.compile(
    r"(?: [A-Z][a-z]+)? (?:Valley|Village|Street|Avenue|Park|School|Cemetery|Beach|Hills?|Heights"
    r"|County|Lake|River|Islands?|Bay|Square|Bridge|Station|Airport|Mall|University|College"
    r"|Hospital|Church|Museum|Library|Knolls)\b"
)
_DOTTED = re.compile(r"(?:[A-Z]\.){4,}[A-Z]?")  # S.M.A.R.T.; nobody has as many initials alone
_TECHNICAL = re.compile(
    r"(?i)\.\w+|@(?:echo|rem|setlocal|param|return|define|include|if|for|end)\b.*|.*\.(?:mkv"
    r"|mp[34]|avi|mov"
    r"|wav|flac|ogg|png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|xml|html?|s?css"
    r"|[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bat|ps1|sql|db|log|txt|md"
    r"|ini|cfg|conf"
    r"|toml|lock|zip|gz|tar|exe|dll|so|jar|apk|iso|mk|bin|dat|vue|ipynb|tex|bib)"
)
_FORGE = re.compile(r"(?i)\b(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/$")
_REPOSITORY = re.compile(r"/[\w.\-]")


def names_thing(text: str, start: int, end: int, *, is_first_name: bool) -> bool:
    """Whether the words beside a name say that it is a thing's.

    Args:
        text: where it stands.
        start: where it begins.
        end: where it ends.
        is_first_name: whether one of its words is somebody's first name, whose things may be meant.
    """
    name = text[start:end]
    before, after = max(0, start - _BEFORE), end + _AFTER
    announced = not _SIGNS.isdisjoint(text[max(0, start - _NEAR) : start])
    if (
        _DOTTED.fullmatch(name)
        or _KEY.fullmatch(name)
        or (announced and _FIELD.search(text, before, start))
    ):
        return True
    if name.lower() in _FEASTS and _FEAST.search(text, before, start):
        return True
    if _is_goods(text, start, end) or (_KEYED.fullmatch(name) and _KEYED_AFTER.match(text, end)):
        return True
    if is_month(text, start, end) or _TRADED.match(text, start, after):
        return True
    if is_first_name:
        return False
    return bool(
        _FOUNDER.search(text, before, start)
        or _FOUNDED.match(text, end, after)
        or _MAKING.search(text, max(0, start - _LONGEST), start)
        or _MADE.match(text, end, after)
    )


def _is_goods(text: str, start: int, end: int) -> bool:
    """Whether this is what a shop calls its goods: *Tabouret Sven; 39*, the *Clara* dress."""
    if _THE.search(text, max(0, start - 5), start) and _GOODS_AFTER.match(text, end):
        return True
    if not _PRICED.match(text, end):
        return False
    goods = _GOODS_BEGUN.match(text, start, end) or _GOODS_BEFORE.search(
        text, max(0, start - 24), start
    )
    return goods is not None


def is_month(text: str, start: int, end: int) -> bool:
    """Whether this is a month or a day cut short, beside another or in a date: *Mar*, Apr."""
    name = text[start:end]
    if _CUT.fullmatch(name):
        return True
    if _DAY.fullmatch(name):
        return _DATE_AFTER.match(text, end) is not None
    if not _MONTH.fullmatch(name):
        return False
    before = _MONTH_BEFORE.search(text, max(0, start - 16), start)
    return before is not None or _MONTH_AFTER.match(text, end) is not None


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether this is a party of a case of old: *Donoghue v Stevenson [1932]*."""
    behind = _VERSUS.search(text, max(0, start - 4), start)
    return _REPORTED.match(text, behind.start() if behind else start, end + _AFTER) is not None


def is_place(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name make it a place's: Noe *Valley*, *marché de* Noël de Metz."""
    if _SEEN_PLACE.match(text, end, end + _AFTER):
        return True
    feast = text[start:end].lower().startswith(_FEASTS)
    return feast and _FEAST.search(text, max(0, start - _BEFORE), start) is not None


def is_technical(text: str, start: int, end: int) -> bool:
    """Whether what reads as an account is a file, a directive of a tool or a tag in brackets.

    The owner of a repository is one too: its address is a public page like another.
    """
    name = text[start:end].strip()
    if _FORGE.search(text, max(0, start - 16), start) and _REPOSITORY.match(text, end):
        return True
    return bool(_TECHNICAL.fullmatch(name)) or f"[/{name}]" in text or f"</{name}>" in text
