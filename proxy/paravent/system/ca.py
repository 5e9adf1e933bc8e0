"""The certificate authority of this installation: its files, their state, their renewal.

``ca/mitmproxy-ca.pem`` is the one source of truth and is replaced in one piece; ``ca.pem``, the
bundle and ``ca/retired.pem`` follow from it and are put right at each start, so that a crash
between two files leaves nothing half made. Must never write the root's key, never keep the key
of an earlier authority, and never let a key be used that is not limited to the catalogued names.
"""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from paravent.errors import Exit, fail
from paravent.hostnames import covered, normalise, subtrees
from paravent.i18n import t
from paravent.system.authority import Authority, issue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from paravent.settings import Home

RENEW_COMMAND = "paravent doctor --fix"

# Debian, Fedora, openSUSE, macOS; asked for by name, since SSL_CERT_FILE may already point at us.
_SYSTEM_STORES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
    Path("/etc/ssl/ca-bundle.pem"),
    Path("/etc/ssl/cert.pem"),
)


@dataclass(frozen=True, slots=True)
class CaState:
    """The authority in force.

    Attributes:
        names: the permitted subtrees: each of these names and every name below it.
        pending: catalogued names that it does not cover; a renewal takes them in.
        not_after: when it expires, UTC.
        days_left: whole days until then, negative once it has expired.
        renewed: this call put another root into ``ca.pem``: it must be trusted (again).
        exposed: others could read the key file; ``ensure_ca`` has put an end to it.
        fingerprint: SHA-256 of the root certificate, ``AB:CD:...``.
    """

    names: tuple[str, ...]
    pending: tuple[str, ...]
    not_after: datetime
    days_left: int
    renewed: bool
    exposed: bool
    fingerprint: str

    def covers(self, host: str) -> bool:
        """Whether a certificate for this host would be accepted."""
        return covered(normalise(host), self.names)


def ensure_ca(home: Home, names: Collection[str], now: datetime) -> CaState:
    """Make the authority at first start; afterwards check it and put its files right.

    Names that are not covered do not change it: they are ``pending`` until ``renew_ca``.

    Args:
        home: where the files lie.
        names: the catalogued hosts, ``name.tld`` or ``*.name.tld``.
        now: the current time, aware.

    Raises:
        ParaventError: a name is malformed, the files are damaged or cannot be written, or the
            authority has expired.
    """
    wanted = subtrees(names)
    with _exclusively(home):
        exposed = _is_exposed(home)
        if exposed:
            key_file(home).chmod(0o600)
        authority = _load(home) if key_file(home).exists() else _make(home, wanted, now)
        renewed = _publish(home, authority)
    state = _state(authority, wanted, now, renewed=renewed, exposed=exposed)
    if state.days_left < 0:
        raise fail(
            t(
                "le certificat de Paravent a expiré le {day}",
                "Paravent's certificate expired on {day}",
                day=state.not_after.date(),
            ),
            t(
                "lancez « {command} » : un nouveau certificat sera créé, à approuver de nouveau",
                'run "{command}": a new certificate will be made, to be trusted again',
                command=RENEW_COMMAND,
            ),
            str(home.ca_certificate),
            exit_code=Exit.NOT_READY,
        )
    return state


def renew_ca(home: Home, names: Collection[str], now: datetime) -> CaState:
    """Replace the authority, whatever its state, by a new one for all names at once.

    The earlier key goes with its file: Paravent keeps nothing that could sign under the earlier
    root. That root's certificate is added to ``ca/retired.pem``, for trust in it to be withdrawn.

    Raises:
        ParaventError: a name is malformed, or the files cannot be written.
    """
    wanted = subtrees(names)
    with _exclusively(home):
        exposed = _is_exposed(home)
        authority = _make(home, wanted, now)
        renewed = _publish(home, authority)
    return _state(authority, wanted, now, renewed=renewed, exposed=exposed)


def read_ca(home: Home, names: Collection[str], now: datetime) -> CaState:
    """The state as it is on disk, expired or not; changes nothing.

    Raises:
        ParaventError: a name is malformed, or there is no authority, or it is damaged.
    """
    return _state(_load(home), subtrees(names), now, renewed=False, exposed=_is_exposed(home))


def key_file(home: Home) -> Path:
    """The intermediate's key and both certificates, under the name that mitmproxy looks for."""
    return home.ca / "mitmproxy-ca.pem"


def retired_roots(home: Home) -> Path:
    """The roots that were once in ``ca.pem``, oldest first, for whoever removes trust in them."""
    return home.ca / "retired.pem"


def _state(
    authority: Authority, wanted: tuple[str, ...], now: datetime, *, renewed: bool, exposed: bool
) -> CaState:
    return CaState(
        names=authority.names,
        pending=tuple(name for name in wanted if not covered(name, authority.names)),
        not_after=authority.not_after,
        days_left=(authority.not_after - now).days,
        renewed=renewed,
        exposed=exposed,
        fingerprint=authority.fingerprint,
    )


@contextmanager
def _exclusively(home: Home) -> Iterator[None]:
    """Hold the folder against a second Paravent; a file that cannot be written is told."""
    try:
        home.ca.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (home.ca / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _unfinished(key_file(home)).unlink(missing_ok=True)  # a key that never came to use
            yield
    except OSError as error:
        raise fail(
            t(
                "certificat impossible à écrire : {why}",
                "cannot write the certificate: {why}",
                why=error.strerror,
            ),
            t(
                "vérifiez que ce dossier vous appartient et que le disque n'est pas plein",
                "check that this folder is yours and that the disk is not full",
            ),
            str(home.ca),
            exit_code=Exit.NOT_READY,
        ) from error


def _is_exposed(home: Home) -> bool:
    try:
        return bool(stat.S_IMODE(key_file(home).stat().st_mode) & 0o077)
    except FileNotFoundError:
        return False


def _load(home: Home) -> Authority:
    path = key_file(home)
    try:
        return Authority.from_pem(path.read_bytes())
    except FileNotFoundError as error:
        raise fail(
            t("le certificat n'a pas encore été créé", "the certificate has not been made yet"),
            t("lancez « paravent up »", 'run "paravent up"'),
            str(path),
            exit_code=Exit.NOT_READY,
        ) from error
    except (OSError, ValueError) as error:
        raise fail(
            t(
                "ce fichier est illisible, abîmé, ou n'a pas été créé par Paravent",
                "this file is unreadable, damaged, or was not made by Paravent",
            ),
            t(
                "supprimez-le, puis lancez « paravent up » : un nouveau certificat sera créé, "
                "à approuver de nouveau",
                'delete it, then run "paravent up": a new certificate will be made, '
                "to be trusted again",
            ),
            str(path),
            exit_code=Exit.NOT_READY,
        ) from error


def _make(home: Home, names: tuple[str, ...], now: datetime) -> Authority:
    authority = issue(names, now)
    _replace(key_file(home), authority.to_pem(), 0o600)
    return authority


def _publish(home: Home, authority: Authority) -> bool:
    """Bring the public files in line with the key file; True if ``ca.pem`` has a new root."""
    root = authority.root.public_bytes(Encoding.PEM)
    former = _content(home.ca_certificate)
    if former != root:
        _retire(home, former)
        _replace(home.ca_certificate, root, 0o644)
    store = next((path for path in _SYSTEM_STORES if path.is_file()), Path(certifi.where()))
    bundle = store.read_bytes().rstrip() + b"\n\n" + root
    if _content(home.bundle) != bundle:
        _replace(home.bundle, bundle, 0o644)
    return former != root


def _retire(home: Home, former: bytes) -> None:
    try:
        certificate = x509.load_pem_x509_certificate(former)
    except ValueError:
        return  # nothing there, or nothing that could have been trusted
    path = retired_roots(home)
    earlier = _content(path)
    pem = certificate.public_bytes(Encoding.PEM)
    if pem not in earlier:
        _replace(path, earlier + pem, 0o644)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _replace(path: Path, data: bytes, mode: int) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    fresh = _unfinished(path)
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
