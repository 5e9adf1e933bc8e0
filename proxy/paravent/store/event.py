"""The audit event: what may be known about an exchange without knowing what was said in it.

Never in it: text of prompts or answers, values or labels, plain hashes of values, full addresses,
query strings, cookies, keys, file names, titles, names of clients. What has no field has no place.

A field at its default is not written; ``unknown``, none and 0 are what they say. There are no
fractions: energy is in milliwatt-hours, carbon in milligrams, water in microlitres.
"""
# ruff: noqa: RUF009 -- word() and part() are dataclasses.field() with a check

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass
from typing import TYPE_CHECKING, Any

from paravent.core.types import Category
from paravent.core.vocabulary import DOSSIER, Extension, Mark, Surface
from paravent.errors import Reason
from paravent.store.fields import (
    Part,
    bounds,
    code,
    codes,
    flag,
    harmless,
    number,
    part,
    parts,
    tally,
    word,
    words,
)
from paravent.store.vocabulary import (
    App,
    Band,
    Basis,
    Challenger,
    EventType,
    Outcome,
    OverrideReason,
    Parsed,
    Role,
    Tier,
    TokenSource,
    Unrestored,
    Why,
)

if TYPE_CHECKING:
    from datetime import datetime

VERSION = 1  # of the payload's form, its key ``v``
COMMENT_CHARACTERS = 200

_ID = r"[a-z0-9][a-z0-9._-]{0,63}"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}"
_MODEL = r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,79}(@([0-9]{1,10}|latest|default))?"
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SHA256 = r"[0-9a-f]{64}"


@dataclass(frozen=True, slots=True)
class Actor(Part):
    """Who acted: an account and a device by pseudonymous ids, and the kind of program."""

    account: str = code(_ID)
    device: str = code(_ID)
    app: App = word(App, App.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Matter(Part):
    """For whom: codes that the person chose, each with a digit so that it is not a name."""

    dossier: str = code(DOSSIER)
    client: str = code(DOSSIER)
    purpose: str = code(DOSSIER)
    role: Role = word(Role, Role.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Provider(Part):
    """To whom: the service as our own catalogue calls it.

    ``host`` and ``path`` are the catalogue's pattern and template, never the request's own, whose
    parts may name somebody. ``model`` comes from ``model_name``.
    """

    id: str = code(_ID)
    catalogue: str = code(_SHA256)
    host: str = code(r"[a-z0-9*.:-]{1,253}")
    path: str = code(r"/[A-Za-z0-9._~:@/{}*-]{0,199}")
    surface: Surface = word(Surface, Surface.UNKNOWN)
    tier: Tier = word(Tier, Tier.UNKNOWN)
    region: str = code(_ID)
    model: str = code(_MODEL)


@dataclass(frozen=True, slots=True)
class Transfer(Part):
    """Where to: country (ISO 3166-1 alpha-2), what the transfer rests on, and when we checked."""

    country: str = code(r"[A-Z]{2}")
    basis: Basis = word(Basis, Basis.UNKNOWN)
    checked_on: str = code(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Detector(Part):
    """A model or a set of recognizers in force, by name and SHA-256."""

    name: str = code(_NAME)
    sha256: str = code(_SHA256)


@dataclass(frozen=True, slots=True)
class Rules(Part):
    """What decided: hash of the rules in force, ids of those that matched, detectors.

    ``engine`` is the hash that stands for all detectors; ``detectors`` spells them out in events
    that tell of a start or a change.
    """

    ruleset: str = code(_SHA256)
    matched: tuple[str, ...] = codes(_NAME)
    engine: str = code(_SHA256)
    detectors: tuple[Detector, ...] = parts(Detector)


@dataclass(frozen=True, slots=True)
class Entity(Part):
    """Findings of one type that were treated alike: ``n`` of them, ``distinct`` values.

    ``cat`` is the detector's type (``NIR``), ``reg_cat`` the category of the register, ``act`` the
    action's name, ``fp`` keyed fingerprints from ``AuditLog.fingerprint``, never plain hashes.
    """

    cat: str = code(r"[A-Z][A-Z0-9_]{1,31}", "UNKNOWN")
    reg_cat: Category | None = word(Category, None)
    sens: Mark = word(Mark, Mark.NONE)
    n: int = number(1, 1)
    distinct: int = number(1, 1)
    act: str = code(_ID)
    src: str = code(_NAME)
    score: Band | None = word(Band, None)
    fp: tuple[str, ...] = codes(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Attachment(Part):
    """One file that was sent along, without its name."""

    ext: Extension = word(Extension, Extension.OTHER)
    bytes: int = number()
    parsed: Parsed = word(Parsed, Parsed.NONE)
    why: Why | None = word(Why, None)


@dataclass(frozen=True, slots=True)
class Body(Part):
    """How much was sent and how much of it was read, in bytes."""

    bytes: int = number()
    inspected_bytes: int = number()
    uninspected_bytes: int = number()
    why: Why | None = word(Why, None)
    attachments: tuple[Attachment, ...] = parts(Attachment)


@dataclass(frozen=True, slots=True)
class Answer(Part):
    """What became of the answer: labels restored, unknown, and left in place by reason.

    ``challenge`` says who sent a check for robots in its place.
    """

    status: int = number()
    streamed: bool = flag()
    restored_n: int = number()
    unknown_placeholder_n: int = number()
    refused_restore: tuple[tuple[Unrestored, int], ...] = tally(Unrestored)
    challenge: Challenger | None = word(Challenger, None)


@dataclass(frozen=True, slots=True)
class Override(Part):
    """Why a person let a refused request through.

    ``comment`` is the one free text of the log. It must have been scanned and redacted before it
    comes here; it is cut at 200 characters, and characters that could deceive are spelled out.
    """

    reason_code: OverrideReason | None = word(OverrideReason, None)
    comment: str = code(r"[^\x00-\x1f\x7f]*")

    def __post_init__(self) -> None:
        object.__setattr__(self, "comment", harmless(self.comment, COMMENT_CHARACTERS))
        Part.__post_init__(self)


@dataclass(frozen=True, slots=True)
class Cost(Part):
    """What it cost: milliseconds of scanning and of added delay, tokens of the answer."""

    scan_ms: int = number()
    added_ms: int = number()
    out_tokens: int = number()
    how: TokenSource = word(TokenSource, TokenSource.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Footprint(Part):
    """An estimate from lowest to highest, the method that made it, and what it warned of."""

    method: str = code(r"[a-z0-9][a-z0-9.+_-]{0,63}")
    energy_mwh: tuple[int, int] = bounds()
    carbon_mg: tuple[int, int] = bounds()
    water_ul: tuple[int, int] = bounds()
    zone: str = code(r"[A-Z]{2,3}")
    warnings: tuple[str, ...] = codes(_ID)


@dataclass(frozen=True, slots=True)
class Notice(Part):
    """What an event about Paravent itself tells; which fields count depends on its type.

    ``index`` and ``size`` speak of this log, ``root`` is a tree head in hex, ``epoch`` a key's
    number, ``n`` how many records were read, erased or purged, or requests left in a pause,
    ``by_type`` of which types, and ``filters`` how they were chosen (``type=block``), never the
    value looked for; ``digest`` is the SHA-256 of a file handed out, or of what was erased.
    """

    version: str = code(r"[0-9A-Za-z.+-]{1,32}")
    ok: bool | None = flag(None)
    jump_ms: int = number(-(2**53))
    duration_s: int = number()
    index: int | None = number(0, None)
    size: int | None = number(0, None)
    root: str = code(_SHA256)
    epoch: int | None = number(0, None)
    n: int = number()
    by_type: tuple[tuple[EventType, int], ...] = tally(EventType)
    filters: tuple[str, ...] = codes(r"[a-z_]+=[A-Za-z0-9:.,_+/-]{1,80}")
    digest: str = code(_SHA256)


@dataclass(frozen=True, slots=True)
class Event(Part):
    """One event. The log adds its index, the time, the boot it happened in and its clock.

    ``id`` comes from ``new_id``; ``ref`` is the id of the request that a response, a refusal or an
    override belongs to, ``cascade`` that of the first hop of the exchange that it goes on with.
    ``count`` is how many alike events it stands for, one event a minute. ``sens`` says what makes
    the request as a whole sensitive, sorted: the marks of its findings, and those that words around
    a person give it. ``reason`` says why a request was refused.

    Raises:
        ParaventError: a field holds what it may not.
    """

    id: str = code(_UUID, MISSING)
    type: EventType = word(EventType)
    ref: str | None = code(_UUID, None)
    count: int = number(1, 1)
    action: Outcome | None = word(Outcome, None)
    reason: Reason | None = word(Reason, None)
    actor: Actor = part(Actor)
    matter: Matter = part(Matter)
    provider: Provider = part(Provider)
    transfer: Transfer = part(Transfer)
    rules: Rules = part(Rules)
    sens: tuple[Mark, ...] = words(Mark)
    entities: tuple[Entity, ...] = parts(Entity)
    body: Body = part(Body)
    answer: Answer = part(Answer)
    override: Override = part(Override)
    cost: Cost = part(Cost)
    footprint: Footprint = part(Footprint)
    notice: Notice = part(Notice)
    cascade: str | None = code(_UUID, None)

    def to_payload(self) -> dict[str, Any]:
        """The event as JSON values, with the version of their form."""
        return {"v": VERSION, **Part.to_payload(self)}


def new_id(at: datetime, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562 §5.7) of this time and ten random bytes."""
    ms = int(at.timestamp() * 1000)
    bits = ms << 80 | int.from_bytes(entropy[:10])
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def model_name(text: str) -> str:
    """The model's name as the log may hold it: ``other`` where it does not look like one."""
    return text if re.fullmatch(_MODEL, text, re.ASCII) or not text else "other"
