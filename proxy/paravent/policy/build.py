"""Policies made of files that have been checked. Nothing here can fail or reads anything."""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from paravent.core.types import EntityType, Pattern, RuleRef, Sensitive
from paravent.policy.actions import actions
from paravent.policy.evaluate import fold
from paravent.policy.rules import Allowance, Example, OwnPattern, Policy, Rule, Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from paravent.policy.files import PolicySheet
    from paravent.policy.patterns import PatternModel
    from paravent.policy.schema import PolicyFile, RuleModel
    from paravent.yamlfile import Positions

ALLOWED = "liste-autorisee"
"""The id of the built-in rule that leaves the texts of the allow-list alone."""
ALLOWED_WHY = (
    "Ce texte est dans la liste de ceux qui ne sont pas des données personnelles.",
    "This text is on the list of those that are not personal data.",
)


def build_policy(
    name: str, levels: Sequence[Sequence[PolicySheet]], entities: Mapping[str, EntityType]
) -> Policy:
    """One policy of the files of each policy that it extends, the oldest first, and its own.

    A rule or a pattern of a later level takes the place of an earlier one of its id; one that any
    of the files says is off decides nothing.
    """
    files = [file for level in levels for file in level]
    models = [file.model for file in files]
    own = {
        pattern.id: _pattern(pattern, file.at, index)
        for file in files
        for index, pattern in enumerate(file.model.patterns)
    }
    types = {**entities, **{id_: one.pattern.entity for id_, one in own.items()}}
    rules = {
        model.id: _rule(model, file.at, index, types)
        for file in files
        for index, model in enumerate(file.model.rules)
    }
    off = {name for model in models for name in model.disabled}
    told = [
        file.model.describe.both
        for level in reversed(levels)
        for file in level
        if file.model.describe
    ]
    describe_fr, describe_en = told[0] if told else ("", "")
    text = _write(models)
    return Policy(
        name=name,
        describe_fr=describe_fr,
        describe_en=describe_en,
        unread=next((model.unread for model in reversed(models) if model.unread), "block"),
        observes=next((m.observe for m in reversed(models) if m.observe is not None), False),
        rules=tuple(rule for name, rule in rules.items() if name not in off),
        off=tuple(rule for name, rule in rules.items() if name in off),
        resigns=MappingProxyType(
            {one.service: one.credentials for model in models for one in model.resign}
        ),
        patterns=tuple(own.values()),
        entities=MappingProxyType(types),
        allowed=_allowed(files),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


def _rule(model: RuleModel, at: Positions, index: int, entities: Mapping[str, EntityType]) -> Rule:
    condition = model.when
    return Rule(
        ref=RuleRef(model.id, at.where("rules", index), *model.why.both),
        types=condition.types_among(entities),
        confidence=condition.confidence,
        conditions=condition.resolve(),
        action=actions()[model.then],
        examples=tuple(
            Example(
                Sensitive(example.text),
                example.expect,
                model.situation_of(example),
                at.where("rules", index, "tests", number),
                tuple(
                    (kind, Sensitive(value))
                    for kind, value in (example.given.clients if example.given else {}).items()
                ),
            )
            for number, example in enumerate(model.tests)
        ),
    )


def _pattern(model: PatternModel, at: Positions, index: int) -> OwnPattern:
    entity = EntityType(model.id, model.word, model.category, *model.name.both)
    return OwnPattern(
        Pattern(entity, model.regex, model.confidence),
        tuple(
            Example(
                Sensitive(example.text),
                example.expect,
                Situation(),
                at.where("patterns", index, "tests", number),
            )
            for number, example in enumerate(model.tests)
        ),
    )


def _allowed(files: Iterable[PolicySheet]) -> Mapping[str, tuple[Allowance, ...]]:
    found: dict[str, tuple[Allowance, ...]] = {}
    for file in files:
        for index, model in enumerate(file.model.allow):
            key = fold(model.text)
            types = None if model.types is None else frozenset(model.types)
            ref = RuleRef(ALLOWED, file.at.where("allow", index), *ALLOWED_WHY)
            found[key] = (*found.get(key, ()), Allowance(ref, types))
    return MappingProxyType(found)


def _write(models: Iterable[PolicyFile]) -> str:
    """The files' contents, defaults included, as JSON with sorted keys and no spaces."""
    contents = [model.model_dump(mode="json") for model in models]
    return json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
