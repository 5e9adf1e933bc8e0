"""The sets that detection is measured on, read into one form: ``python tests/eval/sets.py FILE ...``.

A written set (``dev_fr.txt``) has a line ``=== id`` before each prompt, and marks spans in it as
``⟦TYPE:value⟧``; its language ends its name, and a broken bar keeps scanners of source code from
taking a key for real. Other sets hold JSON Lines of the common form:
``id``, ``lang``, ``source``, ``text``, ``entities`` with ``start``, ``end`` and ``type``. Run by
hand, it prints sets in that form. Nobody in the written sets exists.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from marks import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
WRITTEN = tuple(HERE / f"{name}_{lang}.txt" for name in ("dev", "clean") for lang in ("fr", "en"))
MUST_HIDE = (
    "PERSON",
    "ADDRESS",
    "DATE_OF_BIRTH",
    "PHONE",
    "EMAIL",
    "IBAN",
    "CARD",
    "NATIONAL_ID",
    "TAX_ID",
    "COMPANY_ID",
    "USERNAME",
    "SECRET",
    "OTHER_ID",
    "IP",
)
"""Types of which no letter may stay visible; any other type need not be hidden, and may be."""
FORMAL = ("PHONE", "EMAIL", "IBAN", "CARD", "NATIONAL_ID", "TAX_ID", "COMPANY_ID", "SECRET", "IP")
"""Types whose form alone tells them from other text."""

# Other sets' words for the same types.
_SAME = {
    "DOB": "DATE_OF_BIRTH",
    "NIR": "NATIONAL_ID",
    "SSN": "NATIONAL_ID",
    "SIRET": "COMPANY_ID",
    "TVA": "TAX_ID",
    "POSTCODE": "ADDRESS",
}

_HEAD = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_MARK = re.compile(r"⟦([A-Z_]+):(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; ``start`` and ``end`` count code points, the end excluded."""

    start: int
    end: int
    type: str

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text, and what is in it."""

    id: str
    lang: str
    source: str
    text: str
    spans: tuple[Span, ...]

    @property
    def values(self) -> tuple[Span, ...]:
        """What must not leave."""
        return tuple(span for span in self.spans if span.type in MUST_HIDE)

    @property
    def is_clean(self) -> bool:
        return not self.values


def read_set(file: Path) -> list[Prompt]:
    """The prompts of a set, in their order."""
    text = file.read_text(encoding="utf-8")
    return list(_written(file.stem, text) if file.suffix == ".txt" else _common(file.stem, text))


def _written(name: str, text: str) -> Iterator[Prompt]:
    before, *parts = _HEAD.split(text)
    if before:
        raise ValueError(f"{name}: text before the first prompt")
    for id_, marked in zip(parts[::2], parts[1::2], strict=True):
        plain, spans = parse(marked.removesuffix("\n").replace("¦", ""), _MARK)
        yield Prompt(id_, name.rpartition("_")[2], name, plain, tuple(Span(*one) for one in spans))


def _common(name: str, text: str) -> Iterator[Prompt]:
    for row in map(json.loads, text.removesuffix("\n").split("\n")):
        entities = row.get("entities", ())
        spans = tuple(
            Span(one["start"], one["end"], _SAME.get(kind, kind))
            for one in entities
            for kind in [one.get("type") or one["label"]]
        )
        yield Prompt(str(row["id"]), row["lang"], row.get("source", name), row["text"], spans)


def as_row(prompt: Prompt) -> dict[str, Any]:
    """A prompt in the common form."""
    entities = [
        {
            "start": span.start,
            "end": span.end,
            "type": span.type,
            "text": prompt.text[span.start : span.end],
        }
        for span in prompt.spans
    ]
    return {
        "id": prompt.id,
        "lang": prompt.lang,
        "source": prompt.source,
        "text": prompt.text,
        "entities": entities,
    }


if __name__ == "__main__":
    for given in sys.argv[1:] or WRITTEN:
        for one in read_set(Path(given)):
            print(json.dumps(as_row(one), ensure_ascii=False))
