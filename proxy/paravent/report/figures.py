"""The figures of a report as data: what was sent, found, refused, not read, and what it cost.

They are part of the JSON that readers get; ``model`` puts them together.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

type Count = Annotated[int, Field(ge=0)]
type Measure = Literal["pseudonymised", "removed", "generalised", "withheld", "clear"]
"""What became of a value: replaced by a label, taken out, made vaguer, not sent at all, sent."""


class Part(BaseModel):
    """Base of what a report is made of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class CascadeLine(Part):
    """Exchanges of one prompt that went to several recipients, an event of the log for each hop."""

    services: tuple[str, ...] = Field(description="To whom it went, in alphabetical order.")
    refused: tuple[str, ...] = Field(description="To whom it was refused.")
    exchanges: Count
    hops: Count


class RegisterLine(Part):
    """One activity of the record of processing and one recipient of it: Art. 30 GDPR."""

    client: str = Field(description="Code of the client or matter; empty where none was named.")
    activity: str = Field(description="As declared; empty where it was not, as all that follows.")
    purpose: str
    role: Literal["unknown", "controller", "processor"]
    service: str
    sent: Count


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
    avoided: Count = Field(description="Requests that were not sent, nor sent again.")
    asked: Count = Field(description="Times at which the person was asked whether AI is needed.")
    needed: Count = Field(description="Of these, answered yes: the message was sent again.")
    lines: tuple[FootprintLine, ...]


class EarlierMonth(Part):
    """What is left of one month (of UTC) and service, whose events have been purged."""

    month: str
    service: str
    name: str = Field(description="The service's; its id where it is not catalogued any more.")
    sent: Count
    refused: Count
    answers: Count
    tokens: Count
    tokens_guessed: bool
    unknown_models: bool = Field(description="Whether some answers are not in the estimates.")
    method: str = Field(description="Empty where nothing could be estimated.")
    energy_mwh: tuple[Count, Count] | None
    carbon_mg: tuple[Count, Count] | None
    water_ul: tuple[Count, Count] | None
