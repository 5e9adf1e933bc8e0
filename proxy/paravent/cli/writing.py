"""One table of ``settings.toml`` written anew; all the rest of the file stays as it is."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.settings import Home


def write_table(home: Home, group: str, name: str, values: Mapping[str, str | date]) -> None:
    """Set keys of the table ``[group.name]``, which is made if it is not there.

    Raises:
        ParaventError: the settings are not valid before or would not be after, or are written in a
            way that cannot be changed here; nothing is written then.
    """
    load_settings(home)
    try:
        text = home.settings.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    before = tomllib.loads(text)
    table = {**before.get(group, {}).get(name, {}), **values}
    written = "".join(f"{key} = {_literal(value)}\n" for key, value in table.items())
    head = f"[{group}.{name}]\n"
    found = re.search(
        rf"^\[{group}\.{re.escape(name)}\][^\n]*\n(?:(?!\[)[^\n]*\n?)*", text, re.MULTILINE
    )
    if found:
        rest = text[found.end() :]
        text = text[: found.start()] + head + written + ("\n" if rest else "") + rest
    else:
        text = text + ("\n" if text and not text.endswith("\n\n") else "") + head + written
    expected = {**before, group: {**before.get(group, {}), name: table}}
    try:
        if tomllib.loads(text) != expected:
            raise _by_hand(home, head + written)
    except tomllib.TOMLDecodeError:
        raise _by_hand(home, head + written) from None
    Settings.model_validate(expected)
    _replace(home, text)


def _literal(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, str)
    return f'"{value}"'


def _replace(home: Home, text: str) -> None:
    new = home.settings.with_suffix(".new")
    try:
        home.make()
        new.write_text(text, encoding="utf-8")
        os.replace(new, home.settings)  # noqa: PTH105 -- replaces in one step
    except OSError as error:
        raise fail(
            t("les réglages ne peuvent pas être écrits", "the settings cannot be written"),
            t("vérifiez le dossier et la place", "check the folder and the room that is left"),
            str(home.settings),
            exit_code=Exit.NOT_READY,
        ) from error


def _by_hand(home: Home, text: str) -> Exception:
    return fail(
        t(
            "ces réglages sont écrits d'une façon que Paravent ne sait pas modifier",
            "these settings are written in a way that Paravent cannot change",
        ),
        t("écrivez-y vous-même :\n{text}", "write this yourself:\n{text}", text=text),
        str(home.settings),
        exit_code=Exit.INVALID,
    )
