"""A Dockerfile as the tests read it: its stages and their instructions, continued lines joined."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docker"


@dataclass(frozen=True)
class Instruction:
    """One instruction: its word, and the rest of it."""

    word: str
    rest: str

    @property
    def exec_form(self) -> list[str]:
        """The words of an instruction that is written as a JSON array."""
        return list(json.loads(self.rest[self.rest.index("[") :]))


def stages(path: Path = FOLDER / "Dockerfile") -> list[list[Instruction]]:
    """The stages, each beginning with its ``FROM``."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line.strip() for line in text.replace("\\\n", "").splitlines() if line.strip()]
    found: list[list[Instruction]] = []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        found[-1].append(Instruction(word, rest.strip()))
    return found
