"""Files of JSON lines, such as the results of batches, whatever type they are said to have.

Source: openai/openai-openapi (files), and the openai SDK 3.54 (2026-11-22).
"""

from paravent.core.framing import JsonLines
from paravent.services.codecs.openai_chat import WIRE as CHAT
from paravent.services.wire import Wire, paths

WIRE = Wire(
    name="json_lines",
    tells=paths("$.response.body", "$.filename"),
    keep=CHAT.keep,
    arguments=CHAT.arguments,
    framings={"application/octet-stream": JsonLines, "binary/octet-stream": JsonLines},
)
