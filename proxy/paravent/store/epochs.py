"""The keys of the audit log: one for the payloads and one for each dossier's fingerprints.

All are renewed every 90 days and wrapped by the installation's key, never on disk unwrapped.
"""

from __future__ import annotations

import hmac
import os
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from paravent.store.keys import Keys

EPOCH_MS = 90 * 24 * 3600 * 1000
_KEY_BYTES = 32
_PAYLOADS = b""
"""Scope of the key that seals payloads."""


@dataclass(frozen=True, slots=True)
class EpochKey:
    """One wrapped key as the table holds it. ``t``: when it was made, ms since 1970 UTC."""

    k: int
    scope: bytes
    t: int
    wrapped: bytes

    def context(self) -> bytes:
        """What the wrapping is bound to."""
        return b"audit epoch %d %d %s" % (self.k, self.t, self.scope.hex().encode())


class Epochs:
    """The keys of one log. ``broken`` names those that do not unwrap: altered, or not ours."""

    def __init__(self, connection: sqlite3.Connection, keys: Keys) -> None:
        self._keys = keys
        self._lock = threading.Lock()
        self._secrets: dict[tuple[int, bytes], bytes] = {}
        self._ciphers: dict[int, AESGCMSIV] = {}
        self._scopes: dict[str, bytes] = {}
        self._unsaved: list[EpochKey] = []
        self._started_ms = 0
        self.broken: list[EpochKey] = []
        for row in connection.execute("SELECT k, scope, t, wrapped FROM epoch ORDER BY k, scope"):
            key = EpochKey(*row)
            try:
                self._learn(key, keys.unwrap_shreddable(key.wrapped, key.context()))
            except ValueError:
                self.broken.append(key)

    def is_due(self, t: int) -> bool:
        """Whether at this time a new epoch should begin."""
        return not self._ciphers or t - self._started_ms >= EPOCH_MS

    def begin(self, t: int) -> int:
        """Start a new epoch and return its number, counted from 0."""
        k = max(self._ciphers, default=-1) + 1
        with self._lock:
            self._make(k, _PAYLOADS, t)
        return k

    def current(self) -> tuple[int, AESGCMSIV]:
        """The epoch in force and what seals its payloads."""
        k = max(self._ciphers)
        return k, self._ciphers[k]

    def cipher(self, k: int) -> AESGCMSIV:
        """What seals the payloads of an epoch.

        Raises:
            ValueError: its key is missing or broken.
        """
        if k not in self._ciphers:
            raise ValueError("no key for this epoch")
        return self._ciphers[k]

    def fingerprint(self, matter: str, text: str, now: Callable[[], int]) -> str:
        """The first 96 bits, in hex, of HMAC-SHA256 of a text under the dossier's key.

        Values of two dossiers, or of one dossier in two epochs, cannot be linked.
        """
        with self._lock:
            scope = self._scopes.get(matter) or self._scope(matter)
            k = max(self._ciphers)
            if (k, scope) not in self._secrets:
                self._make(k, scope, now())
            secret = self._secrets[k, scope]
        return hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256")[:12].hex()

    def unsaved(self) -> list[int]:
        """The epochs that have begun but are not known to be on disk."""
        with self._lock:
            return [key.k for key in self._unsaved if key.scope == _PAYLOADS]

    def save(self, sql: sqlite3.Connection) -> tuple[EpochKey, ...]:
        """Write the new keys, within the caller's transaction; say ``saved`` when it is done."""
        with self._lock:
            new = tuple(self._unsaved)
        sql.executemany(
            "INSERT INTO epoch (k, scope, t, wrapped) SELECT ?1, ?2, ?3, ?4 "
            "WHERE NOT EXISTS (SELECT 1 FROM epoch WHERE k = ?1 AND scope = ?2)",
            [(key.k, key.scope, key.t, key.wrapped) for key in new],
        )
        return new

    def saved(self, keys: tuple[EpochKey, ...]) -> None:
        """These are on disk now."""
        with self._lock:
            self._unsaved = [key for key in self._unsaved if key not in keys]

    def wrap_anew(self, sql: sqlite3.Connection) -> None:
        """Wrap every key as keys are wrapped now, within the caller's transaction."""
        with self._lock:
            for k, scope, t in sql.execute("SELECT k, scope, t FROM epoch").fetchall():
                blank = EpochKey(k, scope, t, b"")
                wrapped = self._keys.wrap_shreddable(self._secrets[k, scope], blank.context())
                sql.execute(
                    "UPDATE epoch SET wrapped = ? WHERE k = ? AND scope = ?", (wrapped, k, scope)
                )
            self._unsaved = [
                replace(
                    key,
                    wrapped=self._keys.wrap_shreddable(
                        self._secrets[key.k, key.scope], key.context()
                    ),
                )
                for key in self._unsaved
            ]

    def fingerprints(self, text: str) -> set[str]:
        """Every fingerprint that a text can have in the log: of each dossier and each epoch."""
        data = text.encode("utf-8", "surrogatepass")
        with self._lock:
            secrets = [secret for (_, scope), secret in self._secrets.items() if scope != _PAYLOADS]
        return {hmac.digest(secret, data, "sha256")[:12].hex() for secret in secrets}

    def forget_destroyed(self, connection: sqlite3.Connection) -> None:
        """Forget the keys that are no longer on disk."""
        (oldest,) = connection.execute("SELECT min(k) FROM epoch").fetchone()
        with self._lock:
            for k, scope in [name for name in self._secrets if name[0] < (oldest or 0)]:
                del self._secrets[k, scope]
                self._ciphers.pop(k, None)

    def _scope(self, matter: str) -> bytes:
        """By what the keys of a dossier are known, which does not tell the dossier."""
        install = self._keys.install.reveal()
        scope = hmac.digest(install, b"matter\x1f" + matter.encode(), "sha256")
        self._scopes[matter] = scope
        return scope

    def _make(self, k: int, scope: bytes, t: int) -> None:
        secret = os.urandom(_KEY_BYTES)
        blank = EpochKey(k, scope, t, b"")
        key = EpochKey(k, scope, t, self._keys.wrap_shreddable(secret, blank.context()))
        self._unsaved.append(key)
        self._learn(key, secret)

    def _learn(self, key: EpochKey, secret: bytes) -> None:
        self._secrets[key.k, key.scope] = secret
        if key.scope == _PAYLOADS:
            self._ciphers[key.k] = AESGCMSIV(secret)
            self._started_ms = key.t
