from __future__ import annotations

from pathlib import Path

import pytest

from paravent.detect import catalogue

SHIPPED = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="session")
def entities():
    return catalogue.entities()


@pytest.fixture(scope="session")
def shipped():
    return SHIPPED


RULE = """\
  - id: {id}
    when: {{{when}}}
    then: {then}
    why: {{fr: parce que}}
    tests:
      - {{text: oui, expect: hit}}
      - {{text: non, expect: miss}}
"""


@pytest.fixture
def write(tmp_path):
    """Writes a policy file of rules given as ``id=(when, then)`` and returns its path."""

    def write_policy(path, name, *, head="", **rules):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(
            RULE.format(id=rule_id.replace("_", "-"), when=when, then=then)
            for rule_id, (when, then) in rules.items()
        )
        listed = f"rules:\n{body}" if body else ""
        file.write_text(f"version: 1\nname: {name}\n{head}{listed}", encoding="utf-8")
        return file

    return write_policy
