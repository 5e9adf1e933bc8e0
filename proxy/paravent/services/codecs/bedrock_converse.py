"""Amazon Bedrock's Converse: one format for all models, streamed in Amazon's binary frames.

Source: the boto3 SDK 1.44.5 against a loopback service (2026-11-22).
"""

from paravent.core.aws_frames import AwsEventStream
from paravent.services.wire import Signed, Stream, Wire, channel, paths

_REQUEST, _ANSWER = paths(
    "$.messages[*].content[*].reasoningContent.reasoningText",
    "$.output.message.content[*].reasoningContent.reasoningText",
)

WIRE = Wire(
    name="bedrock_converse",
    says=paths("$.messages[*].content[*]"),
    tells=paths("$.output.message.content[*].text", "$.output.message.content[*].toolUse"),
    keep=paths(
        "$..role", "$..format", "$..toolUseId", "$..toolSpec.name", "$..toolUse.name", "$..type",
        "$..status", "$..required[*]", "$..guardrailIdentifier", "$..guardrailVersion",
    ),
    opaque=paths("$..redactedContent"),
    signed=(Signed(_REQUEST, "text", "signature"), Signed(_ANSWER, "text", "signature")),
    stream=Stream(
        channels=(
            channel("$.delta.text", "contentBlockDelta"),
            channel("$.delta.reasoningContent.text", "contentBlockDelta", signed=True),
            channel("$.delta.toolUse.input", "contentBlockDelta", json=True),
        ),
        keys=("contentBlockIndex",),
        closing=frozenset({"contentBlockStop", "messageStop"}),
        signature=paths("$.delta.reasoningContent.signature")[0],
    ),
    framings={"application/vnd.amazon.eventstream": AwsEventStream},
)  # fmt: skip
