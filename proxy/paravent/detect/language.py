"""French or English, from the words that each language cannot do without.

Only these two; a text in another language is read as the nearest of them. No model, no network.
"""

from __future__ import annotations

import re
from typing import Literal

type Language = Literal["fr", "en"]

_WORD = re.compile(r"[^\W\d_]+")
_FRENCH = frozenset(
    """la le les des du un une et est dans pour que qui avec sur au aux ce cette ces son sa ses je
    tu il elle nous vous ils elles mon ma mes ton votre vos notre nos leur leurs pas ne plus par
    mais ou où donc sont être avoir ai as avez ont était été sera fait faire peux peut bonjour merci
    cordialement madame monsieur mme né née chez sous sans très bien aussi si moi toi lui y en de à
    l d qu n s j c m quel quelle comment pourquoi rédige écris traduis résume corrige explique donne
    voici objet nom prénom adresse ville téléphone naissance client cliente facture devis montant
    rue avenue janvier février mars avril juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche""".split()  # noqa: SIM905 - a page of quotes is no easier to read
)
_ENGLISH = frozenset(
    """the a an and is are was were be been being of to in on at for with from by that this these
    those it its he she they we you i my your his her our their them him me not no do does did have
    has had will would can could should may might must as or but if then than so what which who when
    where why how hello hi dear regards thanks thank please mr mrs ms write translate summarize
    explain make give name address phone city street born birth date invoice amount customer january
    february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday about into over up out all any there here""".split()  # noqa: SIM905 - as above
)
_ACCENTS = frozenset("éèêàçùôîœâûëï")


def lean(text: str) -> int:
    """How French a text is, in words: positive for French, negative for English."""
    words = _WORD.findall(text.lower())
    points = sum((word in _FRENCH) - (word in _ENGLISH) for word in words)
    return points + any(char in _ACCENTS for char in text)
