"""How the parts of an audit event are checked and written: every field says what it may hold.

A field holds a word of a closed vocabulary, a code of a fixed form, a count, or a short text made
harmless. No other kind of field exists here, so that no stretch of a prompt finds a place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import MISSING, field, fields
from typing import TYPE_CHECKING, Any

from paravent.errors import Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    type Check = Callable[[Any], bool]

_MAX = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exact (RFC 8259 §6)."""

_LINE_ENDS = "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"


class Part:
    """Base of the frozen dataclasses that make up an event.

    Raises:
        ParaventError: a field holds what it may not; the message names the field, never the value.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        wrong = [
            item.name
            for item in fields(self)  # type: ignore[arg-type]  # its subclasses are dataclasses
            if not item.metadata["check"](getattr(self, item.name))
        ]
        if wrong:
            raise fail(
                t(
                    "événement refusé par le journal : {names}",
                    "event refused by the audit log: {names}",
                    names=", ".join(f"{type(self).__name__}.{name}" for name in wrong),
                ),
                reason=Reason.STORE,
            )

    def to_payload(self) -> dict[str, Any]:
        """The part as JSON values. A field at its default is left out and means that default."""
        return {
            item.name: _plain(value)
            for item in fields(self)  # type: ignore[arg-type]  # its subclasses are dataclasses
            if (value := getattr(self, item.name)) != item.default or item.default is MISSING
        }


def _plain(value: Any) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(value, Part):
        return value.to_payload()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _declare(check: Check, default: object) -> Any:  # noqa: ANN401 -- as dataclasses.field
    return field(default=default, metadata={"check": check})


def word(vocabulary: type[StrEnum], default: object = MISSING) -> Any:  # noqa: ANN401
    """A word of a vocabulary; without one where the default is None."""
    return _declare(
        lambda value: isinstance(value, vocabulary) or (value is None and default is None), default
    )


def words(vocabulary: type[StrEnum]) -> Any:  # noqa: ANN401
    """Any number of words of a vocabulary."""
    return _declare(
        lambda value: (
            isinstance(value, tuple) and all(isinstance(item, vocabulary) for item in value)
        ),
        (),
    )


def code(pattern: str, default: object = "") -> Any:  # noqa: ANN401
    """A text of a fixed form, or the default."""
    return _declare(_is_code(pattern, default), default)


def codes(pattern: str) -> Any:  # noqa: ANN401
    """Any number of texts of a fixed form."""
    one = _is_code(pattern, None)
    return _declare(lambda value: isinstance(value, tuple) and all(map(one, value)), ())


def number(least: int = 0, default: object = 0) -> Any:  # noqa: ANN401
    """A whole number from ``least``; there are no fractions in the log."""
    return _declare(
        lambda value: (value is None and default is None) or _is_number(value, least), default
    )


def bounds() -> Any:  # noqa: ANN401
    """A whole number known to lie between two others."""
    return _declare(
        lambda value: (
            isinstance(value, tuple)
            and len(value) == 2
            and all(_is_number(item, 0) for item in value)
            and value[0] <= value[1]
        ),
        (0, 0),
    )


def tally(vocabulary: type[StrEnum]) -> Any:  # noqa: ANN401
    """Counts by a vocabulary, as pairs."""

    def is_count(item: object) -> bool:
        return (
            isinstance(item, tuple)
            and len(item) == 2
            and isinstance(item[0], vocabulary)
            and _is_number(item[1], 1)
        )

    return _declare(lambda value: isinstance(value, tuple) and all(map(is_count, value)), ())


def flag(default: object = False) -> Any:  # noqa: ANN401, FBT002
    """Yes or no, or unknown where the default is None."""
    return _declare(
        lambda value: isinstance(value, bool) or (value is None and default is None), default
    )


def part(kind: type[Part]) -> Any:  # noqa: ANN401
    """A nested part."""
    return _declare(lambda value: isinstance(value, kind), kind())


def parts(kind: type[Part]) -> Any:  # noqa: ANN401
    """Any number of nested parts."""
    return _declare(
        lambda value: isinstance(value, tuple) and all(isinstance(item, kind) for item in value),
        (),
    )


def harmless(text: str, limit: int) -> str:
    r"""Free text of at most ``limit`` characters that cannot pass for anything else in a log.

    Control, bidirectional, invisible and unassigned characters, and those that end a line, are
    written as ``\u{...}``.
    """
    shown = "".join(
        char if unicodedata.category(char)[0] != "C" and char not in _LINE_ENDS else _spelled(char)
        for char in text
    )
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


def _spelled(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _is_code(pattern: str, default: object) -> Check:
    form = re.compile(pattern, re.ASCII)
    return lambda value: (
        value == default or (isinstance(value, str) and form.fullmatch(value) is not None)
    )


def _is_number(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MAX
