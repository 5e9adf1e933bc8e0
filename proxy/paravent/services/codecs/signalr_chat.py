"""Microsoft 365 Copilot: SignalR over a WebSocket, pieces of text and whole ones.

A frame holds several messages, each ended by the record separator.

Source: wire/services.yaml (public field notes, 2026-06; g4f 8.8.6, 2026-10).
"""

from paravent.core.frames import Records
from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="signalr_chat",
    says=paths("$.arguments[*].message.text"),
    tells=paths("$.arguments[*].messages[*].text", "$.item.messages[*].text"),
    keep=paths(
        "$.protocol", "$.target", "$.invocationId", "$..author", "$..messageType", "$..source",
        "$..clientCorrelationId", "$..sessionId", "$..optionsSets[*]", "$..streamingMode",
        "$..tone", "$..inputMethod", "$..locale", "$..plugins[*].Id", "$..plugins[*].Source",
        "$..Timestamps.UserInputSubmit",
    ),
    stream=Stream(
        channels=(channel("$.arguments[*].writeAtCursor"),),
        closing=frozenset({"2", "3"}),
        snapshots=True,
    ),
    separator=Records.SEPARATOR.decode(),
)  # fmt: skip
