"""Every text that is cited anywhere is listed with its source in the documentation, and no other."""

import ast
import re

import pytest

from pages import LANGUAGES, MARKDOWN, ROOT, SOURCE, page, read, tables
from paravent.errors import Reason
from paravent.report.words import OVERRIDES, REASONS, WHYS
from paravent.store.vocabulary import OverrideReason, Why

ARTICLE = re.compile(r"\b[Aa]rt(?:\.|icles?)[ \u00a0](\d+(?:(?:,| et| and| à| to)[ \u00a0]\d+)*)")
RULES = ROOT / "rules"
CASE = re.compile(r"\b[CT]-\d+/\d+")


def cited(text):
    """The articles and the cases that a text names."""
    numbers = {n for found in ARTICLE.findall(text) for n in re.findall(r"\d+", found)}
    return numbers | set(CASE.findall(text))


def written():
    """All that is said to people: in the program, in the rules that are shipped, on the pages.

    Left out are the documentation of code and what recognizers are tried on.
    """
    yield from (path.read_text("utf-8") for path in sorted(RULES.glob("policies/*.yaml")))
    yield from (path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.html")))
    yield from (read(name) for name in MARKDOWN if not name.endswith("report.md"))
    for path in sorted(SOURCE.rglob("*.py")):
        if path.is_relative_to(SOURCE / "detect"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        told = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
                yield node.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_cited_is_listed_with_its_source(lang):
    found = set().union(*map(cited, written()))
    assert {"4", "9", "10", "15", "17", "28", "30", "32", "C-413/23", "T-553/23"} <= found
    assert {"5", "33", "34", "44"} <= found
    rows = [row for table in tables(page(lang, "report")) for row in table if len(row) == 3]
    listed = set().union(*(cited(row[0]) for row in rows))
    assert found <= listed
    assert all(cell.strip() for row in rows for cell in row)
    assert listed <= found


@pytest.mark.parametrize(
    ("names", "words"), [(REASONS, Reason), (WHYS, Why), (OVERRIDES, OverrideReason)]
)
def test_every_word_of_the_log_has_a_name_in_the_report(names, words):
    assert set(words) <= set(names)
