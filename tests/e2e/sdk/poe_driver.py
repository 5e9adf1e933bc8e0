"""Drives the fastapi-poe SDK."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from driving import drive
from fastapi_poe import PartialResponse, ProtocolMessage, get_bot_response

BOTS = "https://api.poe.com/bot/"


class Client:
    """The SDK's functions as methods: they are asynchronous, and have no client."""

    def __init__(self, base_url: str | None) -> None:
        self._base_url = base_url or BOTS

    def ask(self, text: str) -> Iterator[PartialResponse]:
        """What a bot answers, as it comes."""
        with asyncio.Runner() as runner:
            answer = get_bot_response(
                [ProtocolMessage(role="user", content=text)],
                "Stub",
                "stub",
                base_url=self._base_url,
            )
            while (message := runner.run(_next(answer))) is not None:
                yield message


async def _next(answer: AsyncIterator[PartialResponse]) -> PartialResponse | None:
    return await anext(answer, None)


drive(Client)
