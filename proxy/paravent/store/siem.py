"""Events in the words of two schemas that security tools read: OCSF and ECS.

What a schema has no field for goes where it lets others put theirs, so that nothing is lost. There
is nothing personal in it that is not in the event itself. These lines prove nothing: whoever is to
check them needs the log as ``export`` writes it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from paravent import __version__
from paravent.store.vocabulary import EventType, Outcome

if TYPE_CHECKING:
    from paravent.store.reader import Record

OCSF_VERSION = "1.3.0"
ECS_VERSION = "8.17.0"

_PRODUCT = {"name": "Paravent", "vendor_name": "Paravent", "version": __version__}
_APPLICATION = 6
"""OCSF category Application Activity."""
_LIFECYCLE, _API = 6002, 6003
"""OCSF classes Application Lifecycle and API Activity."""
_CREATE, _READ, _START, _STOP, _OTHER = 1, 2, 3, 4, 99
_INFORMATIONAL, _MEDIUM, _HIGH = 1, 3, 4
_SUCCESS, _FAILURE = 1, 2
_EXCHANGE = {
    EventType.REQUEST: _CREATE,
    EventType.BLOCK: _CREATE,
    EventType.OVERRIDE: _CREATE,
    EventType.UNINSPECTED: _CREATE,
    EventType.RESPONSE: _READ,
    EventType.CHALLENGE: _READ,
}
_RUN = {EventType.START: _START, EventType.STOP: _STOP}
_STOPPED = {Outcome.BLOCK, Outcome.ERROR_CLOSED}
_NOTABLE = {EventType.OVERRIDE, EventType.PAUSE, EventType.ENGINE_DEGRADED, EventType.CLOCK_JUMP}


def ocsf(record: Record) -> dict[str, Any]:
    """An event as OCSF 1.3 has it: API Activity for exchanges, else Application Lifecycle."""
    event, kind = record.event(), EventType(record.header.type)
    stopped = event.get("action") in _STOPPED
    exchange = kind in _EXCHANGE
    number = _API if exchange else _LIFECYCLE
    activity = _EXCHANGE[kind] if exchange else _RUN.get(kind, _OTHER)
    line = {
        "category_uid": _APPLICATION,
        "class_uid": number,
        "activity_id": activity,
        "activity_name": str(kind),
        "type_uid": number * 100 + activity,
        "time": record.header.t,
        "severity_id": _severity(kind, event),
        "status_id": _FAILURE if stopped or _is_bad(event) else _SUCCESS,
        "metadata": {
            "version": OCSF_VERSION,
            "product": _PRODUCT,
            "uid": event["id"],
            "sequence": record.header.i,
            "log_name": "audit",
            **({"correlation_uid": event["ref"]} if "ref" in event else {}),
        },
        "unmapped": event,
    }
    actor = event.get("actor", {})
    if not exchange:
        return {**line, "app": _PRODUCT}
    provider = event.get("provider", {})
    return {
        **line,
        "actor": {
            "app_name": actor.get("app", "unknown"),
            **({"user": {"uid": actor["account"]}} if actor.get("account") else {}),
        },
        "api": {
            "operation": provider.get("path", "unknown"),
            "service": {"name": provider.get("id", "unknown")},
        },
        "src_endpoint": {"uid": actor.get("device", "unknown")},
        **({"dst_endpoint": _endpoint(provider["host"])} if provider.get("host") else {}),
        **_http(event),
    }


def ecs(record: Record) -> dict[str, Any]:
    """An event as the Elastic Common Schema has it; ours goes under ``paravent``."""
    event, kind = record.event(), EventType(record.header.type)
    at = datetime.fromtimestamp(record.header.t / 1000, UTC)
    stopped = event.get("action") in _STOPPED
    actor, provider = event.get("actor", {}), event.get("provider", {})
    exchange = kind in _EXCHANGE
    matched = event.get("rules", {}).get("matched")
    return {
        "@timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "ecs": {"version": ECS_VERSION},
        "event": {
            "kind": "event",
            "category": [_ecs_category(kind, exchange=exchange)],
            "type": _ecs_types(kind, stopped=stopped, exchange=exchange),
            "action": str(kind),
            "outcome": "failure" if stopped or _is_bad(event) else "success",
            "id": event["id"],
            "sequence": record.header.i,
            "dataset": "paravent.audit",
            "module": "paravent",
        },
        "observer": {"product": "Paravent", "type": "proxy", "version": __version__},
        **({"user": {"id": actor["account"]}} if actor.get("account") else {}),
        **({"host": {"id": actor["device"]}} if actor.get("device") else {}),
        **({"service": {"name": provider["id"]}} if provider.get("id") else {}),
        **({"destination": {"domain": provider["host"]}} if provider.get("host") else {}),
        **({"rule": {"id": matched}} if matched else {}),
        "paravent": event,
    }


def _endpoint(host: str) -> dict[str, str]:
    """A server by its name; where the catalogue has a pattern (``*.example.org``), as a name."""
    return {"name" if host.startswith("*") else "hostname": host}


def _severity(kind: EventType, event: dict[str, Any]) -> int:
    if _is_bad(event) or event.get("action") == Outcome.ERROR_CLOSED:
        return _HIGH
    stopped = event.get("action") == Outcome.BLOCK
    return _MEDIUM if stopped or kind in _NOTABLE else _INFORMATIONAL


def _is_bad(event: dict[str, Any]) -> bool:
    """Whether an event says that something is not as it should be."""
    return event.get("notice", {}).get("ok") is False


def _http(event: dict[str, Any]) -> dict[str, Any]:
    status = event.get("answer", {}).get("status")
    return {"http_response": {"code": status}} if status else {}


def _ecs_category(kind: EventType, *, exchange: bool) -> str:
    if kind in _RUN:
        return "process"
    return "api" if exchange else "configuration"


def _ecs_types(kind: EventType, *, stopped: bool, exchange: bool) -> list[str]:
    """What happened; ECS says which of these words go with which category."""
    if exchange:
        return ["denied"] if stopped else ["allowed"]
    return _ECS_TYPES.get(kind, ["info"])


_ECS_TYPES = {
    EventType.START: ["start"],
    EventType.STOP: ["end"],
    EventType.RULES_CHANGE: ["change"],
    EventType.CATALOGUE_CHANGE: ["change"],
    EventType.LOG_READ: ["access"],
    EventType.VAULT_READ: ["access"],
    EventType.RETENTION_PURGE: ["deletion"],
    EventType.VAULT_PURGE: ["deletion"],
    EventType.DSR_ERASE: ["deletion"],
    EventType.KEY_CREATE: ["creation"],
    EventType.KEY_DESTROY: ["deletion"],
}
