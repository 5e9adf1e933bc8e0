"""One thing that set-up changes on a machine: how it stands, and the change itself.

Whoever sets up applies parts, and ``doctor`` looks at the same ones. A part changes nothing but
through the ledger, which takes it back.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import NameOID

from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paravent.settings import Home
    from paravent.system.ledger import Ledger
    from paravent.system.place import Place

PAC_TYPE = "application/x-ns-proxy-autoconfig"


class Standing(StrEnum):
    """How a part stands: in place, to be done, without object here, or in need of something."""

    DONE = "done"
    TODO = "todo"
    ABSENT = "absent"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at a part has found; ``fix`` is the command that helps where it is blocked."""

    standing: Standing
    detail: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Site:
    """What parts work with.

    Attributes:
        place: the machine.
        home: Paravent's own folder there.
        pac: the text of the PAC file.
        port: the proxy's port on 127.0.0.1.
        ui_port: the port of the local pages.
        program: the command that starts Paravent, without its arguments.
        replace_proxy: whether another proxy that is set may be replaced.
    """

    place: Place
    home: Home
    pac: str
    port: int
    ui_port: int
    program: tuple[str, ...]
    replace_proxy: bool = False

    @property
    def folder(self) -> Path:
        """Where set-up keeps its own files."""
        return self.home.root / "setup"

    @property
    def pac_port(self) -> int:
        """The port of what serves the PAC file where no file can be given."""
        return self.ui_port + 1

    @property
    def served_pac(self) -> str:
        """The address of the PAC file for those who read it from a server only."""
        return f"http://127.0.0.1:{self.pac_port}/proxy.pac"

    @cached_property
    def pac_url(self) -> str:
        """The PAC file inside its own address (RFC 2397), so that no program has to serve it."""
        return f"data:{PAC_TYPE};base64,{b64encode(self.pac.encode()).decode()}"

    @cached_property
    def certificate(self) -> x509.Certificate:
        """The root to trust.

        Raises:
            OSError: there is none yet.
        """
        return x509.load_pem_x509_certificate(self.home.ca_certificate.read_bytes())

    @property
    def nickname(self) -> str:
        """How stores list the root: its common name, which no other installation has."""
        return common_name(self.certificate)


@dataclass(frozen=True, slots=True)
class Part:
    """One change: its id for the ledger, its title for people, and what it does.

    ``look`` tells how it stands and changes nothing; ``change`` is called where there is
    something to do, and raises ParaventError where it fails.
    """

    id: str
    title: str
    look: Callable[[Site], Look]
    change: Callable[[Site, Ledger], None]


def common_name(certificate: x509.Certificate) -> str:
    """The common name of a certificate's subject."""
    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(name.value)


def is_of_ours(text: str) -> bool:
    """Whether a setting names a PAC file of Paravent's, this one or an earlier one."""
    _, _, data = text.partition(f"data:{PAC_TYPE};base64,")
    head = data[: len(data) // 4 * 4][:64]
    try:
        return b"Paravent" in b64decode(head)
    except ValueError:
        return False


def other_proxy(site: Site, what: str) -> Look:
    """How a proxy setting stands that holds somebody else's proxy already."""
    if site.replace_proxy:
        return Look(Standing.TODO)
    return Look(
        Standing.BLOCKED,
        t(
            "un autre proxy est réglé, il reste : {what}",
            "another proxy is set, it stays: {what}",
            what=what,
        ),
        "paravent setup --replace-proxy",
    )
