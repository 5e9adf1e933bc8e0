"""Streams of other services: the same messages however they are cut, and frames that add up."""

from collections.abc import Callable
from struct import pack, unpack_from
from zlib import crc32

import pytest

from paravent.core.aws_frames import AwsEventStream
from paravent.core.frames import CountedFrames, HtmlTexts, JsonElements, PrefixedLines, Records
from paravent.core.framing import MAX_MESSAGE, Framing, Message, MessageTooLongError


def counted(*frames: str) -> bytes:
    out = b")]}'\n\n"
    for frame in frames:
        text = f"\n{frame}\n"
        out += f"{len(text.encode('utf-16-le')) // 2}{text}".encode()
    return out


def aws(kind: str, payload: bytes) -> bytes:
    headers = b"".join(
        bytes([len(name)]) + name + b"\x07" + pack(">H", len(value)) + value
        for name, value in ((b":event-type", kind.encode()), (b":message-type", b"event"))
    )
    prelude = pack(">II", 16 + len(headers) + len(payload), len(headers))
    frame = prelude + pack(">I", crc32(prelude)) + headers + payload
    return frame + pack(">I", crc32(frame))


STREAMS: list[tuple[Callable[[], Framing], bytes, list[str | None]]] = [
    (PrefixedLines, b'0:"a"\n15:{"b":1}\n\nping\nd:{}', ['{"0":"a"}', '{"15":{"b":1}}', None, "ping", '{"d":{}}']),
    (Records, b'{"a":1}\x1e{"b":2}\x1e\xff\x1e{"c"', ['{"a":1}', '{"b":2}', None, '{"c"']),
    (CountedFrames, counted('[["é"]]', '[["😀"]]'), [None, '[["é"]]', '[["😀"]]']),
    (CountedFrames, b"<html>no frames\nat all</html>", ["<html>no frames", "at all</html>"]),
    (JsonElements, b'[{"a":"]}\\""},\n[1],{"b":[]}\n]\n', ['{"a":"]}\\""}', "[1]", '{"b":[]}', None]),
    (JsonElements, b' {"error":{"a":[1]}}', [None]),
    (HtmlTexts, b"<p class=x>a &amp; b</p><i></i>c", [None, "a &amp; b", None, None, None, "c"]),
    (AwsEventStream, aws("chunk", b'{"a":1}') + aws("stop", b""), ['{"a":1}', None]),
    (AwsEventStream, aws("chunk", b"{}") + b"\0" * 20, ["{}", None]),
]  # fmt: skip


def read(framing: Framing, *parts: bytes) -> list[Message]:
    return [message for part in parts for message in framing.feed(part)] + framing.flush()


@pytest.mark.parametrize(("framing", "stream", "payloads"), STREAMS)
def test_messages_are_the_same_at_every_cut(
    framing: Callable[[], Framing], stream: bytes, payloads: list[str | None]
) -> None:
    whole = read(framing(), stream)
    assert [message.data for message in whole] == payloads
    assert b"".join(message.raw for message in whole) == stream
    for cut in range(len(stream)):
        again = read(framing(), stream[:cut], stream[cut:])
        assert b"".join(message.raw for message in again) == stream
        if payloads[-1] is not None or framing is not AwsEventStream:
            assert again == whole


@pytest.mark.parametrize(("framing", "stream", "payloads"), STREAMS)
def test_what_is_written_anew_with_the_same_payload_is_the_same(
    framing: Callable[[], Framing], stream: bytes, payloads: list[str | None]
) -> None:
    use = framing()
    for message in read(use, stream):
        if message.data is not None and "no frames" not in stream.decode("utf-8", "replace"):
            assert use.encode(message, message.data).strip() == message.raw.strip()


def test_a_length_in_utf_16_counts_an_emoji_twice() -> None:
    (_, message) = read(CountedFrames(), counted('[["x"]]'))
    assert CountedFrames().encode(message, '[["😀"]]') == counted('[["😀"]]').removeprefix(
        b")]}'\n"
    )


def test_a_binary_frame_keeps_its_headers_and_adds_up() -> None:
    (message,) = read(AwsEventStream(), aws("contentBlockDelta", b'{"a":"b"}'))
    assert message.event == "contentBlockDelta"
    assert AwsEventStream().encode(message, '{"a":"élodie"}') == aws(
        "contentBlockDelta", '{"a":"élodie"}'.encode()
    )


@pytest.mark.parametrize("at", [0, 9, 30, -1])
def test_a_binary_frame_that_does_not_add_up_leaves_as_it_came(at: int) -> None:
    frame = bytearray(aws("chunk", b'{"a":1}'))
    frame[at] ^= 1
    messages = read(AwsEventStream(), bytes(frame))
    assert [message.data for message in messages] == [None] * len(messages)
    assert b"".join(message.raw for message in messages) == bytes(frame)


def test_the_length_of_a_binary_frame_is_that_of_its_prelude() -> None:
    frame = aws("chunk", b"{}")
    assert unpack_from(">I", frame)[0] == len(frame)


@pytest.mark.parametrize("framing", [Records, CountedFrames, JsonElements, HtmlTexts])
def test_a_message_that_does_not_end_is_refused(framing: Callable[[], Framing]) -> None:
    start = {CountedFrames: b"999999999\n", JsonElements: b'["', HtmlTexts: b"<"}.get(framing, b"x")
    with pytest.raises(MessageTooLongError):
        framing().feed(start + b" " * MAX_MESSAGE)
