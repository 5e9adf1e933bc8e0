"""Gemini's web page: JSON in a form, answers as frames whose texts grow with each frame.

Everything lies in lists without names, and places move: each string of an answer is taken for a
text that comes again, longer.

Source: wire/services.yaml (gemini-webapi 2.1.1, 2026-08; public client code, 2026-10).
"""

from paravent.core.frames import CountedFrames
from paravent.services.wire import Stream, Wire, paths

WIRE = Wire(
    name="google_batchexecute",
    tells=paths("$[*][*]"),
    stream=Stream(snapshots=True),
    framings={"application/json": CountedFrames},
)
