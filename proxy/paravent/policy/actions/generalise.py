"""Replace the text by something true but wider: ``12/03/1975`` by ``[NAISSANCE 1975]``.

A birth date becomes its year, an address its town and département, state or postal area, an IP
address its network, an e-mail address its domain, a phone number its country code. The answer can
use it; the value itself does not come back. What is not read with certainty, and any other type,
gets a label as with ``redact``.

It is milder than ``redact``, since something of the value leaves. A wider text is written so that
it is not taken for a value the next time: ``82.64.12.x``, not ``82.64.12.0/24``.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

import phonenumbers

from paravent.core.types import Action, Effect
from paravent.policy.actions.redact import ACTION as REDACT

if TYPE_CHECKING:
    from collections.abc import Callable

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_EMAIL = re.compile(r"([^@\s]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
_NAMING = 3  # letters of an address's own part that its domain may share with it
_TOWN = r"([^\W\d_][^\d\n,;()]{1,39}?)"
_FRENCH = re.compile(
    rf"(?<!\d)(?:F-|FR-)?(\d{{2}}) ?(\d)\d{{2}}[ ,]{{1,2}}{_TOWN}"
    r"(?: cedex)?(?: \d{1,2}(?:er|e|[eè]me)?)?(?:[ ,(-]+france\)?)?$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(rf", *{_TOWN},? ([A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?$")
_BRITISH = re.compile(rf", *{_TOWN},? ([A-Z]{{1,2}})\d[A-Z\d]? ?\d[A-Z]{{2}}$")
_HOME_NUMBER = re.compile(r"0[1-9](?:[ .\-]?\d\d){4}")


def _year(value: str) -> str | None:
    years = _YEAR.findall(value)
    return years[0] if len(years) == 1 else None


def _area(value: str) -> str | None:
    """Town and département, state or postal area of an address that ends with them."""
    text = " ".join(value.replace("\n", ", ").split())
    if french := _FRENCH.search(text):
        overseas = french[1] in {"97", "98"}
        return f"{french[1]}{french[2] if overseas else ''}, {french[3]}"
    found = _AMERICAN.search(text) or _BRITISH.search(text)
    return f"{found[1]}, {found[2]}" if found else None


def _domain(value: str) -> str | None:
    """The domain, unless it says again who writes (``claire@cabinet-dupont.fr``, ``c.dupont``)."""
    found = _EMAIL.fullmatch(value)
    if not found:
        return None
    domain = found[2].lower()
    said = re.split(r"[\W\d_]+", found[1].lower())
    return None if any(len(part) > _NAMING and part in domain for part in said) else domain


def _network(value: str) -> str | None:
    """The first 24 bits of an IPv4 address, the first 48 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if address.version == 4:
        return f"{value.rpartition('.')[0]}.x"
    groups = address.exploded.split(":")[:3]
    return f"{':'.join(f'{int(group, 16):x}' for group in groups)}:x"


def _country(value: str) -> str | None:
    """The country code, of a number that says it or that is a French one in its own form."""
    if not (_HOME_NUMBER.fullmatch(value) or value.startswith(("+", "00"))):
        return None
    try:
        parsed = phonenumbers.parse(re.sub(r"^00", "+", value), "FR")
    except phonenumbers.NumberParseException:
        return None
    return f"+{parsed.country_code}" if phonenumbers.is_valid_number(parsed) else None


_WIDER: dict[str, Callable[[str], str | None]] = {
    "DATE_OF_BIRTH": _year,
    "ADDRESS": _area,
    "EMAIL": _domain,
    "IP_ADDRESS": _network,
    "PHONE": _country,
}


def _generalise(kind: str, word: str, value: str) -> str | None:
    wider = _WIDER[kind](value) if kind in _WIDER else None
    return None if wider is None else f"[{word} {wider}]"


ACTION = Action(
    "generalise", strictness=30, effect=Effect.REWRITE, rewrite=_generalise, otherwise=REDACT
)
