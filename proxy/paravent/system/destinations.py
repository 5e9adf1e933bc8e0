"""Which addresses an outgoing connection may reach, and where ``--connect-to`` leads it.

A proxy that goes wherever it is told is a way into the person's own machine and network. Here the
rule is: only addresses of the public internet, unless the person named the exception. Must never
resolve a name: whoever connects checks the very address that it connects to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, NamedTuple

from paravent.errors import Exit, Reason, fail
from paravent.hostnames import normalise
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# RFC 6052: how an IPv6-only network reaches IPv4 hosts.
_NAT64 = IPv6Network("64:ff9b::/96")
# RFC 4291: all that has been handed out of the IPv6 space.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_HOST = r"(\[[0-9A-Fa-f]*:[0-9A-Fa-f:.]+\]|[^\[\]:\s]*)"
_CONNECT_TO = re.compile(rf"{_HOST}:([0-9]*):{_HOST}:([0-9]*)")
_HOST_PORT = re.compile(rf"{_HOST}:([0-9]+)")


class Target(NamedTuple):
    """Where to connect; ``explicit`` if the person allowed it whatever its address."""

    host: str
    port: int
    explicit: bool


@dataclass(frozen=True, slots=True)
class ConnectTo:
    """One ``--connect-to``: requests to ``host:port`` connect to ``address:to_port`` instead.

    Empty ``host`` or ``port`` None match any; empty ``address`` or ``to_port`` None keep.
    """

    host: str
    port: int | None
    address: str
    to_port: int | None

    @classmethod
    def parse(cls, text: str) -> ConnectTo:
        """Read curl's ``HOST1:PORT1:HOST2:PORT2``, IPv6 addresses in brackets.

        Raises:
            ParaventError: it has another form, or a port is above 65535.
        """
        match = _CONNECT_TO.fullmatch(text)
        ports = [int(port) if port else None for port in match.group(2, 4)] if match else []
        if not match or any(port is not None and not 1 <= port <= 65535 for port in ports):
            raise fail(
                t("--connect-to mal écrit : {text}", "malformed --connect-to: {text}", text=text),
                t(
                    "écrivez HÔTE:PORT:ADRESSE:PORT ; une adresse IPv6 se met entre crochets",
                    "write HOST:PORT:ADDRESS:PORT; an IPv6 address goes in brackets",
                ),
                exit_code=Exit.USAGE,
            )
        return cls(_bare(match[1]), ports[0], _bare(match[3]), ports[1])

    def matches(self, host: str, port: int) -> bool:
        """Whether it applies to a connection to this host and port."""
        return self.host in ("", host) and self.port in (None, port)


@dataclass(frozen=True, slots=True)
class Destinations:
    """The limits in force.

    Args:
        allowed_private: the setting ``private_destinations``: ``host:port`` as programs ask for
            it; that host may then have any address.
        connect_to: in order; the first that matches a connection is used.

    Raises:
        ParaventError: an entry of ``allowed_private`` is malformed.
    """

    allowed_private: Collection[str]
    connect_to: Sequence[ConnectTo]
    _allowed: frozenset[tuple[str, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        allowed = frozenset(_host_port(text) for text in self.allowed_private)
        object.__setattr__(self, "_allowed", allowed)

    def rewrite(self, host: str, port: int) -> Target:
        """Where a connection to this host and port really goes.

        A rule that names no address is not taken for permission: ``:443::8443`` matches every
        site, and would open the person's network to all of them.
        """
        asked = _bare(host)
        for rule in self.connect_to:
            if rule.matches(asked, port):
                return Target(rule.address or host, rule.to_port or port, bool(rule.address))
        return Target(host, port, (asked, port) in self._allowed)

    def check(self, ip: str, *, explicit: bool) -> None:
        """Let a resolved address pass, or not.

        Args:
            ip: the address that will be connected to, as text.
            explicit: the person allowed it (see ``rewrite``).

        Raises:
            ParaventError: it is no address of the public internet.
        """
        kind = None if explicit else _kind(ip_address(ip))
        if kind is not None:
            raise fail(
                t("destination refusée : {kind}", "destination refused: {kind}", kind=kind),
                t(
                    "si vous voulez l'autoriser, ajoutez « hôte:port » à private_destinations "
                    "dans les réglages",
                    'to allow it, add "host:port" to private_destinations in the settings',
                ),
                reason=Reason.DESTINATION,
            )


def _bare(host: str) -> str:
    """A host as it is compared: without brackets, an IP address in its one canonical form."""
    host = normalise(host.removeprefix("[").removesuffix("]"))
    try:
        return str(ip_address(host))
    except ValueError:
        return host


def _host_port(text: str) -> tuple[str, int]:
    match = _HOST_PORT.fullmatch(text)
    if not match or not match[1] or not 1 <= int(match[2]) <= 65535:
        raise fail(
            t(
                "private_destinations : entrée mal écrite : {text}",
                "private_destinations: malformed entry: {text}",
                text=text,
            ),
            t(
                "écrivez hôte:port ; une adresse IPv6 se met entre crochets",
                "write host:port; an IPv6 address goes in brackets",
            ),
            exit_code=Exit.INVALID,
        )
    return _bare(match[1]), int(match[2])


def _kind(ip: IPv4Address | IPv6Address) -> str | None:
    """What keeps an address from being public; None if it is."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return _kind(ip.ipv4_mapped)
        if ip in _NAT64:
            return _kind(IPv4Address(int(ip) & 0xFFFFFFFF))
    for kind, holds in (
        (t("adresse non spécifiée", "unspecified address"), ip.is_unspecified),
        (t("cette machine", "this machine"), ip.is_loopback),
        (t("lien local", "link-local address"), ip.is_link_local),
        (t("multidiffusion", "multicast address"), ip.is_multicast),
        # Also 6to4, Teredo and documentation, which no AI service lives in.
        (t("réseau privé ou réservé", "private or reserved network"), not ip.is_global),
    ):
        if holds:
            return kind
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return t("adresse réservée", "reserved address")
    return None
