"""Skeletons: documents with slots. See skeletons/README.md for their form."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("skeletons")
_CHOICE = re.compile(r"\[\[(.*?)\]\]", re.S)
_SLOT = re.compile(
    r"\{\{|\}\}|\{([a-z]+\d?)(?:\.([A-Za-z]+)|\?([^{}|]*)\|([^{}|]*))?\}|\{([=~])([^{}\n]+)\}"
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One document: its language, whether nobody is named in it, and its raw text."""

    id: str
    language: str
    clean: bool
    text: str

    @property
    def famous(self) -> list[str]:
        """Whom it names in ``{=…}``."""
        return [match.group(6) for match in _SLOT.finditer(self.text) if match.group(5) == "="]


@dataclass(frozen=True, slots=True)
class Slot:
    """``{p1.last}`` is p1 in the form ``last``; ``{p1?né|née}`` chooses by gender; ``{=Hugo}`` is famous, ``{~Rex}`` neither that nor anybody."""

    name: str
    form: str = ""
    masculine: str | None = None
    feminine: str | None = None


def read_skeletons(folder: Path = FOLDER) -> list[Skeleton]:
    """All skeletons, in an order that depends on file names only.

    Raises:
        ValueError: two skeletons have the same id, or a slot is not understood.
    """
    found = {}
    for file in sorted(folder.glob("*/*.txt")):
        for block in re.split(r"(?m)^=== *", file.read_text(encoding="utf-8"))[1:]:
            head, _, text = block.partition("\n")
            skeleton = Skeleton(
                f"{file.parent.name}/{file.stem}/{head.strip()}",
                file.parent.name,
                file.name.startswith("neg"),
                text.strip("\n"),
            )
            if skeleton.id in found:
                raise ValueError(f"twice: {skeleton.id}")
            found[skeleton.id] = skeleton
    return list(found.values())


def parts(text: str, random) -> list[str | Slot]:
    """The text with its choices made, cut into plain text and slots."""
    text = _CHOICE.sub(lambda match: random.choice(match.group(1).split("|")), _shield(text))
    text = text.replace("\0", "|")
    pieces: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        pieces.append(text[at : match.start()])
        if match.group() in {"{{", "}}"}:
            pieces.append(match.group()[0])
        elif match.group(5):
            pieces.append(Slot(match.group(5), match.group(6)))
        else:
            pieces.append(Slot(*match.groups(default="")[:2], match.group(3), match.group(4)))
        at = match.end()
    pieces.append(text[at:])
    return [piece for piece in pieces if piece]


def _shield(text: str) -> str:
    """The bar of ``{p1?né|née}`` is no alternative of a choice around it."""
    return re.sub(r"\{[a-z]+\d?\?[^{}|]*\|[^{}|]*\}", lambda match: match.group().replace("|", "\0"), text)
