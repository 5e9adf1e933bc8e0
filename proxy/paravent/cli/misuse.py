"""What somebody typed that is no command, in words of theirs: the library's own are English.

Tells what is missing, unknown or of the wrong form, and where to look; runs nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    from typer.exceptions import TyperException

_COMMAND = re.compile(r"No such command '(.+?)'\.")
_EXTRA = re.compile(r"unexpected extra argument\(?s?\)? \((.+)\)$", re.DOTALL)
_BOUND = re.compile(r"(greater|less) than or equal to (\d+)")
_CHOICES = re.compile(r"'([^']+)'")


def explain(error: TyperException) -> ParaventError:
    """The error that tells what was wrong with the words of a command."""
    context = getattr(error, "ctx", None)
    see = t(
        "voyez « {command} --help »",
        "see `{command} --help`",
        command=" ".join(("paravent", *_path(context))),
    )
    message, hint = _told(error, context)
    return fail(message, hint or see, exit_code=Exit.USAGE)


def _path(context: Any) -> list[str]:  # noqa: ANN401 -- of the library
    """The words that lead to a command, after the program's own name."""
    names: list[str] = []
    while context and context.parent:
        names.insert(0, context.info_name)
        context = context.parent
    return names


def _told(error: Any, context: Any) -> tuple[str, str]:  # noqa: ANN401 -- of the library
    said = error.format_message()
    command, extra = _COMMAND.search(said), _EXTRA.search(said)
    match type(error).__name__:
        case "MissingParameter":
            told = t("il manque {what}", "{what} is missing", what=_parameter(error)), ""
        case "NoSuchOption":
            what = t("option inconnue", "unknown option")
            told = _unknown(what, error.option_name, error.possibilities or ())
        case "BadOptionUsage":
            name = error.option_name
            told = t("l'option {name} attend une valeur", "{name} needs a value", name=name), ""
        case "BadParameter":
            what = _parameter(error)
            told = t("valeur refusée pour {what}", "wrong value for {what}", what=what), _form(said)
        case _ if command:
            what = t("commande inconnue", "unknown command")
            told = _unknown(what, command[1], getattr(context.command, "commands", ()))
        case _ if extra:
            told = t("mots en trop : {words}", "too many words: {words}", words=extra[1]), ""
        case _:
            told = said, ""
    return told


def _unknown(what: str, name: str, known: Collection[str]) -> tuple[str, str]:
    return t("{what} : {name}", "{what}: {name}", what=what, name=name), did_you_mean(name, known)


def _parameter(error: Any) -> str:  # noqa: ANN401 -- of the library, which names no such class
    """The name of an option or argument as it is typed."""
    hint = error.param_hint or (error.param.get_error_hint() if error.param else "")
    names = [hint] if isinstance(hint, str) else hint
    return " / ".join(name.strip("'\"") for name in names)


def _form(said: str) -> str:
    """What the value has to look like."""
    if "integer" in said:
        return t("écrivez un nombre entier", "write a whole number")
    if "number" in said or "float" in said:
        return t("écrivez un nombre", "write a number")
    if bound := _BOUND.search(said):
        return {
            "greater": t("au moins {bound}", "at least {bound}", bound=bound[2]),
            "less": t("au plus {bound}", "at most {bound}", bound=bound[2]),
        }[bound[1]]
    if "does not exist" in said:
        return t("ce fichier ou ce dossier n'existe pas", "there is no such file or folder")
    after = said.partition(" should be ")[2] or said.partition(" not one of ")[2]
    *first, last = _CHOICES.findall(after) or [""]
    either = t(" ou ", " or ").join((", ".join(first), last)) if first else last
    return t("écrivez {either}", "write {either}", either=either) if last else ""
