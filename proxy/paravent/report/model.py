"""The report as data: everything that any rendering of it shows, in codes and whole numbers.

It is the JSON that readers get, so what is in here has been published; its schema is
``rules/schema/report.json``. There are no sentences in it and no values of anybody.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from paravent.declarations import Engagement, Organisation

FORMAT: Literal["paravent-report/1"] = "paravent-report/1"

type Count = Annotated[int, Field(ge=0)]
type Measure = Literal["pseudonymised", "removed", "generalised", "withheld", "clear"]
"""What became of a value: replaced by a label, taken out, made vaguer, not sent at all, sent."""


class Part(BaseModel):
    """Base of what a report is made of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parties(Part):
    """Who, for whom, in which role; ``client`` is its code, empty for all clients."""

    organisation: Organisation
    client: str
    engagement: Engagement | None = Field(description="None for all clients, or if not declared.")


class Totals(Part):
    """Requests: ``sent`` left, ``refused`` did not; of those sent, what was done with them."""

    sent: Count
    refused: Count
    with_data: Count = Field(description="Sent or refused requests in which data was found.")
    pseudonymised: Count
    overridden: Count = Field(description="Sent by a person's reasoned decision.")
    clear: Count = Field(description="Sent with data in clear, by a rule or by a decision.")
    unread: Count = Field(description="Sent without having been read, wholly or in part.")
    services: Count
    elements: Count = Field(description="Values found, repetitions included.")


class Month(Part):
    """The requests of one month, ``2026-11``, of the report's time zone."""

    month: str
    sent: Count
    refused: Count


class Activity(Part):
    """What was done by way of one service: requests, and values by what became of them."""

    service: str
    name: str
    vendor: str
    surface: str
    provider: str = Field(description="Id in the catalogue of providers; empty where unknown.")
    countries: tuple[str, ...] = Field(description="As noted with the requests, ISO 3166-1.")
    bases: tuple[str, ...] = Field(description="What transfers rested on, as noted.")
    sent: Count
    refused: Count
    overridden: Count
    pseudonymised: Count = Field(description="Values, as all that follows.")
    removed: Count
    generalised: Count
    withheld: Count
    clear: Count


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


class CascadeLine(Part):
    """Exchanges of one prompt that went to several recipients, an event of the log for each hop."""

    services: tuple[str, ...] = Field(description="To whom it went, in alphabetical order.")
    refused: tuple[str, ...] = Field(description="To whom it was refused.")
    exchanges: Count
    hops: Count


class CategoryLine(Part):
    """Values of one category at one service, by what became of them."""

    category: str
    service: str
    measure: Measure
    elements: Count
    requests: Count


class SensitiveLine(Part):
    """Requests that bear a mark (art. 9, art. 10, NIR, minor, bank, secret), by what became."""

    mark: str
    sent: Count
    overridden: Count
    refused: Count


class Refusals(Part):
    """Requests that were refused, by reason."""

    reason: str
    requests: Count


class OverrideLine(Part):
    """A reasoned decision to let a refused request go."""

    at: datetime
    event: Count
    service: str
    reason: str
    comment: str


class UnreadLine(Part):
    """What left, or passed, without having been read, by reason."""

    kind: Literal["message", "attachment", "technical", "tunnel"]
    why: str
    count: Count
    bytes: Count


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
    event: Count
    ruleset: str
    engine: str


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


class Quality(Part):
    """What detection was measured to find, on which texts; ratios are per 10,000."""

    corpus: str
    measured_on: date
    items: Count
    recall: Count
    low: Count
    high: Count


class FootprintLine(Part):
    """The answers of one vendor in one month; amounts to one significant figure, least and most."""

    provider: str
    month: str
    answers: Count
    tokens: Count = Field(description="Of answers, as services told them or as guessed.")
    tokens_guessed: Count = Field(description="Of these, four characters of text each.")
    answers_unmeasured: Count = Field(description="Whose length nobody told.")
    answers_unknown_model: Count = Field(description="Of models that no method knows.")
    energy_mwh: tuple[Count, Count] | None = Field(description="Milliwatt-hours.")
    carbon_mg: tuple[Count, Count] | None = Field(description="Milligrams of CO2 equivalent.")
    water_ul: tuple[Count, Count] | None = Field(description="Microlitres.")


class Footprint(Part):
    """An order of magnitude of what answers cost, by the methods named."""

    methods: tuple[str, ...]
    avoided: Count = Field(description="Requests that were not sent.")
    lines: tuple[FootprintLine, ...]


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
    integrity: Integrity


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report; kept in ``rules/schema/report.json``."""
    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
