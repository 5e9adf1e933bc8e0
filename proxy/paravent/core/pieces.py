"""What a lenient reader sees in base64 that is damaged, or that holds more than text."""

from __future__ import annotations

import base64
import re

_PIECE = re.compile(r"[^\W_][\w ,;:.'’@+/()-]{9,}")
"""A piece of text; ten bytes in a row that belong to none look like this once in 100,000 times."""


def read_pieces(coded: str) -> str:
    """The pieces of text in base64 of either alphabet (RFC 4648), a line each.

    What is too short to be one is not told, nor a last sign that is half a byte.
    """
    bare = "".join(coded.split()).rstrip("=").replace("-", "+").replace("_", "/")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    content = base64.b64decode(bare + "=" * (-len(bare) % 4))
    return "\n".join(_PIECE.findall(content.decode("utf-8", "replace")))
