"""A service as the program uses it: resolved and immutable. Nothing here reads files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.hostnames import HostPattern
    from paravent.services.match import PathPattern
    from paravent.services.notation import Kind, Surface
    from paravent.services.paths import Json
    from paravent.services.schema import FixtureModel, FormatModel, LimitsModel
    from paravent.services.wire import Wire


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One kind of call: how it is recognised, what is done with it, and its format.

    ``template`` is its path as it is written in the audit log, ids left out.
    """

    id: str
    pattern: PathPattern
    hosts: tuple[HostPattern, ...]
    kind: Kind
    wire: Wire
    quiet: bool
    template: str


@dataclass(frozen=True, slots=True)
class RefusalForm:
    """How a service tells an error: an HTTP status, a JSON body, an answer in its chat.

    ``{message}`` in the texts stands for the sentence that the person is told.
    """

    status: int
    body: Json
    chat: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """An AI service; ``groups`` are the names by which rules speak of several."""

    id: str
    name: str
    vendor: str
    surface: Surface
    groups: tuple[str, ...]
    site: str
    aliases: tuple[str, ...]
    hosts: tuple[HostPattern, ...]
    opt_in: bool
    plain: bool
    lasting: bool
    format: FormatModel | None
    limits: LimitsModel | None
    refusal: RefusalForm
    endpoints: tuple[Endpoint, ...]
    fixtures: tuple[FixtureModel, ...]
    folder: Path

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of its format, so that another may know better."""
        return is_unknown(self.format)

    def find(self, method: str, host: str, segments: tuple[str, ...]) -> Endpoint | None:
        """The endpoint that a request is for, or None where no endpoint names it."""
        for endpoint in self.endpoints:
            if endpoint.pattern.takes(method, segments) and (
                not endpoint.hosts or any(fits(pattern, host) for pattern in endpoint.hosts)
            ):
                return endpoint
        return None


def is_unknown(form: FormatModel | None) -> bool:
    """Whether a service's file says that nothing is known of its format."""
    return form is not None and form.confidence == "none"


def fits(pattern: HostPattern, host: str) -> bool:
    """Whether a normalised host is the one that a pattern names, or one of those below it."""
    if pattern.subdomains:
        return host.endswith(f".{pattern.name}")
    return host == pattern.name
