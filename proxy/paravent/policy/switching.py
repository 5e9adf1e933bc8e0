"""A rule switched off or on again in the text of a policy file, of which all else stays as it is.

Only the value of ``disabled`` is written anew. Nothing here reads or writes files, or checks them.
"""

from __future__ import annotations

import yaml

from paravent.errors import Exit, fail
from paravent.i18n import t


def rules_off(text: str) -> list[str]:
    """The rules that a file says are off.

    Raises:
        ParaventError: the text is no YAML.
    """
    found = _find(text, "disabled")
    return _names(found[1]) if found else []


def adds_to(text: str) -> str:
    """The policy that a file belongs to; empty where it does not say.

    Raises:
        ParaventError: the text is no YAML.
    """
    found = _find(text, "name")
    return str(found[1].value) if found else ""


def switch(text: str, policy: str, rule: str, *, on: bool) -> str:
    """A file's text in which a rule is on, or off.

    Args:
        text: what the file holds; empty where there is none yet.
        policy: name of the policy that a new file adds to.
        rule: id of the rule.
        on: whether the rule is to be on.

    Raises:
        ParaventError: the text is no YAML.
    """
    text = text or f"version: 1\nname: {policy}\n"
    found = _find(text, "disabled")
    names = [name for name in (_names(found[1]) if found else ()) if name != rule]
    names += [] if on else [rule]
    if found is None:
        return f"{text.rstrip()}\ndisabled: {_list(names)}\n" if names else text
    key, value = found
    end = text[: value.end_mark.index].rstrip()
    rest = text[len(end) :]
    if names:
        return f"{text[: key.start_mark.index]}disabled: {_list(names)}{rest}"
    return text[: key.start_mark.index] + rest.removeprefix("\n")


def _names(value: yaml.Node) -> list[str]:
    return [str(one.value) for one in value.value]


def _list(names: list[str]) -> str:
    return f"[{', '.join(names)}]"


def _find(text: str, word: str) -> tuple[yaml.Node, yaml.Node] | None:
    """A key and its value."""
    try:
        top = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise fail(
            t("ce fichier ne se lit pas", "this file cannot be read"),
            t("corrigez-le d'abord dans l'éditeur", "mend it in the editor first"),
            exit_code=Exit.INVALID,
        ) from error
    for key, value in top.value if isinstance(top, yaml.MappingNode) else ():
        if key.value == word:
            return key, value
    return None
