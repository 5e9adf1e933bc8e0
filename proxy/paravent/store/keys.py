"""The three secrets of an installation, in the system's keyring or in a file for its owner only.

They are made once. Where databases exist and their keys do not, that is an error: new keys would
lock the old data away for ever, in silence. The keyring is asked in a process of its own, so that
one which hangs, prompts or breaks can stop nothing but itself.
"""

from __future__ import annotations

import hmac
import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from paravent.core.notes import VerifierKey
from paravent.core.types import Sensitive
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.store.disk import Lock, cannot_write, sync_folder
from paravent.store.wrapping import KEY_BYTES, Shreddable, unwrap_secret, wrap_secret

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paravent.settings import Home

_FIELDS = ("encryption", "install", "signing")
_SHREDDABLE, _FORMER = "shreddable", "former"
"""Names of what may be there as well: keys made by version 0.1 have neither."""
_SERVICE = "paravent"
_PATIENCE_S = 5.0
"""How long a keyring may take where nobody can answer it; a person has a minute."""


class Backend(StrEnum):
    """Where the keys are kept."""

    KEYRING = "keyring"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets, of 32 bytes each, and what is done with them.

    ``encryption`` wraps other keys, ``install`` keys the ids of labels and of dossiers,
    ``signing`` is the Ed25519 seed of the log's checkpoints, ``shreddable`` wraps what must be
    unreadable in old copies once it is erased here; at first it is ``encryption``.
    """

    encryption: Sensitive[bytes]
    install: Sensitive[bytes]
    signing: Sensitive[bytes]
    backend: Backend
    shreddable: Shreddable = field(
        default_factory=lambda: Shreddable(Sensitive(b"")), repr=False, compare=False
    )
    _signer: Ed25519PrivateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        signer = Ed25519PrivateKey.from_private_bytes(self.signing.reveal())
        object.__setattr__(self, "_signer", signer)
        if not self.shreddable.current.reveal():
            self.shreddable.adopt(Shreddable(self.encryption))

    def wrap(self, secret: bytes, context: bytes) -> bytes:
        """A secret encrypted with AES-256-GCM-SIV (RFC 8452) and bound to a context."""
        return wrap_secret(self.encryption, secret, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The secret that ``wrap`` was given.

        Raises:
            ValueError: it was altered, or wrapped for another context or installation.
        """
        return unwrap_secret(self.encryption, wrapped, context)

    def wrap_shreddable(self, secret: bytes, context: bytes) -> bytes:
        """As ``wrap``, under what is replaced when something is erased."""
        return wrap_secret(self.shreddable.current, secret, context)

    def unwrap_shreddable(self, wrapped: bytes, context: bytes) -> bytes:
        """The secret that ``wrap_shreddable`` was given, now or before the last replacement.

        Raises:
            ValueError: as ``unwrap``.
        """
        try:
            return unwrap_secret(self.shreddable.current, wrapped, context)
        except ValueError:
            if self.shreddable.former is None:
                raise
            return unwrap_secret(self.shreddable.former, wrapped, context)

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature (RFC 8032)."""
        return self._signer.sign(data)

    def pseudonym(self, what: str) -> str:
        """A code for somebody or something: HMAC-SHA256 (RFC 2104), cut to 48 bits, in hex."""
        return hmac.digest(self.install.reveal(), what.encode(), "sha256")[:6].hex()

    @property
    def verifier(self) -> VerifierKey:
        """The public key; its name is that of this installation's log and tells nothing else."""
        public = self._signer.public_key().public_bytes_raw()
        return VerifierKey(f"paravent.local/{public[:8].hex()}", public)


def signature_check(public: bytes) -> Callable[[bytes, bytes], bool]:
    """``check(signature, data)`` under an Ed25519 public key."""
    key = Ed25519PublicKey.from_public_bytes(public)

    def check(signature: bytes, data: bytes) -> bool:
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    return check


def load_keys(home: Home) -> Keys:
    """The keys of this installation; the first call makes them.

    The file wins where there is one; else the keyring is asked, unless ``PARAVENT_KEYRING=off``.

    Raises:
        ParaventError: they are lost or unreachable while there are databases, or damaged, or
            cannot be kept.
    """
    with Lock(home.keys, wait=True):
        if home.keys.exists():
            return _parse(_read(home.keys), Backend.FILE, home)
        keyring = os.environ.get("PARAVENT_KEYRING") != "off"
        entry = _ask_keyring("get", home) if keyring else None
        if entry:
            return _parse(entry, Backend.KEYRING, home)
        if any(path.exists() for path in (home.audit, home.vault, home.register)):
            raise _lost(home)
        fresh = {name: Sensitive(os.urandom(KEY_BYTES)) for name in (*_FIELDS, _SHREDDABLE)}
        text = _text(fresh)
        # Asked again, since some back ends take everything and keep nothing.
        if (
            keyring
            and _ask_keyring("set", home, text) is not None
            and _ask_keyring("get", home) == text
        ):
            return _parse(text, Backend.KEYRING, home)
        _write(home.keys, text)
        return _parse(text, Backend.FILE, home)


def discard_keys(home: Home) -> None:
    """Forget the keys of this installation, wherever they are: what they lock stays locked.

    Raises:
        OSError: the file cannot be deleted.
    """
    home.keys.unlink(missing_ok=True)
    if os.environ.get("PARAVENT_KEYRING") != "off":
        _ask_keyring("del", home)


def save_keys(home: Home, keys: Keys, shreddable: Shreddable) -> None:
    """Write the keys where they are kept, with another ``shreddable``, and have them adopt it.

    Raises:
        ParaventError: they could not be kept; what was kept before still is.
    """
    found = {"encryption": keys.encryption, "install": keys.install, "signing": keys.signing}
    found[_SHREDDABLE] = shreddable.current
    if shreddable.former:
        found[_FORMER] = shreddable.former
    with Lock(home.keys, wait=True):
        if keys.backend is Backend.FILE:
            _write(home.keys, _text(found))
        elif _ask_keyring("set", home, _text(found)) is None:
            raise cannot_write(home.keys)
    keys.shreddable.adopt(shreddable)


def _text(secrets: dict[str, Sensitive[bytes]]) -> str:
    return json.dumps({name: b64encode(one.reveal()).decode() for name, one in secrets.items()})


def _ask_keyring(act: str, home: Home, secret: str = "") -> str | None:
    """What the keyring's own command line answers; None where it fails or takes too long."""
    command = [sys.executable, "-P", "-m", "keyring", act, _SERVICE, str(home.root)]
    patience = 60.0 if sys.stdin is not None and sys.stdin.isatty() else _PATIENCE_S
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter, fixed words
            command,
            input=secret,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _parse(text: str, backend: Backend, home: Home) -> Keys:
    ring = t("trousseau du système", "system keyring")
    where = str(home.keys) if backend is Backend.FILE else ring
    try:
        found = json.loads(text)
        secrets = {
            name: Sensitive(b64decode(found[name], validate=True))
            for name in (*_FIELDS, _SHREDDABLE, _FORMER)
            if name in found or name in _FIELDS
        }
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(where) from error
    if {len(one.reveal()) for one in secrets.values()} != {KEY_BYTES}:
        raise _damaged(where)
    encryption, install, signing = (secrets[name] for name in _FIELDS)
    current = secrets.get(_SHREDDABLE, encryption)
    return Keys(encryption, install, signing, backend, Shreddable(current, secrets.get(_FORMER)))


def _read(path: Path) -> str:
    try:
        if path.stat().st_mode & 0o077:
            raise fail(
                t(
                    "d'autres comptes peuvent lire les clés de Paravent",
                    "other accounts can read Paravent's keys",
                ),
                t("tapez : chmod 600 {path}", "type: chmod 600 {path}", path=path),
                str(path),
                exit_code=Exit.NOT_READY,
                reason=Reason.STORE,
            )
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(str(path)) from error


def _write(path: Path, text: str) -> None:
    """Write the whole file or none; the caller holds the lock."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(file, "w", encoding="ascii") as stream:  # noqa: PTH123 -- a descriptor
            stream.write(text)
            stream.flush()
            os.fsync(file)
        new.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path) from error


def _lost(home: Home) -> ParaventError:
    return fail(
        t(
            "les clés de ce dossier sont introuvables : sans elles, ni le journal ni les "
            "étiquettes ne peuvent être lus",
            "the keys of this folder cannot be found: without them neither the log nor the labels "
            "can be read",
        ),
        t(
            "restaurez {path} ou déverrouillez le trousseau du système ; à défaut, déplacez les "
            "bases ailleurs pour repartir de zéro",
            "restore {path} or unlock the system keyring; failing that, move the databases "
            "elsewhere to start afresh",
            path=home.keys,
        ),
        str(home.root),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )


def _damaged(where: str) -> ParaventError:
    return fail(
        t("les clés de Paravent sont illisibles", "Paravent's keys cannot be read"),
        t("restaurez-les depuis une sauvegarde", "restore them from a backup"),
        where,
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )
