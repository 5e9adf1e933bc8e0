"""Host names as the catalogue writes them: ``chatgpt.com``, or ``*.dust.tt`` for its subdomains.

Anything else is refused here, since a pattern that the certificate, the PAC file and the gateway
read differently is a host that slips past one of them. Must never look anything up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Collection

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
# Two labels at least, and a last one that no IPv4 address ends with.
_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")


def normalise(host: str) -> str:
    """A host as it is compared: lower case, without the dot that may end an absolute name."""
    return host.lower().removesuffix(".")


@dataclass(frozen=True, slots=True)
class HostPattern:
    """One entry of the catalogue: a name, or (``subdomains``) all names below it at any depth."""

    name: str
    subdomains: bool

    @classmethod
    def parse(cls, text: str) -> HostPattern:
        """Read ``name.tld`` or ``*.name.tld``.

        Raises:
            ParaventError: the pattern has another form, or would take in a whole top-level domain.
        """
        name = normalise(text)
        subdomains = name.startswith("*.")
        name = name.removeprefix("*.")
        if not _NAME.fullmatch(name):
            raise fail(
                t("nom de serveur refusé : {name}", "host name refused: {name}", name=repr(text)),
                t(
                    "écrivez « exemple.fr », ou « *.exemple.fr » pour tous ses sous-domaines, "
                    "en lettres ASCII (xn--… pour un nom accentué)",
                    'write "example.com", or "*.example.com" for all its subdomains, '
                    "in ASCII (xn--… for an international name)",
                ),
                exit_code=Exit.INVALID,
            )
        return cls(name, subdomains)


def subtrees(patterns: Collection[str]) -> tuple[str, ...]:
    """The fewest names that, each with all below it, take in every pattern; sorted.

    Raises:
        ParaventError: there is none, or one is malformed.
    """
    if not patterns:
        raise fail(
            t("aucun serveur n'est catalogué", "no host is catalogued"),
            t("vérifiez « paravent services list »", 'check "paravent services list"'),
            exit_code=Exit.INVALID,
        )
    kept: list[str] = []
    for name in sorted({HostPattern.parse(pattern).name for pattern in patterns}, key=len):
        if not covered(name, kept):
            kept.append(name)
    return tuple(sorted(kept))


def covered(host: str, names: Collection[str]) -> bool:
    """Whether a normalised host is one of the names or lies below one."""
    return any(host == name or host.endswith(f".{name}") for name in names)
