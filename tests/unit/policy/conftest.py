from __future__ import annotations

from pathlib import Path

import pytest

from paravent.core.types import Category, EntityType

SHIPPED = Path(__file__).parents[3] / "rules"
CATEGORIES = {
    Category.IDENTITY: "PERSON DATE_OF_BIRTH US_SSN",
    Category.CONTACT: "ADDRESS EMAIL PHONE",
    Category.PROFESSIONAL: "ORGANISATION SIREN SIRET VAT RPPS ADELI FINESS URSSAF",
    Category.FINANCIAL: "IBAN CARD",
    Category.CONNECTION: "IP_ADDRESS URL",
    Category.LOCATION: "LOCATION",
    Category.NIR: "NIR",
    Category.CREDENTIAL: "API_KEY PRIVATE_KEY JWT",
}


@pytest.fixture(scope="session")
def entities():
    return {
        type_id: EntityType(type_id, type_id, category, type_id.lower(), type_id.lower())
        for category, type_ids in CATEGORIES.items()
        for type_id in type_ids.split()
    }


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
