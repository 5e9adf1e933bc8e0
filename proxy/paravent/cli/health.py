"""How the running program fares, in numbers and short words: what ``status`` and the pages show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from paravent import __version__

if TYPE_CHECKING:
    from paravent.cli.program import Options
    from paravent.pipeline.parts import Parts
    from paravent.system.ca import CaState


def tell_health(parts: Parts, options: Options, ca: CaState, *, listens: bool) -> dict[str, Any]:
    """State, protection and counts; holds no personal data.

    Args:
        parts: the pipeline's.
        options: where the program listens.
        ca: the local authority.
        listens: whether the proxy really does.
    """
    engine = parts.engine.state
    state = engine if listens else "degraded"
    policy, pauses = parts.policies.current(), parts.pauses.current()
    until = max((pause.ends_at.isoformat(timespec="seconds") for pause in pauses), default=None)
    return {
        "state": str(state),
        "protected": state == "ready" and not pauses and not policy.observes,
        "paused_until": until,
        "paused_services": sorted(pause.service or "*" for pause in pauses),
        "version": __version__,
        "pid": os.getpid(),
        "proxy": f"127.0.0.1:{options.port}",
        "services": len(parts.catalogue.services),
        "policy": policy.name,
        "unprotected_s": round(parts.policies.observing_s),
        "rules_error": parts.policies.error is not None,
        "register_error": parts.register.error is not None,
        "challenges": dict(parts.counter.challenges),
        "format_drift": dict(parts.counter.drifts),
        "certificate_days_left": ca.days_left,
        "certificate_pending": sorted(ca.pending),
    }
