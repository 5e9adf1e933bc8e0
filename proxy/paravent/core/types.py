"""The words that every layer shares: findings, segments, decisions, and text that must not leak.

Nothing here computes; it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


class Sensitive[T: str | bytes]:
    """A value that holds somebody's personal data.

    Its ``repr`` tells the length and nothing else, and formatting it raises, so that it cannot
    slip into a log line, an error or a snapshot. ``reveal`` is the one way in, easy to search for.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself; the caller takes over the duty not to let it out."""
        return self._value

    def __len__(self) -> int:
        return len(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sensitive) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Sensitive(<{len(self._value)}>)"

    def __str__(self) -> NoReturn:
        raise TypeError("a Sensitive value is not for printing: use reveal() where it is meant")

    def __format__(self, spec: str) -> NoReturn:
        self.__str__()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Sensitive value is not pickled: reveal() it where it is meant")


class Category(StrEnum):
    """Kinds of personal data, in the words of the CNIL's register of processing (art. 30 GDPR)."""

    IDENTITY = "identity"
    CONTACT = "contact"
    PROFESSIONAL = "professional"
    FINANCIAL = "financial"
    CONNECTION = "connection"
    LOCATION = "location"
    NIR = "nir"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class EntityType:
    """What a detector can find, declared by the file that finds it.

    ``word`` is what a label shows (``PERSONNE``): 2 to 16 capital letters. ``validated`` says that
    a check digit or a fixed form backs it, so that a keyed fingerprint of it is worth keeping.
    """

    id: str
    word: str
    category: Category
    fr: str
    en: str
    validated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A type of the person's own, and how it is found: an RE2 pattern, its confidence.

    The value is what the group named ``v`` matches, or the whole match.
    """

    entity: EntityType
    regex: str
    score: float


class Effect(StrEnum):
    """What becomes of a stretch of text.

    ``replace`` puts a label in its place, which gets its value back in the answer; ``rewrite``
    puts another text there, and the value does not come back.
    """

    LEAVE = "leave"
    REPLACE = "replace"
    REWRITE = "rewrite"
    REFUSE = "refuse"

    @property
    def hides(self) -> bool:
        """Whether the request goes out without the value."""
        return self in (Effect.REPLACE, Effect.REWRITE)


type Rewrite = Callable[[str, str, str], str | None]
"""Makes another text of an entity type's id, its label word and a value; None: it cannot."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule orders, declared by the file of that action.

    Of all the rules that match a finding the one with the greatest ``strictness`` wins. ``warns``
    says that the person is told of it. An action with the effect ``rewrite`` has a pure ``rewrite``
    and says in ``otherwise`` what is done where that cannot; it must hide as well. One that
    ``asks`` refuses only what the person does not let leave within some time. One that ``counts``
    is about how much was sent, not about what is found.
    """

    name: str
    strictness: int
    effect: Effect
    warns: bool = False
    rewrite: Rewrite | None = None
    otherwise: Action | None = None
    asks: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of one text that a detector takes for personal data.

    ``start`` and ``end`` count Unicode code points in the text as it was given, end excluded.
    ``score`` is the detector's confidence from 0 to 1; ``source`` its name.
    """

    start: int
    end: int
    type: str
    score: float
    source: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of text to be read, as it stands in a request.

    ``path`` says where it was (``$.messages[0].content``, ``?q``, ``part:file``), never what it
    holds. ``label`` is the key or column name next to it, which may tell a detector what it is.
    """

    text: Sensitive[str]
    path: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A rule by its name and the place where a person can read it."""

    id: str
    where: str
    why_fr: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says about one finding, and the rule that said so."""

    finding: Finding
    action: Action
    rule: RuleRef


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The label that stands for a value: ``[PERSONNE_K7QDM2]``, or ``[PERSONNE_K7QDM2.2]``.

    ``form`` numbers the surface forms of one entity, from 1; form 1 is written without a number.
    """

    word: str
    id: str
    form: int = 1

    def __str__(self) -> str:
        suffix = "" if self.form == 1 else f".{self.form}"
        return f"[{self.word}_{self.id}{suffix}]"


@dataclass(slots=True)
class Tally:
    """Counts of what restoring did in one answer; they go into the audit log, values never do."""

    restored: int = 0
    unknown: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    characters: int = field(default=0, compare=False)
    """Characters of streamed text that went by, for an estimate of its length."""
    tokens: int = field(default=0, compare=False)
    """Tokens of the answer, where the service itself says how many."""

    def refuse(self, why: str) -> None:
        """Count one placeholder left in place, by reason: ``url``, ``attribute``, ``tool`` ..."""
        self.refused[why] = self.refused.get(why, 0) + 1
