"""Drives the openai SDK."""

from collections.abc import Iterator
from typing import Any

from driving import drive
from openai import OpenAI


class Client(OpenAI):
    """The SDK's client, with what it does over sockets as methods."""

    def talk(self, text: str) -> Iterator[Any]:
        """The Realtime API's events until its text is whole."""
        content = [{"type": "input_text", "text": text}]
        with self.realtime.connect(model="gpt-realtime") as connection:
            connection.conversation.item.create(
                item={"type": "message", "role": "user", "content": content}
            )
            yield from _until_done(connection)

    def respond(self, text: str) -> Iterator[Any]:
        """The events of a response over a socket, until its text is whole."""
        with self.responses.connect() as connection:
            connection.response.create(model="gpt-5.1", input=text)
            yield from _until_done(connection)


def _until_done(connection: Any) -> Iterator[Any]:
    for event in connection:
        yield event
        if event.type == "response.output_text.done":
            return


drive(
    lambda base_url: Client(
        api_key="sk-stub",
        base_url=base_url,
        websocket_base_url=base_url and base_url.replace("http", "ws", 1),
    ),
    lambda error: {
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
    },
)
