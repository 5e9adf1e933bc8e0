"""Numbers, dates and signs as each language sets them."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from paravent.i18n import language, plural, t

if TYPE_CHECKING:
    from datetime import date, tzinfo
    from zoneinfo import ZoneInfo

NARROW = "\u202f"
"""Narrow no-break space: what French puts between thousands and before ; ! ?"""
_BEFORE = re.compile(r" (?=[:»%])")
_AFTER = re.compile(r"(?<=«) ")
_NARROW_BEFORE = re.compile(r" (?=[;?!])")
_ARTICLE = re.compile(r"(\b[Aa]rt\.|\bpoint|n°|§) (?=[0-9A-Z])")
_QUOTED = re.compile(r'"([^"]*)"')
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}


def typeset(text: str) -> str:
    """A text whose signs and numbers do not part from their words, in the current language."""
    text = _APOSTROPHE.sub("’", _ARTICLE.sub("\\1\u00a0", text))
    if language() != "fr":
        return _QUOTED.sub("“\\1”", text)
    return _NARROW_BEFORE.sub(NARROW, _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text)))


def number(value: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{value:,}".replace(",", t(NARROW, ","))


def counted(n: int, *forms: *tuple[str, str, str, str]) -> str:
    """A number with its noun, as ``plural``."""
    return f"{number(n)} {noun(n, *forms)}"


def noun(n: int, *forms: *tuple[str, str, str, str]) -> str:
    """The form of a noun, or of what agrees with it, that goes with a number."""
    return plural(n, *forms).partition(" ")[2]


def decimal(value: float, digits: int = 1) -> str:
    """A number with that many digits after the decimal sign."""
    text = f"{value:,.{digits}f}"
    return text.replace(",", NARROW).replace(".", ",") if language() == "fr" else text


def day(at: datetime, zone: tzinfo) -> str:
    """A day in full: ``22 novembre 2026``, the first of a month as ``1er``."""
    local = at.astimezone(zone)
    name = _MONTHS[language()].split()[local.month - 1]
    first = "1er" if language() == "fr" and local.day == 1 else str(local.day)
    return f"{first}\u00a0{name}\u00a0{local.year}"


def written_day(at: date) -> str:
    """A calendar day in full, as ``day``."""
    return day(datetime.combine(at, time(12), UTC), UTC)


def written_date(at: date) -> str:
    """A calendar day in figures: ``22/11/2026``, ``2026-11-22``."""
    return f"{at:%d/%m/%Y}" if language() == "fr" else at.isoformat()


def percent(share: float) -> str:
    """A share of 1 as a percentage with one decimal; never more than what was found."""
    return t("{n} %", "{n}%", n=decimal(math.floor(share * 1000) / 10))


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A day and a time in figures: ``22/11/2026 14:05``, ``2026-11-22 14:05``."""
    local = at.astimezone(zone)
    return f"{local:%d/%m/%Y %H:%M}" if language() == "fr" else f"{local:%Y-%m-%d %H:%M}"


def month(name: str) -> str:
    """A month in full, given as ``2026-11``."""
    year, number_ = name.split("-")
    return f"{_MONTHS[language()].split()[int(number_) - 1]}\u00a0{year}"


def duration(seconds: int) -> str:
    """A length of time in hours and minutes: ``1 204 h 05``; in seconds below a minute."""
    if seconds < 60:
        return f"{seconds}\u00a0s"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{minutes}\u00a0min"
    return f"{number(hours)}\u00a0h\u00a0{minutes:02}"


def size(count: int) -> str:
    """A number of bytes in the nearest decimal unit (IEC 80000-13)."""
    value, units = float(count), t("o ko Mo Go", "B kB MB GB").split()
    for unit in units:
        if value < 1000 or unit == units[-1]:
            break
        value /= 1000
    digits = 0 if unit == units[0] or value >= 10 else 1
    return f"{decimal(value, digits)}\u00a0{unit}"


def span(low: int, high: int, units: tuple[str, ...]) -> str:
    """From one amount of the first unit to another, both in the unit that suits the greater."""
    step = 0
    while high >= 1000 ** (step + 1) and step < len(units) - 1:
        step += 1
    ends = [_one_figure(end / 1000**step) for end in (low, high)]
    told = ends[0] if ends[0] == ends[1] else t("{a} à {b}", "{a} to {b}", a=ends[0], b=ends[1])
    return f"{told}\u00a0{units[step]}"


def _one_figure(value: float) -> str:
    """A number that has one significant figure, with as many digits as that takes."""
    if value >= 1 or not value:
        return number(round(value))
    return decimal(value, -math.floor(math.log10(value)))
