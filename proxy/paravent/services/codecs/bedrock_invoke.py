"""Amazon Bedrock's InvokeModel: the body is the model maker's own, its events are in base64.

Anthropic's are known; of the others the names that their texts go by.

Source: the boto3 SDK 1.44.5 against a loopback service (2026-11-22).
"""

from dataclasses import replace
from functools import partial

from paravent.core.aws_frames import AwsEventStream
from paravent.services.codecs.anthropic_messages import WIRE as MESSAGES
from paravent.services.embedded import EmbeddedEvents, Embedding, InnerBase64
from paravent.services.events import DescribedEvents
from paravent.services.wire import channel, paths

STREAM = replace(
    MESSAGES.stream,
    channels=(
        *MESSAGES.stream.channels,
        channel("$.choices[@index].delta.content"),
        channel("$.outputs[@index].text"),
        channel("$.outputText"),
        channel("$.generation"),
    ),
)

EMBEDDING = Embedding(paths("$.bytes"), partial(DescribedEvents, STREAM), InnerBase64)

WIRE = replace(
    MESSAGES,
    name="bedrock_invoke",
    tells=(*MESSAGES.tells, *EMBEDDING.at, *(one.path for one in STREAM.channels)),
    codec=partial(EmbeddedEvents, EMBEDDING),
    framings={"application/vnd.amazon.eventstream": AwsEventStream},
)
