"""GitHub Copilot's threads on github.com: events with a type and a piece of the answer.

Source: wire/services.yaml (g4f 8.8.6, 2026-10).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="github_thread",
    says=paths("$.content"),
    tells=paths("$.body"),
    keep=paths("$.intent", "$.mode", "$.model", "$..type", "$..id"),
    stream=Stream(
        channels=(channel("$.body", "content"),), closing=frozenset({"complete", "error"})
    ),
)
