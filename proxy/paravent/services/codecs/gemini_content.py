"""Google's generateContent, on the Gemini API and on Vertex: candidates made of parts.

Without ``alt=sse`` a stream is one JSON list that comes piece by piece.

Source: the google-genai SDK 3.4 against a loopback service (2026-11-22).
"""

from paravent.core.frames import JsonElements
from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="gemini_content",
    says=paths("$..contents[*].parts", "$.content.parts", "$.instances[*]"),
    tells=paths(
        "$.candidates[*].content.parts[*].functionCall",
        "$.response.candidates[*].content",
        "$.predictions[*]",
    ),
    keep=paths(
        "$.model",
        "$..role",
        "$..mimeType",
        "$..mime_type",
        "$..functionCall.name",
        "$..functionCall.id",
        "$..functionResponse.name",
        "$..functionResponse.id",
        "$..functionDeclarations[*].name",
        "$..type",
        "$..required[*]",
        "$..category",
        "$..threshold",
        "$..responseMimeType",
        "$..fileUri",
    ),
    opaque=paths("$..thoughtSignature", "$..thought_signature"),
    stream=Stream(
        channels=(
            channel("$.candidates[@index].content.parts[*].text"),
            channel("$.serverContent.modelTurn.parts[*].text"),
            channel("$.serverContent.outputTranscription.text"),
        ),
        ends=paths("$.serverContent.turnComplete"),
    ),
    framings={"application/json": JsonElements},
)
