"""One action a file. The folder is walked: adding an action is adding a file.

A file declares ``ACTION`` and nothing else that this package reads.

The less of a value leaves and the less of it comes back, the stricter the action: ``allow`` 0,
``nudge`` 20 (asks, at a quota, and says nothing of data), ``generalise`` 30 (something of it
leaves), ``redact`` 50 (a label, which comes back), ``warn`` 60
(the same, and the person is told), ``mask`` 70 (nothing comes back), ``block`` 100.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from paravent.errors import Exit, ParaventError, Problem
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paravent.core.types import Action


@cache
def actions() -> Mapping[str, Action]:
    """Every action by its name, from the mildest to the strictest.

    Raises:
        ParaventError: two files declare one name or one strictness.
    """
    names = [module.name for module in pkgutil.iter_modules(__path__, f"{__name__}.")]
    return by_name((name, importlib.import_module(name).ACTION) for name in names)


def by_name(declared: Iterable[tuple[str, Action]]) -> Mapping[str, Action]:
    """Actions by their name, from the mildest to the strictest, given the module of each.

    Raises:
        ParaventError: two modules declare one name or one strictness; without an order between
            them the winner of two rules would be a matter of chance.
    """
    pairs = list(declared)
    owners: dict[str | int, str] = {}
    problems = [
        Problem(
            t(
                "action en double avec {owner} : {claim}",
                "action declared twice, also by {owner}: {claim}",
                owner=owner,
                claim=claim,
            ),
            t(
                "donnez à chaque action un nom et un degré à elle",
                "give each action a name and a strictness of its own",
            ),
            module,
        )
        for module, action in pairs
        for claim in (action.name, action.strictness)
        if (owner := owners.setdefault(claim, module)) != module
    ]
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    found = sorted((action for _, action in pairs), key=lambda action: action.strictness)
    return MappingProxyType({action.name: action for action in found})
