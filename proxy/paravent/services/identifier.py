"""What a wire format's own names look like, so that they need not be read as text.

Model names, roles and ids are one run of plain signs. Numbers and addresses of people can be that
as well: what has their form is no identifier, wherever it stands. To read one too many costs a
little time, to read one too few lets a number out.
"""

from __future__ import annotations

import re

_IDENTIFIER = re.compile(
    r"(?![\d./-]{8,}\Z)"  # phones, cards, social security numbers
    r"(?![A-Za-z]{2}(?:\d{2}[A-Za-z0-9]{11,30}|[A-Za-z0-9]?\d{7,12})\Z)"  # IBAN, VAT
    r"(?!(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}\Z)"  # IPv6
    r"(?!https?:|(?:[\w-]+\.)+[A-Za-z]{2,}/)"  # URLs
    r"[A-Za-z0-9_.:/=$~-]{0,256}",
    re.ASCII,
)
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")


def is_identifier(text: str) -> bool:
    """Whether a text can be a name of the wire format's."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether a text has the form of what only a service can read: one run of base64."""
    return _TOKEN.fullmatch(text) is not None and (len(text) > 64 or is_identifier(text))
