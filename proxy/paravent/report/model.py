"""The report as data: everything that any rendering of it shows, in codes and whole numbers.

It is the JSON that readers get, so what is in here has been published; its schema is
``rules/schema/report.json``. There are no sentences in it and no values of anybody.
"""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from paravent.declarations import Engagement, Organisation
from paravent.report.figures import (
    Activity,
    CascadeLine,
    CategoryLine,
    Count,
    EarlierMonth,
    Footprint,
    Month,
    OverrideLine,
    Part,
    Refusals,
    RegisterLine,
    SensitiveLine,
    Totals,
    UnreadLine,
)

FORMAT: Literal["paravent-report/1"] = "paravent-report/1"


class Parties(Part):
    """Who, for whom, in which role; ``client`` is its code, empty for all clients."""

    organisation: Organisation
    client: str
    engagement: Engagement | None = Field(description="None for all clients, or if not declared.")


class Source(Part):
    """Where facts about a vendor were read."""

    url: str
    read: str
    confidence: str


class Vendor(Part):
    """What is known of who got something; "unknown" is a fact that nobody read."""

    id: str
    name: str
    entity: str
    country: str = Field(description="ISO 3166-1; empty where unknown, as all that follows.")
    processing: tuple[str, ...]
    tiers: tuple[str, ...] = Field(description="The tiers that may be meant.")
    declared: bool = Field(description="Whether the person said which tier it is.")
    local: bool
    training: str
    optout: str
    retention_days: Count | None
    hosting: str
    hosting_chosen: str | None
    contract: str
    signed_on: date | None
    bases: tuple[str, ...]
    footprint: str
    open_models: bool
    checked_on: str
    stale: bool
    sources: tuple[Source, ...]


class Pause(Part):
    """A time in which what left was not looked at."""

    since: datetime
    until: datetime
    service: str = Field(description="Empty where it was for all services.")
    passed: Count = Field(description="Requests that left in it.")


class Continuity(Part):
    """The period in seconds: ``on``, of which ``paused``; ``off``; ``unknown`` before the log."""

    on_s: Count
    paused_s: Count
    off_s: Count
    unknown_s: Count
    pauses: tuple[Pause, ...]
    pauses_not_shown: Count
    stops: Count = Field(description="Times for which it was off, of a minute or more.")
    longest_stop_s: Count
    degraded: Count
    clock_jumps: Count


class RulesLine(Part):
    """Rules that came into force, by their SHA-256."""

    at: datetime
    event: Count | None = Field(description="None where it has been purged, and the text is left.")
    ruleset: str
    engine: str = Field(description="Of all detectors; empty where it is not known any more.")


class AccessLine(Part):
    """Something was read, handed out or erased."""

    at: datetime
    event: Count
    type: str
    n: Count
    filters: tuple[str, ...]


class Retention(Part):
    """How long, and what has gone."""

    log_months: Count
    vault_days: Count = Field(description="0: in memory only.")
    purges: tuple[AccessLine, ...]
    requests: tuple[AccessLine, ...] = Field(description="Of data subjects, art. 15 and 17.")


class Security(Part):
    """The configuration as it was when the report was made."""

    policy: str
    ruleset: str
    unread: str
    observes: bool
    keys: Literal["keyring", "file"]
    services: Count
    types: Count
    decrypts: tuple[str, ...] = Field(description="Host names that are decrypted at all.")


class QualityLine(Part):
    """How many of the values that were marked in texts of one language were hidden wholly.

    ``low`` and ``high`` are the ends of the 95 % confidence interval of their share (Wilson's), per
    10,000.
    """

    lang: Literal["fr", "en"]
    kind: Literal["all", "numbers", "PERSON", "ADDRESS"] = Field(
        description="numbers: numbers, e-mail addresses, secrets and IP addresses."
    )
    marked: Count
    hidden: Count
    low: Count
    high: Count


class InnocentLine(Part):
    """Of texts in which there is nothing to hide, those in which something was hidden."""

    lang: Literal["fr", "en"]
    texts: Count
    touched: Count


class Measured(Part):
    """One measurement, as ``make eval`` writes it to ``models/quality.json``."""

    corpus: str = Field(description="Where the texts are, in Paravent's own repository.")
    measured_on: date
    program: str
    models: str = Field(description="SHA-256 of the manifest of the models that were measured.")
    lines: tuple[QualityLine, ...]
    innocent: tuple[InnocentLine, ...]


class Quality(Part):
    """What detection was measured to find, and whether with the models that are installed."""

    measured: Measured
    current: bool


class Integrity(Part):
    """The log that all is from."""

    size: Count
    first: Count = Field(description="Index of the first event that has not been purged.")
    span: tuple[int, int] | None = Field(description="First and last event of the period.")
    root: str = Field(description="Root of the Merkle tree (RFC 6962), in base64.")
    checkpoint: str = Field(description="The signed note (C2SP tlog-checkpoint).")
    key: str
    verified_at: datetime | None
    verified: bool | None


class Report(Part):
    """Everything. ``made_at`` is the time of the last event of the log that it was made of."""

    format: Literal["paravent-report/1"] = FORMAT
    cut: Literal["client", "dpo"]
    program: str
    made_at: datetime
    since: datetime
    until: datetime = Field(description="Excluded.")
    zone: str = Field(description="IANA name of the time zone of days and months.")
    parties: Parties
    totals: Totals
    months: tuple[Month, ...]
    activities: tuple[Activity, ...]
    processing: tuple[RegisterLine, ...]
    vendors: tuple[Vendor, ...]
    cascades: tuple[CascadeLine, ...]
    categories: tuple[CategoryLine, ...]
    sensitive: tuple[SensitiveLine, ...]
    refusals: tuple[Refusals, ...]
    overrides: tuple[OverrideLine, ...]
    unread: tuple[UnreadLine, ...]
    continuity: Continuity
    rules: tuple[RulesLine, ...]
    quality: Quality | None
    accesses: tuple[AccessLine, ...]
    retention: Retention
    security: Security
    footprint: Footprint
    earlier: tuple[EarlierMonth, ...] = Field(description="Of all clients; not in a client's cut.")
    integrity: Integrity


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report; kept in ``rules/schema/report.json``."""
    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
