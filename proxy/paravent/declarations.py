"""What only the person can say: who they are, for whom they work, which accounts they hold.

It comes from ``settings.toml`` and goes into the report, and into the facts that rules know of a
provider. Nothing here is checked against the world.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

type Line = Annotated[str, Field(max_length=200)]

STATUSES = ("independent", "portage", "company")
ROLES = ("unknown", "controller", "processor")
AUTHORISATIONS = ("unknown", "none", "general", "specific")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(_Declared):
    """The person or the firm that uses Paravent, as a client knows it.

    ``employer`` is the portage company: it employs the person, and is the client's contractor.
    """

    name: Line = ""
    status: Literal["independent", "portage", "company"] = "independent"
    employer: Line = ""
    contact: Line = ""
    dpo: Line = ""


class Engagement(_Declared):
    """What was agreed with one client, whose code is the key.

    ``role`` is the person's, art. 4(7) and (8) GDPR; ``authorisation`` the client's leave to
    engage AI providers as further processors, art. 28(2).
    """

    name: Line = ""
    role: Literal["unknown", "controller", "processor"] = "unknown"
    authorisation: Literal["unknown", "none", "general", "specific"] = "unknown"
    authorised_on: date | None = None
    activity: Line = ""
    purpose: Line = ""
    persons: Line = ""
    """Categories of data subjects, in the person's words: "salariés du client"."""


class Account(_Declared):
    """What kind of account the person holds at a provider; the provider's id is the key.

    ``tier`` is one of those that the catalogue lists, ``dpa`` the day on which the contract of
    art. 28 GDPR was signed, ``training`` and ``hosting`` what was set in the account.
    """

    tier: Annotated[str, Field(max_length=64)] = ""
    dpa: date | None = None
    training: Literal["on", "off"] | None = None
    hosting: Literal["eu", "elsewhere"] | None = None
