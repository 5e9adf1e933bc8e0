"""Policies from their files: those that belong together checked against each other, made one.

A policy may extend another, whose rules then come first; a rule of the same id takes the place of
its parent's. It never yields a policy that leaves out a rule: one bad file is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.errors import Exit, ParaventError, Problem
from paravent.i18n import t
from paravent.policy.build import ALLOWED, build_policy
from paravent.policy.evaluate import UNSPOKEN
from paravent.policy.files import policy_files, read_files
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.policy.files import PolicySheet
    from paravent.policy.rules import Policy


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
    files = read_files(policy_files(folders), entities)
    names = [file.model.name for file in files if file.founds_policy]
    problems = [*_strays(files, names), *_misplaced(files), *_orphans(files, names)]
    parents = {file.model.name: file.model.extends for file in files if file.model.extends}
    problems += _cycles(files, parents)
    levels = [
        [file for file in files if file.model.name == level] for level in _ancestry(name, parents)
    ]
    for level in levels:
        problems += _id_clashes(level)
    problems += _pattern_clashes(levels, entities)
    problems += _unknown_off(levels)
    problems += _unknown_types([file for level in levels for file in level], entities)
    if name not in names:
        problems.append(_no_policy(name, names))
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    return build_policy(name, levels, entities)


def _ancestry(name: str, parents: Mapping[str, str]) -> list[str]:
    """A policy and those that it extends, the oldest first; a cycle is gone through once."""
    line = [name]
    while (parent := parents.get(line[0])) and parent not in line:
        line.insert(0, parent)
    return line


def _no_policy(name: str, names: Sequence[str]) -> Problem:
    return Problem(
        t("aucune politique de ce nom : {name}", "no policy of this name: {name}", name=name),
        did_you_mean(name, names, ", ".join(names)),
    )


def _strays(files: Iterable[PolicySheet], names: Sequence[str]) -> Iterator[Problem]:
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


def _misplaced(files: Iterable[PolicySheet]) -> Iterator[Problem]:
    """Files that only add to a policy and say what it extends."""
    for file in files:
        if file.model.extends and not file.founds_policy:
            yield Problem(
                t("« extends » n'a pas sa place ici", '"extends" is out of place here'),
                t(
                    "écrivez-le dans {name}.yaml",
                    "write it in {name}.yaml",
                    name=file.model.name,
                ),
                file.at.where("extends"),
            )


def _orphans(files: Iterable[PolicySheet], names: Sequence[str]) -> Iterator[Problem]:
    """Files that extend a policy that does not exist."""
    for file in files:
        if file.model.extends and file.model.extends not in names:
            known = [name for name in names if name != file.model.name]
            yield Problem(
                t("aucune politique ne porte ce nom", "no policy has this name"),
                did_you_mean(file.model.extends, known, ", ".join(known)),
                file.at.where("extends"),
            )


def _cycles(files: Iterable[PolicySheet], parents: Mapping[str, str]) -> Iterator[Problem]:
    """Files whose policy extends itself, directly or by way of others."""
    for file in files:
        line = _ancestry(file.model.name, parents)
        if file.model.extends and parents.get(line[0]) == file.model.name:
            circle = " → ".join([*reversed(line), file.model.name])
            yield Problem(
                t("cette politique s'étend elle-même", "this policy extends itself"),
                t("{circle} : retirez un « extends »", '{circle}: take out one "extends"',
                  circle=circle),
                file.at.where("extends"),
            )  # fmt: skip


def _id_clashes(files: Iterable[PolicySheet]) -> Iterator[Problem]:
    first = {UNSPOKEN.id: "Paravent", ALLOWED: "Paravent"}
    for file in files:
        for index, rule in enumerate(file.model.rules):
            where = file.at.where("rules", index, "id")
            if (owner := first.setdefault(rule.id, where)) != where:
                yield _taken(owner, where)


def _pattern_clashes(
    levels: Iterable[Iterable[PolicySheet]], entities: Mapping[str, EntityType]
) -> Iterator[Problem]:
    """Patterns whose id or word is that of another type; a child's may replace its parent's."""
    words = {entity.word: ("", "Paravent") for entity in entities.values()}
    for level in levels:
        ids = dict.fromkeys(entities, "Paravent")
        for file in level:
            for index, pattern in enumerate(file.model.patterns):
                where = file.at.where("patterns", index, "id")
                if (owner := ids.setdefault(pattern.id, where)) != where:
                    yield _taken(owner, where)
                where = file.at.where("patterns", index, "word")
                user, owner = words.setdefault(pattern.word, (pattern.id, where))
                if user != pattern.id:
                    yield Problem(
                        t("ce mot est celui d'un autre type", "this word is another type's"),
                        t("il est pris par {owner}", "it is taken by {owner}", owner=owner),
                        where,
                    )


def _taken(owner: str, where: str) -> Problem:
    return Problem(
        t("cet identifiant est déjà pris", "this id is already taken"),
        t("il est pris par {owner}", "it is taken by {owner}", owner=owner),
        where,
    )


def _unknown_off(levels: Sequence[Sequence[PolicySheet]]) -> Iterator[Problem]:
    """Rules that are said to be off and that there are none of: a slip would leave them on."""
    files = [file for level in levels for file in level]
    known = sorted({rule.id for file in files for rule in file.model.rules})
    for file in files:
        for index, name in enumerate(file.model.disabled):
            if name not in known:
                yield Problem(
                    t("aucune règle de ce nom : {name}", "no rule of this name: {name}", name=name),
                    did_you_mean(name, known, ", ".join(known)),
                    file.at.where("disabled", index),
                )


def _unknown_types(
    files: Sequence[PolicySheet], entities: Mapping[str, EntityType]
) -> Iterator[Problem]:
    """Types that are declared by another policy only."""
    known = {*entities, *(pattern.id for file in files for pattern in file.model.patterns)}
    for file in files:
        named = [
            ((("rules", n, "when", "types", m), text))
            for n, rule in enumerate(file.model.rules)
            for m, text in enumerate(rule.when.types)
        ] + [
            ((("allow", n, "types", m), text))
            for n, allowance in enumerate(file.model.allow)
            for m, text in enumerate(allowance.types or ())
        ]
        for loc, text in named:
            if text not in known:
                yield Problem(
                    t("ce type est celui d'une autre politique", "this type is another policy's"),
                    did_you_mean(text, known),
                    file.at.where(*loc),
                )
