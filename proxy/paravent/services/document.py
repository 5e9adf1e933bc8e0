"""What a request says, as segments of text, and how to put other texts in their places.

A document only collects: readers add what they find, with a function that replaces it. Nothing
here decides anything, and nothing is left out silently: what cannot be read as text is an
attachment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.core.types import Segment, Sensitive

if TYPE_CHECKING:
    from collections.abc import Callable

type Put = Callable[[str], None]
"""Puts another text in the place of one that was read."""


class UnreadableError(ValueError):
    """A body that is not what its type says, or too deep to read."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something in a request that is not text: its media type if told, and its size in bytes."""

    path: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class SignedBlock:
    """A text that the service signed, as the client sends it back.

    ``put`` may be given nothing but the text that the service produced.
    """

    segment: Segment
    signature: str
    put: Put


@dataclass(frozen=True, slots=True)
class Slot:
    """A segment and the way to put another text in its place."""

    segment: Segment
    put: Put


@dataclass(slots=True)
class Document:
    """What a request says.

    ``model`` is the model that it asks for and ``conversation`` its conversation's id, if it tells;
    ``kept`` is what was not read as text: names of the wire format's, and what the service alone
    can read. ``keys`` are the names of things in it, each once, that are plain words of code;
    ``files`` the sizes of the files in a form, before and after, in bytes. ``departed`` says that
    it has departed from its format (see ``departure``).
    """

    slots: list[Slot] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    signed: list[SignedBlock] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    files: list[tuple[int, Callable[[], int]]] = field(default_factory=list)
    model: str = ""
    conversation: str = ""
    departed: bool = False
    _closing: list[Callable[[], None]] = field(default_factory=list)

    def add(self, text: str, path: str, put: Put, label: str = "") -> None:
        """Take up a text that was found at ``path``, next to ``label``."""
        if text:
            self.slots.append(Slot(Segment(Sensitive(text), path, label), put))

    def absorb(self, other: Document) -> None:
        """Take up what another document found; its own closing remains its own."""
        self.slots += other.slots
        self.attachments += other.attachments
        self.signed += other.signed
        self.kept += other.kept
        self.keys |= other.keys

    def defer(self, close: Callable[[], None]) -> None:
        """Do this once all texts are in their places; what was deferred last is done first."""
        self._closing.append(close)

    def close(self) -> None:
        """Write what was read from within texts back into them."""
        while self._closing:
            self._closing.pop()()
