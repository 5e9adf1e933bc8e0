"""Drives a vendor's SDK: a JSON job a line in, what the SDK gave in JSON lines out.

A job is ``{"base_url": null, "call": "chat.completions.create", "arguments": {...}}``; with
``"stream": true`` every event is a line as soon as the SDK gives it; with ``"final":
"get_final_message"`` the call is one of the SDK's own stream helpers, and what that method gives
comes last. Runs in ``.venv-sdk``, which knows neither Paravent nor pytest.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any


def tell(error: Exception) -> dict[str, Any]:
    """The status of an error, and its code where the SDK keeps one."""
    body = getattr(error, "body", None) or {}
    inner = body.get("error", body) if isinstance(body, dict) else {}
    code = inner.get("code") if isinstance(inner, dict) else None
    return {"status": getattr(error, "status_code", None), "code": code}


def drive(
    make: Callable[[str | None], Any], tell: Callable[[Exception], dict[str, Any]] = tell
) -> None:
    """Do the jobs.

    ``make`` makes the SDK's client for a base URL, its own where it is None; ``tell`` says what
    there is to know of an error of the SDK's.
    """
    client = cache(make)
    for line in sys.stdin:
        job = json.loads(line)
        try:
            for answer in _answers(client(job["base_url"]), job):
                print(json.dumps(answer), flush=True)
        except Exception as error:  # noqa: BLE001 -- each SDK has its own
            told = {"type": type(error).__name__, "message": str(error), **tell(error)}
            print(json.dumps({"error": told}), flush=True)


def _answers(client: Any, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    given = attrgetter(job["call"])(client)(**job["arguments"])
    if job["final"]:
        with given as stream:
            for event in stream:
                yield {"event": _plain(event)}
            yield {"result": _plain(getattr(stream, job["final"])())}
    elif job["stream"]:
        for event in given:
            yield {"event": _plain(event)}
        yield {"result": None}
    else:
        yield {"result": _plain(given)}


def _plain(value: Any) -> Any:
    """What an SDK gave, as JSON can tell it."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return asdict(value) if is_dataclass(value) else value
