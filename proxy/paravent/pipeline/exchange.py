"""The values that go between a gateway and the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.core.types import Sensitive, Tally

if TYPE_CHECKING:
    from paravent.core.sigv4 import Credentials, Signable
    from paravent.core.types import RuleRef
    from paravent.errors import Reason
    from paravent.i18n import Lang
    from paravent.pipeline.holds import Held
    from paravent.pipeline.permission import Mode
    from paravent.services.notation import Kind
    from paravent.services.service import Endpoint, Service
    from paravent.store.vocabulary import App


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it wants to leave.

    ``target`` is its path with the query string, ``body`` its content without any encoding of the
    transfer, ``referer`` that header or an empty text; ``headers`` the others, one ``name: value``
    a line, without cookies and credentials, which are the service's own. ``signed`` says that its
    credentials hold for this very body only; ``bears`` is then the request as it was signed.
    """

    method: str
    host: str
    target: Sensitive[str]
    content_type: str
    body: Sensitive[bytes]
    referer: Sensitive[str]
    headers: Sensitive[str]
    app: App
    language: Lang
    signed: bool = False
    bears: Signable | None = field(default=None, repr=False)


@dataclass(slots=True)
class Exchange:
    """One request and its answer.

    ``id`` names it in the audit log. ``tally`` counts what was restored. ``endpoint`` is None for
    a call that the service's file does not name. ``dossier`` is the client's name or code that was
    chosen for it; empty where none was.
    """

    id: str
    service: Service
    endpoint: Endpoint | None
    language: Lang
    tally: Tally = field(default_factory=Tally)
    dossier: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable

    @property
    def kind(self) -> Kind:
        """What is done with the request; an unnamed call is scanned."""
        return self.endpoint.kind if self.endpoint else "scan"


@dataclass(frozen=True, slots=True)
class Forward:
    """The request may leave, as it stands here; an empty referer is left out.

    ``headers`` has the lines of ``Outgoing.headers``, in their order. ``recorded`` says that it is
    an event of its own in the audit log, so that its answer is too; ``warned`` that a rule wants
    the person told of it; ``as_it_is`` that nothing of it may be touched. ``signer`` is who it must
    be signed by anew.
    """

    exchange: Exchange
    target: str
    body: bytes
    referer: str
    headers: str
    recorded: bool
    warned: bool = False
    as_it_is: bool = False
    signer: Credentials | None = None


@dataclass(frozen=True, slots=True)
class Refuse:
    """The request must not leave.

    ``found`` counts what was found by type, for the message; ``index`` is the event's number in
    the audit log, None where it could not be recorded; ``page`` the address of the page about it,
    ``modes`` how the person may let it leave all the same. A ``quiet`` refusal is not shown to the
    person.
    """

    exchange: Exchange
    reason: Reason
    rule: RuleRef | None = None
    found: tuple[tuple[str, int], ...] = ()
    index: int | None = None
    page: str = ""
    modes: frozenset[Mode] = frozenset()
    quiet: bool = False


type Verdict = Forward | Refuse | Held
