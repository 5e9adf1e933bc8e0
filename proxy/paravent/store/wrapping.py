"""How secrets are sealed; keys that wrap other keys, and the one thrown away on an erasure."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from paravent.core.types import Sensitive

KEY_BYTES = 32
_NONCE_BYTES = 12


class Shreddable:
    """What wraps the keys of log and vault, and is replaced once something is erased from them.

    With it goes the means to open any copy made before. ``former`` is there while it is replaced.
    """

    def __init__(self, current: Sensitive[bytes], former: Sensitive[bytes] | None = None) -> None:
        self.current = current
        self.former = former

    def replaced(self) -> Shreddable:
        """A new one, with this one as its former; this one stays as it is."""
        return Shreddable(Sensitive(os.urandom(KEY_BYTES)), self.former or self.current)

    def settled(self) -> Shreddable:
        """This one alone, once everything is wrapped anew."""
        return Shreddable(self.current)

    def as_it_is(self) -> Shreddable:
        """This one at this moment, which does not go along when this one is replaced."""
        return Shreddable(self.current, self.former)

    def adopt(self, other: Shreddable) -> None:
        """Become another one, which is kept safely by now; whoever holds this one goes along."""
        self.current, self.former = other.current, other.former


def seal(cipher: AESGCMSIV, plain: bytes, context: bytes) -> bytes:
    """Bytes encrypted with AES-256-GCM-SIV (RFC 8452) under a new nonce, bound to a context."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, context)


def unseal(cipher: AESGCMSIV, sealed: bytes, context: bytes) -> bytes:
    """The bytes that ``seal`` was given.

    Raises:
        InvalidTag: they were altered, or sealed under another key or for another context.
    """
    return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)


def wrap_secret(key: Sensitive[bytes], secret: bytes, context: bytes) -> bytes:
    """A secret sealed under a key."""
    return seal(AESGCMSIV(key.reveal()), secret, context)


def unwrap_secret(key: Sensitive[bytes], wrapped: bytes, context: bytes) -> bytes:
    """The secret that ``wrap_secret`` was given.

    Raises:
        ValueError: it was altered, or wrapped under another key or for another context.
    """
    try:
        return unseal(AESGCMSIV(key.reveal()), wrapped, context)
    except InvalidTag as error:
        raise ValueError("the key does not open") from error
