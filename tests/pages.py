"""The documentation as the tests read it: Markdown cut into headings, tables and code."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "proxy" / "paravent"
LANGUAGES = ("fr", "en")
READMES = {"fr": "README.fr.md", "en": "README.md"}
MARKDOWN = sorted(
    str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md"))
)

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@cache
def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def page(lang: str, name: str) -> str:
    return read(READMES[lang] if name == "README" else f"docs/{lang}/{name}.md")


def blocks(text: str, language: str) -> list[str]:
    return [found[2] for found in _BLOCK.finditer(text) if found[1] == language]


def bare(text: str) -> str:
    """A text without its blocks of code."""
    return _BLOCK.sub("", text)


def prose(text: str) -> str:
    """What is read aloud: no code at all, no comments, no addresses, no marks of images."""
    text = re.sub(r"`[^`\n]*`", "`", re.sub(r"<!--.*?-->", "", bare(text), flags=re.DOTALL))
    return re.sub(r"\]\([^)\s]*\)|<https?:[^>]*>", "]", text).replace("![", "[")


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) (.+)$", bare(text), re.MULTILINE)]


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level, up to the next one."""
    (found,) = re.findall(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE
    )
    return str(found)


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text, each as rows of cells, without the heads."""
    found = re.findall(r"^\|.*\n\|[-|]+\|\n((?:\|.*(?:\n|\Z))+)", bare(text), re.MULTILINE)
    return [[[c.strip() for c in row.split("|")[1:-1]] for row in t.splitlines()] for t in found]


def firsts(rows: list[list[str]]) -> list[str]:
    """The names in the first column, in order."""
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[0])]


def table_of(text: str, first: str) -> list[list[str]]:
    """The one table whose first name is this one."""
    (found,) = (table for table in tables(text) if firsts(table)[:1] == [first])
    return found


def commands_shown(text: str) -> list[list[str]]:
    """The words of every ``paravent ...`` that a reader may type."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    for block in blocks(text, "console"):
        lines += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    lines += re.findall(r"`(paravent[^`]*)`", bare(text))
    found = [re.search(r"(?:^|\$\(|\| |bin/)paravent\b([^#|)]*)", line) for line in lines]
    return [match[1].split() for match in found if match]
