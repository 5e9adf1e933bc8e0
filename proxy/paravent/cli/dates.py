"""Dates as they are given on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from paravent.cli.program import now
from paravent.errors import Exit, fail
from paravent.i18n import t


def moment(text: str) -> datetime | None:
    """A moment given as an age (``30d``, ``12h``, ``15m``) or as a date; None for no text.

    Raises:
        ParaventError: it is neither.
    """
    if not text:
        return None
    age = re.fullmatch(r"(\d{1,5})([dhmj])", text)
    if age:
        unit = {"d": "days", "j": "days", "h": "hours", "m": "minutes"}[age[2]]
        return now() - timedelta(**{unit: int(age[1])})
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise fail(
            t("date illisible : « {text} »", 'unreadable date: "{text}"', text=text),
            t("écrivez 30d, 12h ou 2026-11-22", "write 30d, 12h or 2026-11-22"),
            exit_code=Exit.USAGE,
        ) from None
    return given if given.tzinfo else given.astimezone()


def day(text: str, example: str) -> date:
    """A day given as a date; ``example`` is one, for the hint.

    Raises:
        ParaventError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fail(
            t("date illisible : « {text} »", 'unreadable date: "{text}"', text=text),
            t("écrivez {example}", "write {example}", example=example),
            exit_code=Exit.USAGE,
        ) from None
