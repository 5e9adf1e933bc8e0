"""What happened to Paravent itself in the time of a report: runs, pauses, rules, accesses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paravent.report.counting import moment
from paravent.report.model import AccessLine, Continuity, Pause, RulesLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.report.facts import Facts

MOST_PAUSES = 200
"""Pauses that are listed; those that are left out are counted."""
_SHORT_MS = 60_000
ACCESSES = (
    "log_read",
    "vault_open",
    "vault_read",
    "vault_export",
    "report_export",
    "checkpoint_export",
    "breach_draft",
)
PURGES = ("retention_purge", "vault_purge", "key_destroy")
REQUESTS = ("dsr_search", "dsr_erase")
_CLIENT = "client="

type _Span = tuple[int, int]


def tell_continuity(facts: Facts) -> Continuity:
    """How long Paravent looked, and when it did not."""
    scope = facts.scope
    since, until = int(scope.since.timestamp() * 1000), int(scope.until.timestamp() * 1000)
    (born,) = facts.sql.execute("SELECT min(since) FROM run").fetchone()
    start, end = max(since, born or until), min(until, facts.at_ms)
    runs = [_clip(run, start, end) for run in facts.sql.execute("SELECT since, until FROM run")]
    runs = [run for run in runs if run[1] > run[0]]
    on_ms = sum(stop - begin for begin, stop in runs)
    pauses = [pause for pause in _pauses(facts) if pause.until > scope.since]
    everywhere = [_clip(_span(pause), start, end) for pause in pauses if not pause.service]
    paused_ms = sum(max(0, stop - begin) for begin, stop in _merge(everywhere))
    stops = list(_stops(runs, start, end))
    seen_ms = max(0, end - start)
    (degraded, jumps) = facts.sql.execute(
        "SELECT count(*) FILTER (WHERE type = 'engine_degraded'), "
        "count(*) FILTER (WHERE type = 'clock_jump') FROM own WHERE t >= ?",
        (since,),
    ).fetchone()
    return Continuity(
        on_s=on_ms // 1000,
        paused_s=paused_ms // 1000,
        off_s=(seen_ms - on_ms) // 1000,
        unknown_s=max(0, until - since - seen_ms) // 1000,
        pauses=tuple(pauses[:MOST_PAUSES]),
        pauses_not_shown=max(0, len(pauses) - MOST_PAUSES),
        stops=len(stops),
        longest_stop_s=max(stops, default=0) // 1000,
        degraded=degraded,
        clock_jumps=jumps,
    )


def _pauses(facts: Facts) -> Iterator[Pause]:
    """Each pause once: its first event begins it, its last one says how long it was."""
    found: dict[str, tuple[int, int, str, int]] = {}
    for t_ms, event in _own(facts, ("pause", "resume")):
        notice = event.get("notice", {})
        service, n = event.get("provider", {}).get("id", ""), notice.get("n", 0)
        name = event.get("ref") or event["id"]
        begun, _, _, passed = found.get(name, (t_ms, t_ms, service, 0))
        if event["type"] == "resume":
            begun, passed = t_ms - notice.get("duration_s", 0) * 1000, n
        else:
            passed += n
        found[name] = (begun, t_ms, service, passed)
    for begun, ended, service, passed in found.values():
        yield Pause(since=moment(begun), until=moment(ended), service=service, passed=passed)


def _stops(runs: Iterable[_Span], start: int, end: int) -> Iterator[int]:
    """How long it was off between runs, in ms; less than a minute is a restart."""
    at = start
    for begin, stop in [*runs, (end, end)]:
        if begin - at >= _SHORT_MS:
            yield begin - at
        at = max(at, stop)


def _clip(span: _Span, start: int, end: int) -> _Span:
    return max(span[0], start), min(span[1], end)


def _span(pause: Pause) -> _Span:
    return int(pause.since.timestamp() * 1000), int(pause.until.timestamp() * 1000)


def _merge(spans: Iterable[_Span]) -> Iterator[_Span]:
    """The same time in spans that do not overlap."""
    current: _Span | None = None
    for begin, stop in sorted(spans):
        if current and begin <= current[1]:
            current = (current[0], max(current[1], stop))
            continue
        if current:
            yield current
        current = (begin, stop)
    if current:
        yield current


def list_rules(facts: Facts) -> tuple[RulesLine, ...]:
    """The rules in force when the period began, and those that came later, the oldest first.

    Of rules whose events have been purged the first day is known, by the text that was kept.
    """
    found: list[RulesLine] = []
    for line in sorted(_rules(facts), key=lambda one: (one.at, one.event or 0)):
        last = found[-1] if found else None
        if last is None or line.ruleset != last.ruleset or last.engine not in {"", line.engine}:
            found.append(line)
        elif not last.engine:
            found[-1] = last.model_copy(update={"engine": line.engine})
    earlier = [line for line in found if line.at < facts.scope.since]
    return (*earlier[-1:], *found[len(earlier) :])


def _rules(facts: Facts) -> Iterator[RulesLine]:
    """The rules that starts and changes tell of, and before these those that texts are left of."""
    first_ms = facts.at_ms
    for i, t_ms, event in _numbered(facts, ("start", "rules_change")):
        rules, first_ms = event.get("rules", {}), min(first_ms, t_ms)
        if rules:
            yield RulesLine(
                at=moment(t_ms),
                event=i,
                ruleset=rules.get("ruleset", ""),
                engine=rules.get("engine", ""),
            )
    gone = facts.sql.execute("SELECT sha256, t FROM ruleset WHERE t < ?", (first_ms,))
    for sha256, t_ms in gone:
        yield RulesLine(at=moment(t_ms), event=None, ruleset=sha256, engine="")


def list_accesses(facts: Facts, types: Iterable[str]) -> tuple[AccessLine, ...]:
    """What was read, handed out or erased, the oldest first.

    In the cut of a client, what was chosen by another client is left out, and so are counts,
    which are of all clients.
    """
    client = facts.scope.client
    found: list[AccessLine] = []
    for i, t_ms, event in _numbered(facts, types):
        if moment(t_ms) < facts.scope.since:
            continue
        notice = event.get("notice", {})
        filters = tuple(notice.get("filters", ()))
        named = [one.removeprefix(_CLIENT) for one in filters if one.startswith(_CLIENT)]
        if client and any(name != client for name in named):
            continue
        if client and not named:
            filters, notice = (), {}
        found.append(
            AccessLine(
                at=moment(t_ms),
                event=i,
                type=event["type"],
                n=notice.get("n", 0),
                filters=filters,
            )
        )
    return tuple(found)


def _own(facts: Facts, types: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for _, t_ms, event in _numbered(facts, types):
        yield t_ms, event


def _numbered(facts: Facts, types: Iterable[str]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    wanted = json.dumps(list(types))
    rows = facts.sql.execute(
        "SELECT i, t, x FROM own WHERE type IN (SELECT value FROM json_each(?)) ORDER BY i",
        (wanted,),
    )
    for i, t_ms, text in rows:
        yield i, t_ms, json.loads(text)
