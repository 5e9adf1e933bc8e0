"""What is called by a name and is no person: *a database called Bob*, *you are Anne, a chatbot*.

Brands, slogans, files, assistants that a prompt makes up, and animals. Judges a single word,
never a first name with a surname behind it, and nothing that a title or a label gives away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.cues import CONTEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.names import Names

_BEFORE, _AFTER = 80, 100  # characters around a name that are looked at
_THING = (
    r"(?:databases?|tables?|files?|folders?|director(?:y|ies)|functions?|class(?:es)?|variables?"
    r"|columns?"
    r"|fields?|repo(?:sitor(?:y|ies))?|branch(?:es)?|servers?|apps?|bots?|chatbots?|library"
    r"|packages?"
    r"|modules?|tools?|brands?|products?|soaps?|candles?|perfumes?|beers?|cocktails?|shops?|stores?"
    r"|caf[ée]s?|pubs?|bars?|bands?|albums?|songs?|novels?|films?|movies?|games?|podcasts?"
    r"|newsletters?|magazines?|blogs?|websites?|startups?|boats?|ships?|planets?|milks?|butters?|cheeses?|teas?|coffees?|cakes?|chocolates?|jams?|wines?|gins?|ciders?|sauces?"
    r"|bakery|sites?"
    r"|scripts?"
    r"|bases? de donn[ée]es|tables?|fichiers?|dossiers?|r[ée]pertoires?|fonctions?|classes?"
    r"|colonnes?"
    r"|champs?|d[ée]p[ôo]ts?|branches?|serveurs?|applis?|applications?|biblioth[èe]ques?|modules?"
    r"|outils?|marques?|produits?|savons?|bougies?|parfums?|bi[èe]res?|boutiques?|groupes? de \w+"
    r"|chansons?|romans?|jeux?|bateaux?|plan[èe]tes?|gammes?|collections?|logiciels?)"
)
_CALLED = re.compile(
    rf"(?i)\b{_THING}(?: [a-z\-]+)?,? (?:called|named|titled|appel[ée]e?s?|nomm[ée]e?s?"
    rf"|intitul[ée]e?s?"
    r"|baptis[ée]e?s?) [\"“«‘'`]?[ \u00a0]?(?:[A-Z][a-z]+ (?:&|and|et) )?$"
)
_CALLING = ("called", "named", "titled", "appel", "nomm", "intitul", "bapti")
_SAID = re.compile(
    r"(?i)\b(?:mott?o|slogan|tagline|strapline|devise|baseline|hashtag|brand|marque|product"
    r"|produit)s?"
    r"\b[^\n.!?\"“«]{0,20}[\"“«][^\"”»\n]{0,30}$"
)
_QUOTES = frozenset('"“«')
_NAME_FOR = re.compile(
    r"(?i)[^\"”»\n]{0,20}[\"”»] (?:(?:is |be |as )?an? (?:\w+ )?name for|comme nom d"
    r"|est-il un bon nom)"
)
_TOLD = re.compile(
    r"(?i)(?:\b(?:tu es|tu est|vous [êe]tes|tu t['’]appelles|ton nom est|agis comme|you are"
    r"|you['’]re"
    r"|your name is|act as|pretend to be|imagine (?:que tu es|you are)) )[\"“«]?$"
)
_TELLING = 24  # characters of the longest of these
_MADE_UP = re.compile(
    r"(?i)[^\n]{0,60}?\b(?:assistante?|chat-?bot|bot|ai|ia|virtuel(?:le)?|virtual"
    r"|mod[èe]le de langage"
    r"|language model|robot|personnage|character)\b"
)
_AI = re.compile(
    r"(?i)[\"”»]?,? (?:is |est )?(?:(?:the|an?|our|my|un|une|notre|mon|le|la) "
    r"|l['’])(?:[\w\-]+ ){0,2}?"
    r"(?:ai|ia|chat-?bot|bot|robot|mascott?e?|avatar|dog|cat|lurcher|spaniel|labrador|hamster"
    r"|hedgehog"
    r"|rabbit|goldfish|parrot|pony|tortoise|bear|dinosaur|dragon|robot|unicorn|chatbot|chienne?"
    r"|chatte?"
    r"|lapin|h[ée]risson|perroquet|ours|licorne|dinosaure)\b"
)


def namings(text: str, people: Sequence[Hit], names: Names) -> frozenset[Hit]:
    """Those of the people who are things, assistants and animals."""
    return frozenset(
        hit
        for hit in people
        if hit.score >= 0.5
        and hit.source not in {CONTEXT, TITLE}
        and not names.is_full_name(text[hit.start : hit.end])
        and _is_named(text, hit.start, hit.end)
    )


def _is_named(text: str, start: int, end: int) -> bool:
    before, after = max(0, start - _BEFORE), end + _AFTER
    said, told = text[before:start].lower(), max(0, start - _TELLING)
    return bool(
        (any(map(said.__contains__, _CALLING)) and _CALLED.search(text, before, start))
        or (not _QUOTES.isdisjoint(said) and _SAID.search(text, before, start))
        or _NAME_FOR.match(text, end, after)
        or _AI.match(text, end, after)
        or (_TOLD.search(text, told, start) and _MADE_UP.match(text, end, after))
    )
