"""A policy as the program uses it: resolved, immutable, and silent about the texts in it.

Nothing here reads files or decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.core.types import Action, RuleRef, Sensitive

type Unread = Literal["block", "allow"]
type Expectation = Literal["hit", "miss"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must act upon (``hit``) or not (``miss``), and where it is written.

    ``service`` is the id of the service that it is sent to; empty for any that is not named.
    """

    text: Sensitive[str]
    expect: Expectation
    service: str
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with some types of data from a confidence on, on some services.

    ``types`` holds ids of entity types, those of the rule's categories among them; ``services``
    ids or patterns as ``fnmatch`` reads them.
    """

    ref: RuleRef
    types: frozenset[str]
    confidence: float
    services: tuple[str, ...]
    action: Action
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
    by texts as ``evaluate.fold`` writes them; ``rules`` keeps the order of the files.
    ``sha256`` is that of the contents, by which the audit log names the policy.
    """

    name: str
    describe_fr: str
    describe_en: str
    unread: Unread
    rules: tuple[Rule, ...]
    allowed: Mapping[str, tuple[Allowance, ...]] = field(repr=False)
    sha256: str
