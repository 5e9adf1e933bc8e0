"""Labelled texts of others, kept in corpora/; see the model card for sources and licences."""

import gzip
import json
import re
from pathlib import Path

FOLDER = Path(__file__).with_name("corpora")
_KINDS = {"PERSON": "PERSON", "ADDRESS": "ADDRESS", "LOCATION": "LOCATION", "ORGANIZATION": "ORGANISATION", "DATE_OF_BIRTH": "DATE_OF_BIRTH", "USERNAME": "HANDLE"}
_LONGEST = 1_800


def read():
    """All texts: language, text, spans ``(start, end, label)``; long ones in pieces of whole lines."""
    found = []
    for file in sorted(FOLDER.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                spans = [(e["start"], e["end"], _KINDS[e["type"]]) for e in item["entities"] if e["type"] in _KINDS]
                found += [(item["lang"], *piece) for piece in _pieces(item["text"], spans)]
    return found


def _pieces(text, spans):
    start = 0
    for end in _ends(text):
        inside = [(s - start, e - start, label) for s, e, label in spans if start <= s and e <= end]
        if len(text[start:end].strip()) > 2:
            yield text[start:end], inside
        start = end


def _ends(text):
    at = 0
    for match in re.finditer(r"\n|(?<=[.!?])\s", text):
        if match.end() - at > _LONGEST:
            at = match.end()
            yield at
    yield len(text)
