"""A policy as the program uses it: resolved, immutable, and silent about the texts in it.

Nothing here reads files or decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING, Literal

from paravent.core.providing import UNKNOWN, ProviderFacts
from paravent.core.types import Sensitive
from paravent.core.vocabulary import Mark, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.core.types import Action, EntityType, Pattern, RuleRef
    from paravent.policy.conditions import Conditions

type Unread = Literal["block", "allow"]
type Expectation = Literal["hit", "miss"]
type Direction = Literal["request"]
"""Which way a text goes. Answers only get values back: no rule decides about them yet."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What rules may know of a request besides its findings.

    ``service`` is the id of the service that it is sent to, empty where none is named, ``dossier``
    the code of the matter it is for, empty where none is set, ``client`` the name of the client
    whose code that is. ``marks`` are words of
    ``core.vocabulary.Mark`` and ``persons`` is the number of distinct people, 0 where no rule
    asks, both of the request as a whole; ``attachments`` are kinds of files, words of
    ``Extension``. ``size`` is that of the body in bytes, ``at`` the local time of day; noon where
    nobody tells. ``provider`` is what is known of who gets it, ``used`` how much is used of a
    rule's quota.
    """

    service: str = ""
    groups: frozenset[str] = frozenset()
    surface: Surface = Surface.UNKNOWN
    dossier: str = ""
    marks: frozenset[Mark] = frozenset()
    direction: Direction = "request"
    attachments: frozenset[str] = frozenset()
    size: int = 0
    at: time = time(12)
    persons: int = 0
    client: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable
    provider: ProviderFacts = UNKNOWN
    used: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must act upon (``hit``) or not (``miss``), and where it is written.

    ``situation`` is what it is sent in, save what the sentence itself tells: marks, persons.
    ``clients`` are types and values that a register holds.
    """

    text: Sensitive[str]
    expect: Expectation
    situation: Situation
    where: str
    clients: tuple[tuple[str, Sensitive[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with some types of data from a confidence on, under some conditions.

    ``types`` holds ids of entity types, those of the rule's categories among them.
    """

    ref: RuleRef
    types: frozenset[str]
    confidence: float
    conditions: Conditions
    action: Action
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """A type of data of the person's own, and sentences in which it must be found, or must not."""

    pattern: Pattern
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """One line of the list of texts that are no personal data; None means whatever the type."""

    ref: RuleRef
    types: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """All the rules in force at one moment.

    One exchange is decided by one policy from its first finding to its last. ``allowed`` is keyed
    by texts as ``evaluate.fold`` writes them; ``rules`` keeps the order of the files, and so does
    ``off``, the rules that are switched off and decide nothing; ``entities`` are the types that
    they may speak of, those of its ``patterns`` included, by id.
    One that ``observes`` lets everything through and records what would have been done.
    ``resigns`` has, by service, where the credentials lie with which its signed requests are signed
    anew, as ``credentials.find_credentials`` knows places.
    ``sha256`` is that of ``text``, all that the files say, by which the audit log names the policy.
    """

    name: str
    describe_fr: str
    describe_en: str
    unread: Unread
    observes: bool
    resigns: Mapping[str, str]
    rules: tuple[Rule, ...]
    off: tuple[Rule, ...]
    patterns: tuple[OwnPattern, ...]
    entities: Mapping[str, EntityType]
    allowed: Mapping[str, tuple[Allowance, ...]] = field(repr=False)
    sha256: str
    text: str = field(default="", repr=False)

    @property
    def searched(self) -> tuple[Pattern, ...]:
        """What the detectors look for besides what they know."""
        return tuple(one.pattern for one in self.patterns)
