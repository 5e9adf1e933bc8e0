"""What was found in a request, as its event tells it: alike findings in one group, counted.

Values come in and do not go out: what is kept of some of them is a keyed fingerprint.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paravent.core.types import Category
from paravent.core.vocabulary import mark_of
from paravent.register.register import SOURCE as REGISTER
from paravent.store.event import Entity
from paravent.store.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from paravent.core.types import Decision, EntityType

_TELLING = {Category.IDENTITY, Category.CONTACT, Category.PROFESSIONAL}
_SHARED = {"PERSON", "ORGANISATION", "ADDRESS", "DATE_OF_BIRTH"}
"""Types of these categories whose values several people may have."""


def group_findings(
    decisions: Iterable[tuple[Decision, str]],
    entities: Mapping[str, EntityType],
    fingerprint: Callable[[str, str], str],
) -> Iterator[Entity]:
    """Findings treated alike, counted.

    Only what identifies somebody by itself leaves fingerprints: numbers, electronic addresses,
    and the person's own clients; not names, of which there are many alike, nor secrets.

    Args:
        decisions: each with the value that it is about, normalised.
        entities: every type, by id.
        fingerprint: makes one of a type's id and a value.
    """
    groups: defaultdict[tuple[str, str, str, Band], list[str]] = defaultdict(list)
    for decision, value in decisions:
        found = decision.finding
        key = (found.type, decision.action.name, found.source, Band.of(found.score))
        groups[key].append(value)
    for (kind, action, source, band), values in groups.items():
        entity = entities[kind]
        distinct = sorted(set(values))
        yield Entity(
            cat=kind,
            reg_cat=entity.category,
            sens=mark_of(entity.category),
            n=len(values),
            distinct=len(distinct),
            act=action,
            src=source,
            score=band,
            fp=tuple(fingerprint(kind, value) for value in distinct)
            if entity.validated or source == REGISTER or _identifies(entity)
            else (),
        )


def _identifies(entity: EntityType) -> bool:
    return entity.category in _TELLING and entity.id not in _SHARED
