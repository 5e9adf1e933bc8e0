"""Signed notes and the checkpoints in them that fix the head of a tree, as C2SP writes them.

Pure: text in, text out. Signing and checking a signature are functions that the caller gives, so
that no key comes here. Nothing read from a note may be trusted before ``open_note`` has returned
it.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from paravent.core.merkle import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

_ED25519 = b"\x01"
"""Signature type of C2SP signed-note for plain Ed25519."""
_SIZE = re.compile(r"0|[1-9][0-9]*")
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """An Ed25519 public key and its name, as C2SP signed-note identifies them.

    Its text is the vkey: ``name+hex(key id)+base64(type, public key)``.

    Raises:
        ValueError: the name is empty or holds spaces or ``+``, or the key is not of 32 bytes.
    """

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public) != 32:
            raise ValueError("not a verifier key")

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name, newline, type, public key)."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log's tree, C2SP tlog-checkpoint: whose, how many leaves, and their root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint that a note's text states; we write no extension lines and read none.

        Raises:
            ValueError: the text is not a checkpoint in its one canonical form.
        """
        lines = text.split("\n")
        if len(lines) != 4 or not lines[0] or lines[3] or not _SIZE.fullmatch(lines[1]):
            raise ValueError("not a checkpoint")
        root = _decode(lines[2])
        if len(root) != HASH_BYTES:
            raise ValueError("not a checkpoint")
        return cls(lines[0], int(lines[1]), root)


def sign_note(text: str, key: VerifierKey, sign: Callable[[bytes], bytes]) -> str:
    """The text as a C2SP signed note, with the one signature that ``sign`` makes."""
    signature = b64encode(key.id + sign(text.encode())).decode()
    return f"{text}\n\N{EM DASH} {key.name} {signature}\n"


def open_note(note: str, key: VerifierKey, verify: Callable[[bytes, bytes], bool]) -> str:
    """The text of a signed note, once ``verify(signature, text)`` has accepted ``key``'s signature.

    Signatures of other keys are passed over, as the standard asks; witnesses may add theirs.

    Raises:
        ValueError: the note is malformed, or not signed by the key.
    """
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or _CONTROL.search(note) or not signatures.endswith("\n"):
        raise ValueError("not a signed note")
    text += "\n"
    signed = False
    for line in signatures[:-1].split("\n"):
        dash, name, encoded = (*line.split(" "), "", "")[:3]
        signature = _decode(encoded)
        if dash != "\N{EM DASH}" or not _NAME.fullmatch(name) or line.count(" ") != 2:
            raise ValueError("not a signed note")
        if name == key.name and signature[:4] == key.id:
            if not verify(signature[4:], text.encode()):
                raise ValueError("the signature is wrong")
            signed = True
    if not signed:
        raise ValueError("not signed by this key")
    return text


def _decode(text: str) -> bytes:
    """Base64 in its one canonical form, so that no bit of a note can change unseen."""
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("base64 is not canonical")
    return data
