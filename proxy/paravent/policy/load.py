"""Policies from their files: found, read, checked against each other, made one.

It reads ``*.yaml`` in the folders that it is given and nothing else, and never yields a policy
that leaves out a rule: one bad file is an error.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from paravent.core.types import RuleRef, Sensitive
from paravent.errors import Exit, ParaventError, Problem, fail
from paravent.i18n import t
from paravent.policy.actions import actions
from paravent.policy.evaluate import UNSPOKEN, fold
from paravent.policy.rules import Allowance, Example, Policy, Rule
from paravent.policy.schema import PolicyFile
from paravent.validation import did_you_mean
from paravent.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.policy.schema import RuleModel
    from paravent.yamlfile import Positions

ALLOWED = "liste-autorisee"
"""The id of the built-in rule that leaves the texts of the allow-list alone."""
_ALLOWED_WHY = (
    "Ce texte est dans la liste de ceux qui ne sont pas des données personnelles.",
    "This text is on the list of those that are not personal data.",
)


def load_policy(name: str, folders: Sequence[Path], entities: Mapping[str, EntityType]) -> Policy:
    """The policy of that name, from every file in ``folders`` that says that it belongs to it.

    The first folder is the one that is shipped; the files of later ones (they need not exist) add
    to it, and the last file that says what becomes of the unread has its way.

    Args:
        name: name of the policy.
        folders: where policy files lie.
        entities: the entity types that rules may speak of, by their ids.

    Raises:
        ParaventError: there is no such policy, or something is wrong in a file, its own or not;
            all the problems of all files.
    """
    files = _read(policy_files(folders), entities)
    names = [file.model.name for file in files if file.founds_policy]
    chosen = [file for file in files if file.model.name == name]
    problems = [*_strays(files, names), *_id_clashes(chosen)]
    if name not in names:
        problems.append(_no_policy(name, names))
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    return _build(name, chosen, entities)


def policy_files(folders: Sequence[Path]) -> list[Path]:
    """The policy files of some folders, in the order in which their rules count.

    Raises:
        ParaventError: a folder cannot be read, or holds ``.yml`` files, which would go unread.
    """
    found: list[Path] = []
    for folder in folders:
        try:
            paths = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError as error:
            raise fail(
                t("ce dossier ne peut pas être lu", "this folder cannot be read"),
                t("vérifiez ses droits d'accès", "check its permissions"),
                str(folder),
                exit_code=Exit.INVALID,
            ) from error
        found += [path for path in paths if not path.name.startswith(".")]
    if misnamed := [path for path in found if path.suffix == ".yml"]:
        hint = t("renommez ce fichier en .yaml", "rename this file to .yaml")
        message = t("ce fichier ne serait pas lu", "this file would not be read")
        raise ParaventError(
            [Problem(message, hint, str(path)) for path in misnamed], exit_code=Exit.INVALID
        )
    return [path for path in found if path.suffix == ".yaml"]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    model: PolicyFile
    at: Positions

    @property
    def founds_policy(self) -> bool:
        """Whether the policy exists by this file, to which others add."""
        return self.path.stem == self.model.name


def _read(paths: Iterable[Path], entities: Mapping[str, EntityType]) -> list[_File]:
    files: list[_File] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            model, at = read_yaml(path, PolicyFile, context={"entities": entities})
            files.append(_File(path, model, at))
        except ParaventError as error:
            problems += error.problems
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    return files


def _no_policy(name: str, names: Sequence[str]) -> Problem:
    return Problem(
        t("aucune politique de ce nom : {name}", "no policy of this name: {name}", name=name),
        did_you_mean(name, names, ", ".join(names)),
    )


def _strays(files: Iterable[_File], names: Sequence[str]) -> Iterator[Problem]:
    """Files whose rules would be of no policy: most often a name with a slip in it."""
    for file in files:
        if file.model.name not in names:
            yield Problem(
                t("aucune politique ne porte ce nom", "no policy has this name"),
                did_you_mean(
                    file.model.name,
                    names,
                    t(
                        "une politique à part s'écrit dans un fichier de son nom : {name}.yaml",
                        "a policy of its own is written in a file of its name: {name}.yaml",
                        name=file.model.name,
                    ),
                ),
                file.at.where("name"),
            )


def _id_clashes(files: Iterable[_File]) -> Iterator[Problem]:
    first = {UNSPOKEN.id: "Paravent", ALLOWED: "Paravent"}
    for file in files:
        for index, rule in enumerate(file.model.rules):
            where = file.at.where("rules", index, "id")
            if (owner := first.setdefault(rule.id, where)) != where:
                yield Problem(
                    t("cet identifiant est déjà pris", "this id is already taken"),
                    t("il est pris par {owner}", "it is taken by {owner}", owner=owner),
                    where,
                )


def _build(name: str, files: Sequence[_File], entities: Mapping[str, EntityType]) -> Policy:
    models = [file.model for file in files]
    described = next((model.describe.both for model in models if model.describe), ("", ""))
    return Policy(
        name=name,
        describe_fr=described[0],
        describe_en=described[1],
        unread=next((model.unread for model in reversed(models) if model.unread), "block"),
        rules=tuple(
            _rule(model, file.at, index, entities)
            for file in files
            for index, model in enumerate(file.model.rules)
        ),
        entities=entities,
        allowed=_allowed(files),
        sha256=_digest(models),
    )


def _rule(model: RuleModel, at: Positions, index: int, entities: Mapping[str, EntityType]) -> Rule:
    condition = model.when
    categories = condition.categories
    types = {id_ for id_, entity in entities.items() if entity.category in categories}
    return Rule(
        ref=RuleRef(model.id, at.where("rules", index), *model.why.both),
        types=frozenset(types.union(condition.types)),
        confidence=condition.confidence,
        conditions=condition.resolve(),
        action=actions()[model.then],
        examples=tuple(
            Example(
                Sensitive(example.text),
                example.expect,
                model.situation_of(example),
                at.where("rules", index, "tests", number),
            )
            for number, example in enumerate(model.tests)
        ),
    )


def _allowed(files: Iterable[_File]) -> Mapping[str, tuple[Allowance, ...]]:
    found: dict[str, tuple[Allowance, ...]] = {}
    for file in files:
        for index, model in enumerate(file.model.allow):
            key = fold(model.text)
            types = None if model.types is None else frozenset(model.types)
            ref = RuleRef(ALLOWED, file.at.where("allow", index), *_ALLOWED_WHY)
            found[key] = (*found.get(key, ()), Allowance(ref, types))
    return MappingProxyType(found)


def _digest(models: Iterable[PolicyFile]) -> str:
    """SHA-256 of the files' contents, defaults included, as JSON with sorted keys, no spaces."""
    contents = [model.model_dump(mode="json") for model in models]
    canonical = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
