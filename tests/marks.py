"""Texts in which personal data is marked as ``[[TYPE:value]]``, for tests of detection."""

from __future__ import annotations

import re

MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\](?!\])", re.DOTALL)


def parse(marked, mark=MARK):
    """The text without its marks, and where the marked values stand, with their types."""
    text, spans, at = "", [], 0
    for found in mark.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return text + marked[at:], spans
