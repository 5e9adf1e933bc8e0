import pytest

from paravent.core.framing import (
    MAX_MESSAGE,
    EventStream,
    Framing,
    JsonLines,
    Message,
    MessageTooLongError,
)

STREAM = (
    b": comment\n\n"
    b'event: delta\ndata: {"a": 1}\nid: 7\n\n'
    b"data: one\ndata: two\r\n\r\n"
    b"data:no space\r\r"
    b"data: \xff\xfe\n\n"
    b"event: only\n\n"
    b"data: \xc3\xa9t\xc3\xa9\n\n"
    b"data: unfinished"
)
LINES = b'{"a": 1}\n\n{"b": "\xc3\xa9"}\r\n\xff\n{"c": 3}'


def read(framing: Framing, parts: list[bytes]) -> list[Message]:
    messages = [message for part in parts for message in framing.feed(part)]
    return messages + framing.flush()


def test_events_are_read_as_the_standard_says() -> None:
    messages = read(EventStream(), [STREAM])
    assert [(m.event, m.data) for m in messages] == [
        ("", None),
        ("delta", '{"a": 1}'),
        ("", "one\ntwo"),
        ("", "no space"),
        ("", None),
        ("only", None),
        ("", "été"),
        ("", "unfinished"),
    ]
    assert b"".join(m.raw for m in messages) == STREAM


def test_lines_are_read_each_by_itself() -> None:
    messages = read(JsonLines(), [LINES])
    assert [m.data for m in messages] == ['{"a": 1}', None, '{"b": "é"}', None, '{"c": 3}']
    assert b"".join(m.raw for m in messages) == LINES


@pytest.mark.parametrize(("make", "data"), [(EventStream, STREAM), (JsonLines, LINES)])
def test_messages_do_not_depend_on_the_cuts(make: type[Framing], data: bytes) -> None:
    whole = read(make(), [data])
    assert read(make(), [data[i : i + 1] for i in range(len(data))]) == whole
    for cut in range(len(data)):
        assert read(make(), [data[:cut], data[cut:]]) == whole


@pytest.mark.parametrize(
    ("raw", "data", "written"),
    [
        (b"event: x\ndata: a\nid: 1\n\n", "b", b"event: x\ndata: b\nid: 1\n\n"),
        (b"data: a\r\n\r\n", "b", b"data: b\r\n\r\n"),
        (b"data: a\ndata: b\n\n", "c", b"data: c\n\n"),
        (b"data: a\n\n", "b\nc", b"data: b\ndata: c\n\n"),
        (b"data: a", "b", b"data: b"),
        (b"data:a\r\r", "b", b"data: b\r\r"),
    ],
)
def test_an_event_is_written_with_another_payload(raw: bytes, data: str, written: bytes) -> None:
    assert EventStream().encode(Message(raw, "a"), data) == written


def test_a_line_keeps_its_end() -> None:
    assert JsonLines().encode(Message(b"{}\r\n"), "[1]") == b"[1]\r\n"
    assert JsonLines().encode(Message(b"{}"), "[1]") == b"[1]"


def test_an_event_is_given_out_as_soon_as_it_is_complete() -> None:
    framing = EventStream()
    assert framing.feed(b"data: a\n") == []
    assert [m.data for m in framing.feed(b"\n")] == ["a"]
    assert [m.data for m in framing.feed(b"data: b\r\n\r\n")] == ["b"]


@pytest.mark.parametrize("make", [EventStream, JsonLines])
def test_a_message_that_does_not_end_is_refused(make: type[Framing]) -> None:
    framing = make()
    framing.feed(b"x" * MAX_MESSAGE)
    with pytest.raises(MessageTooLongError):
        framing.feed(b"x")
