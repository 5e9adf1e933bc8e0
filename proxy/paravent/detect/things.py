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
    r"|axiomes?|arithm[ée]tique|g[ée]om[ée]trie|[ée]quations?|polyn[ôo]mes?|transform[ée]es?|int[ée]grales?"
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
_FIELD = re.compile(
    r"(?i)(?:^|[{,;|\n(\s])[\"'`]?(?:product|produit|article|item|brand|marque|sku|couleur|colou?r"
    r"|species|esp[èe]ce|ingr[ée]dients?|flavou?r|parfum|vari[ée]t[ée]|variety)"
    r"(?:[_ ]?(?:name|nom|label))?[\"'`]?[ \t]{0,2}[:=][ \t]{0,2}[\"'`]?$"
)
_FEAST = re.compile(
    r"(?i)\b(?:(?:cadeaux?|march[ée]s?|sapins?|vacances|repas|r[ée]veillons?|soir|veille|jour|f[êe]tes?"
    r"|p[ée]riode|arbres?|contes?|chants?|menus?|b[ûu]ches?|boules?|d[ée]cos?|d[ée]corations?"
    r"|calendriers?|pulls?|chansons?|films?|saison|primes?|cartes?|op[ée]ration|offres?"
    r"|cong[ée]s) de|joyeux|p[èe]re|avant|apr[èe]s|depuis|d[èe]s) $"
)
_FEASTS = ("noel", "noël")
_KEY = re.compile(r"[A-G](?:[#♯♭b]| (?:sharp|flat))? (?:major|minor|maj|min)")
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
_TECHNICAL = re.compile(
    r"(?i)\.\w+|@(?:echo|rem|setlocal|param|return|define|include|if|for|end)\b.*|.*\.(?:mkv|mp[34]|avi|mov"
    r"|wav|flac|ogg|png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|xml|html?|s?css"
    r"|[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bat|ps1|sql|db|log|txt|md|ini|cfg|conf"
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
    if _KEY.fullmatch(name) or _FIELD.search(text, before, start):
        return True
    if name.lower() in _FEASTS and _FEAST.search(text, before, start):
        return True
    if is_first_name:
        return False
    return bool(
        _FOUNDER.search(text, before, start)
        or _FOUNDED.match(text, end, after)
        or _MAKING.search(text, before, start)
        or _MADE.match(text, end, after)
    )


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
