"""Texts in which personal data is marked as ``[[TYPE:value]]``, for tests of detection."""

from __future__ import annotations

import re

MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\](?!\])", re.DOTALL)


def parse(marked):
    """The text without its marks, and where the marked values stand, with their types."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], spans
