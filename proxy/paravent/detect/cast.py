"""Who is named in a conversation, and the words by which they may be named again.

A name comes as somebody wrote it: *Marie Dupont*, *DUPONT Marie*, the *Dupont* after *Mme*, the
``marie.dupont`` of an e-mail address. Pure; what names there are is told, never guessed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from paravent.detect.firms import is_company
from paravent.detect.homonyms import is_homonym
from paravent.detect.manner import is_called
from paravent.detect.name_form import PARTICLES
from paravent.detect.names import PERSON
from paravent.detect.signed import signs
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from paravent.core.types import Finding
    from paravent.detect.lexicon import Lexicon

SOURCE = "repeat"
"""Who says that a name stands somewhere because it stands elsewhere too."""

TOKEN = re.compile(r"[^\W\d_]+")
"""A run of letters: what names are compared by."""

_MAIL, _HANDLE = "EMAIL", "HANDLE"
_SURE = 0.5
_LONGEST, _MOST_WORDS = 80, 6  # characters and words of a name; what is longer is none
_GUESSED = frozenset({"ner", "lexicon"})  # who may take an ordinary word for a name
_SMALL = PARTICLES | frozenset(
    "d l o n mc mac ben bin ibn bint ould abu abou st ste saint der den ter zu zur y e".split()  # noqa: SIM905
)
NOBODY = frozenset(
    """admin administration agence accueil achat achats bonjour bot boutique cabinet candidature
    client clients commande communication compta comptabilite contact contacts contracts customer
    customers devis direction dpo equipe facturation factures finance gestion hello help hr info
    information infos juridique legal mail mailing marketing news newsletter no notification office
    order orders paie postmaster press presse recrutement reply reservation rgpd rh sales
    secretariat security service services shop software support team technique test urgence vente
    ventes web webmaster""".split()  # noqa: SIM905 - a page of quotes is no easier to read
)
"""Words of the addresses by which no person in particular is reached."""
_SEPARATOR = re.compile(r"[._\-+\d]+")


class Name(NamedTuple):
    """A name taken to pieces; each word folded, see ``plain``."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    small: tuple[str, ...] = ()


def plain(word: str) -> str:
    """A word as names are compared: without case and accents, in its own script."""
    return fold(word) or word.casefold()


def names_in(text: str, found: Iterable[Finding], lexicon: Lexicon) -> Iterator[str]:
    """The names that are given away in a text, as they stand there or in its addresses.

    What only repeats a name gives none away, and neither does a guess at an ordinary word, unless
    that is a first name too and is written as one: *tell Grace*, *Grace said*.
    """
    for one in found:
        if one.score < _SURE or one.source == SOURCE:
            continue
        value = text[one.start : one.end]
        if one.type == PERSON.id:
            guessed = one.source in _GUESSED
            called = guessed and plain(value) in lexicon.first_names and is_called(text, one)
            if _may_be_name(value, lexicon, guessed=guessed and not called):
                yield value
        elif one.type in {_MAIL, _HANDLE}:
            named = _name_of_account(value.lstrip("@").partition("@")[0], lexicon)
            if named:
                yield named


def _may_be_name(value: str, lexicon: Lexicon, *, guessed: bool) -> bool:
    words = TOKEN.findall(value)
    if not words or len(words) > _MOST_WORDS or len(value) > _LONGEST or is_company(value):
        return False
    if len(words) > 1 and plain(words[0]) in lexicon.first_names:
        return True
    return not guessed or not all(is_homonym(plain(word), lexicon) for word in words)


def _name_of_account(local: str, lexicon: Lexicon) -> str | None:
    """The name in ``marie.dupont``; None where it may be anything."""
    words = [plain(word) for word in _SEPARATOR.split(local) if word]
    if not 2 <= len(words) <= 3 or not all(map(str.isalpha, words)):
        return None
    if NOBODY.intersection(words) or len(words[-1]) < 3:
        return None
    if any(len(word) > 1 and lexicon.is_first_name(word) for word in words):
        return " ".join(words)
    initial = len(words) == 2 and len(words[0]) == 1
    return " ".join(words) if initial and not is_homonym(words[1], lexicon) else None


def take_apart(name: str, lexicon: Lexicon) -> Name:
    """First names, surname and particles of a name: capitals tell, then first names, then order."""
    tokens = TOKEN.findall(name)
    words = [plain(token) for token in tokens]
    small = tuple(word for word in words if word in _SMALL and len(words) > 1)
    kept = [(t, w) for t, w in zip(tokens, words, strict=True) if w not in small]
    if len(kept) < 2:
        alone = tuple(word for _, word in kept)
        is_first = bool(alone) and not small and lexicon.is_first_name(alone[0])
        return Name(alone, (), small) if is_first else Name((), alone, small)
    loud = [len(token) > 1 and token.isupper() for token, _ in kept]
    if any(loud) and not all(loud):
        given = tuple(word for (_, word), up in zip(kept, loud, strict=True) if not up)
        return Name(given, tuple(w for (_, w), up in zip(kept, loud, strict=True) if up), small)
    listed = [word for _, word in kept]
    firsts = [len(word) == 1 or lexicon.is_first_name(word) for word in listed]
    if not any(firsts):
        firsts = [word in lexicon.first_names for word in listed]  # that are words as well: Grace
    if firsts[-1] and not firsts[0]:
        listed, firsts = [listed[-1], *listed[:-1]], [True, *firsts[:-1]]
    cut = next((n for n, is_first in enumerate(firsts[:-1]) if not is_first), len(firsts) - 1)
    return Name(tuple(listed[: max(1, cut)]), tuple(listed[max(1, cut) :]), small)


@dataclass(slots=True)
class Role:
    """What one word is in the names of a conversation.

    ``people`` are the numbers of those who have it anywhere in their name. It ``stands`` for
    somebody unless it is a particle to all of them, and is ``ordinary`` if it is a word as well.
    """

    ordinary: bool
    people: set[int] = field(default_factory=set)
    is_surname: bool = False
    stands: bool = False


class Cast:
    """The people of a conversation.

    Args:
        names: as ``names_in`` gives them.
        lexicon: what is a first name, and what an ordinary word.
    """

    def __init__(self, names: Collection[str], lexicon: Lexicon) -> None:
        self.names = frozenset(names)
        self.roles: dict[str, Role] = {}
        self.accounts: set[str] = set()
        """Names run together, as in accounts: ``mdupont``, ``mariedupont``."""
        self.initials: set[str] = set()
        """First letters of first name and surname, as in ``M. D.``."""
        self.signs: set[str] = set()
        """Letters and short forms by which a line signs, see ``signed``."""
        self.beside: set[tuple[str, str]] = set()
        """A part of a name and the first letter of another: ``Marie D.``, ``J. Dupont``."""
        self._lexicon = lexicon
        known: set[Name] = set()
        for number, text in enumerate(sorted(self.names)):
            name = take_apart(text, lexicon)
            if name not in known:
                known.add(name)
                self._add(name, number)

    def keys(self, name: str) -> Iterator[str]:
        """Every word by which somebody of this name may be found."""
        apart = take_apart(name, self._lexicon)
        yield from (*apart.given, *apart.surname, *_joined(apart))
        yield from (*_accounts(apart), *_initials(apart), *signs(apart.given, apart.surname))

    def _add(self, name: Name, number: int) -> None:
        joined = _joined(name)
        for word in (*name.given, *name.surname, *name.small, *joined):
            role = self._role(word)
            role.people.add(number)
            role.is_surname |= word in name.surname or word in joined
            role.stands |= word not in name.small
        for word in _accounts(name):
            if not is_homonym(word, self._lexicon) and not self._lexicon.is_first_name(word):
                self.accounts.add(word)
        self.initials.update(_initials(name))
        self.signs.update(signs(name.given, name.surname))
        firsts, lasts = ({word[0] for word in part} for part in (name.given, name.surname))
        self.beside.update((word, letter) for word in name.surname for letter in firsts)
        self.beside.update((word, letter) for word in name.given for letter in lasts)

    def _role(self, word: str) -> Role:
        role = self.roles.get(word)
        if role is None:
            role = self.roles[word] = Role(ordinary=is_homonym(word, self._lexicon))
        return role


def _joined(name: Name) -> Sequence[str]:
    """A surname of several words, run together: ``obrien``, ``delatour``."""
    words = (*name.small, *name.surname)
    return ("".join(words),) if name.surname and len(words) > 1 else ()


def _accounts(name: Name) -> Iterator[str]:
    if not name.given or not name.surname:
        return
    given, surname = "".join(name.given), "".join((*name.small, *name.surname))
    if len(surname) < 3:
        return
    letters = "".join(word[0] for word in name.given)
    made = {given[0] + surname, letters + surname, surname + given[0]}
    if len(given) > 1:
        made |= {given + surname, surname + given}
    yield from sorted(word for word in made if len(word) > 4)


def _initials(name: Name) -> Sequence[str]:
    if not name.given or not name.surname:
        return ()
    return (f"{name.given[0][0]}.{name.surname[0][0]}.",)
