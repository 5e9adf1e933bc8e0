"""What is known of a flow on its way through the gateway, and the guard around every hook."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from paravent.log import describe, log
from paravent.pipeline.exchange import Refuse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mitmproxy import flow

    from paravent.core.sigv4 import Signable
    from paravent.errors import Reason
    from paravent.pipeline.exchange import Exchange, Outgoing
    from paravent.pipeline.outgoing import Sender
    from paravent.services.answer import FrameAnswer

_KEY = "paravent"


@dataclass(slots=True)
class Passage:
    """One flow's way through.

    ``cleared`` is set by a verdict, or for a host that is not ours to read; without it ``Gate``
    stops the flow. ``recorded`` says that the request is in the audit log, and its answer's end
    is wanted there; ``warned`` that its answer tells of a warning. ``bears`` is what the client
    signed, but for its body, where it did.
    """

    exchange: Exchange | None = None
    cleared: bool = False
    recorded: bool = False
    warned: bool = False
    frames: FrameAnswer | None = None
    bears: Signable | None = None


def passage_of(one: flow.Flow) -> Passage | None:
    """The flow's passage, or None where it never came through ``requestheaders``."""
    found = one.metadata.get(_KEY)
    return found if isinstance(found, Passage) else None


def open_passage(one: flow.Flow, passage: Passage) -> None:
    """Give a flow its passage."""
    one.metadata[_KEY] = passage


class Refusing(Protocol):
    """An addon that can stop what its hook failed over."""

    async def stop(self, what: object, error: Exception) -> None:
        """See that nothing of ``what`` goes on."""


async def refuse(
    sender: Sender, asked: Outgoing, exchange: Exchange, reason: Reason, within_s: float
) -> Refuse:
    """A refusal; where it cannot be recorded, or not in time, it is one all the same."""
    try:
        async with asyncio.timeout(within_s):
            return await sender.fail(asked, exchange, reason)
    except Exception as error:  # noqa: BLE001 -- the guard's own guard
        log.error("refusal: %s", describe(error))
        return Refuse(exchange, reason)


def guarded[A: Refusing, D](
    hook: Callable[[A, D], Awaitable[None]],
) -> Callable[[A, D], Awaitable[None]]:
    """A hook whose failure stops what it was called for.

    mitmproxy logs what a hook raises and then lets the request go as it is.
    """

    async def stop(addon: A, what: D, error: Exception) -> None:
        log.error("hook %s: %s", hook.__name__, describe(error))
        await addon.stop(what, error)

    @functools.wraps(hook)
    async def run(addon: A, what: D) -> None:
        try:
            await hook(addon, what)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task and task.cancelling():
                raise  # the connection itself is being ended
            await stop(addon, what, RuntimeError(describe(error)))
        except Exception as error:  # noqa: BLE001 -- the guard: whatever it is, nothing goes on
            await stop(addon, what, error)

    return run
