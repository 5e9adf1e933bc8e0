"""ChatGPT's answers on a WebSocket: events of the web answer, carried as text in messages.

Source: wire/services.yaml (public client code, tests for conversation-turn-stream, 2026).
"""

from functools import partial

from paravent.services.codecs.chatgpt_delta_v1 import DELTA
from paravent.services.codecs.chatgpt_delta_v1 import WIRE as WEB
from paravent.services.embedded import EmbeddedEvents, Embedding, InnerSse
from paravent.services.patch_events import PatchEvents
from paravent.services.wire import Wire, paths

EMBEDDING = Embedding(
    paths(
        "$[*].payload.payload.encoded_item",
        "$[*].reply.catchups[*].payload.payload.encoded_item",
        "$.payload.payload.encoded_item",
    ),
    partial(PatchEvents, DELTA),
    InnerSse,
    key="turn_id",
)

WIRE = Wire(
    name="chatgpt_socket",
    tells=(*EMBEDDING.at, *WEB.tells),
    keep=paths("$..type", "$..topic_id", "$..turn_id", "$..stream_item_id"),
    codec=partial(EmbeddedEvents, EMBEDDING),
)
