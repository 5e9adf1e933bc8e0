"""``rules``: what is hidden, and whether the rules do what they say."""

from __future__ import annotations

import asyncio
import fnmatch
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.judging import Judge, running
from paravent.cli.program import Base
from paravent.core.vocabulary import DOSSIER
from paravent.detect.catalogue import entities
from paravent.errors import Exit, ParaventError, Problem
from paravent.i18n import plural, t
from paravent.log import to_stderr
from paravent.policy.load import load_policy
from paravent.rulecheck import check_policy
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.policy.rules import Policy
    from paravent.register.register import Register
    from paravent.services.catalogue import Catalogue

app = typer.Typer(no_args_is_help=True, help="Les règles. / The rules.")

Paths = Annotated[
    list[Path] | None, typer.Argument(exists=True, help="Dossiers de règles. / Folders of rules.")
]


def _load(paths: list[Path] | None) -> Policy:
    base = Base.load()
    folders = [path if path.is_dir() else path.parent for path in paths or ()]
    return load_policy(base.settings.policy, [*base.policy_folders(), *folders], entities())


@app.command("list")
def list_(*, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Les règles en vigueur. / The rules in force."""
    policy = _load(None)
    rows = [
        (
            rule.ref.id,
            "off" if rule in policy.off else rule.action.name,
            ", ".join(sorted(rule.types)),
            f"{rule.confidence:g}",
            rule.conditions.describe(),
            rule.ref.where,
        )
        for rule in (*policy.rules, *policy.off)
    ]
    if json:
        names = ("id", "action", "types", "confidence", "conditions", "where")
        rules = [dict(zip(names, row, strict=True)) for row in rows]
        console.say_json(policy=policy.name, sha256=policy.sha256, rules=rules)
        return
    console.table(
        (
            t("règle", "rule"),
            t("action", "action"),
            t("données", "data"),
            t("confiance", "confidence"),
            "conditions",
            t("écrite dans", "written in"),
        ),
        rows,
        right=(3,),
    )


@app.command()
def check(paths: Paths = None) -> None:
    """Vérifie l'écriture des règles. / Checks how rules are written."""
    policy = _load(paths)
    base = Base.load()
    register = base.register().current
    problems = list(_pointless(policy, base.catalogue(), register))
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    count = plural(len(policy.rules), "règle valide", "règles valides", "valid rule", "valid rules")
    console.say(f"{count}.")


def _pointless(policy: Policy, catalogue: Catalogue, register: Register) -> Iterator[Problem]:
    """Rules for services, groups or clients that there are none of: most often a slip."""
    services = catalogue.services
    groups = sorted({group for service in services.values() for group in service.groups})
    for rule in policy.rules:
        conditions = rule.conditions
        for pattern in conditions.services:
            if not fnmatch.filter(services, pattern):
                yield Problem(
                    t("aucun service de ce nom : {name}", "no service of this name: {name}",
                      name=pattern),
                    did_you_mean(pattern, services, ", ".join(services)),
                    rule.ref.where,
                )  # fmt: skip
        for name in sorted(conditions.dossiers):
            if not re.fullmatch(DOSSIER, name) and register.named(name) is None:
                yield Problem(
                    t("aucun client de ce nom dans le registre", "no client of this name in the "
                      "register"),
                    t("voyez « paravent clients list »", "see `paravent clients list`"),
                    rule.ref.where,
                )  # fmt: skip
        for group in sorted(conditions.groups - set(groups)):
            yield Problem(
                t("aucun service dans ce groupe : {name}", "no service in this group: {name}",
                  name=group),
                did_you_mean(group, groups, ", ".join(groups)),
                rule.ref.where,
            )  # fmt: skip


@app.command()
def test(paths: Paths = None) -> None:
    """Essaie les exemples des règles. / Tries the examples of the rules."""
    to_stderr()
    policy = _load(paths)
    base = Base.load()

    async def work() -> list[Problem]:
        async with running(base.engine()) as engine:
            judge = Judge(engine, policy)
            return await check_policy(policy, judge.find, judge.mark, judge.suppose)

    problems = asyncio.run(work())
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    examples = sum(len(rule.examples) for rule in policy.rules)
    count = plural(
        examples, "exemple réussi", "exemples réussis", "example passed", "examples passed"
    )
    console.say(f"{count}.")
