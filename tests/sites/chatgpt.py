"""A fake chatgpt.com, signed in: drafts, deltas, hand-off to a WebSocket, history, files, titles.

The first turn of a conversation is answered in its own stream; each later one is handed off, in
turns to the WebSocket and to the resumed stream. Source of the format: wire/services.yaml,
chatgpt_web.
"""

import json
from typing import Any, ClassVar

from sites.site import Call, Site, Socket, event, pieces, said, titled

BLOBS = "sdmntprwesteurope.oaiusercontent.com"
PARTS = "/message/content/parts/0"


class ChatGpt(Site):
    """The conversations of one person, in memory."""

    hosts: ClassVar = ("chatgpt.com", "ws.chatgpt.com", BLOBS)
    script: ClassVar = "/cdn/assets/chatgpt.js"

    def __init__(self) -> None:
        super().__init__()
        self.conduits: list[str] = []
        self.conversations: dict[str, dict[str, Any]] = {}
        self.declared: dict[str, int] = {}
        self.streams: dict[str, str] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments:
            case "POST", ["backend-api", "sentinel", *_]:
                await call.reply({"token": "gAAAAAB-FIXTURE", "proofofwork": {"required": False}})
            case "POST", ["backend-api", "conversation", "experimental", _]:
                await call.reply({"completions": [f"{call.json()['input_text']} demain"]})
            case "POST", ["backend-api", "f", "conversation", "prepare"]:
                self.conduits.append(f"eyJhbGciOiJFUzI1NiJ9.{self.id()}.sig")
                await call.reply({"status": "ok", "conduit_token": self.conduits[-1]})
            case "POST", ["backend-api", "f", "conversation", "resume"]:
                await call.stream(self.streams.pop(call.json()["conversation_id"]))
            case "POST", ["backend-api", "f", "conversation"]:
                await self._ask(call)
            case "GET", ["backend-api", "celsius", "ws", "user"]:
                await call.reply({"websocket_url": "wss://ws.chatgpt.com/p4/ws/user/u1?verify=1"})
            case _:
                await self._keep(call)

    async def _keep(self, call: Call) -> None:
        """What a conversation leaves: its history, its name, what is thought of it."""
        match call.method, call.segments:
            case "POST", ["backend-api", "conversation", "message_feedback"]:
                self.told.append(call.json()["text"])
                await call.reply({"id": self.id()})
            case "GET", ["backend-api", "conversations"]:
                items = [{"id": key, "title": c["title"]} for key, c in self.conversations.items()]
                await call.reply({"items": items, "total": len(items)})
            case "GET", ["backend-api", "conversation", chat]:
                await call.reply(self.conversations[chat])
            case "PATCH", ["backend-api", "conversation", chat]:
                self.told.append(call.json()["title"])
                self.conversations[chat]["title"] = self.told[-1]
                await call.reply({"success": True})
            case _:
                await self._take_file(call)

    async def _take_file(self, call: Call) -> None:
        """What an upload is made of: announced, put on the second host, confirmed, read."""
        match call.method, call.segments:
            case "OPTIONS", ["files", *_]:
                allowed = call.headers["access-control-request-headers"]
                await call.open_to_all(200, access_control_allow_methods="PUT",
                                 access_control_allow_headers=allowed)  # fmt: skip
            case "PUT", ["files", file, "raw"]:
                self.files[file] = call.body
                self.check(len(call.body), self.declared[file], "file_size_mismatch")
                await call.open_to_all(201)
            case "POST", ["backend-api", "files"]:
                file = f"file-{self.id()}"
                self.declared[file] = call.json()["file_size"]
                self.received.append(call.json()["file_name"])
                url = f"https://{BLOBS}/files/{file}/raw?se=2026-11-23&sp=rw&sr=b&sig=FIXTURE%3D"
                await call.reply({"status": "success", "upload_url": url, "file_id": file})
            case "POST", ["backend-api", "files", "process_upload_stream"]:
                file = call.json()["file_id"]
                done = {"file_id": file, "event": "file.processing.metadata", "progress": 100.0,
                        "extra": {"mime_type": "text/csv", "name": call.json()["file_name"]}}  # fmt: skip
                begun = {"file_id": file, "event": "file.processing.started", "progress": 10.0}
                await call.stream("".join(f"{json.dumps(one)}\n" for one in (begun, done)))
            case "POST", ["backend-api", "files", file, "uploaded"]:
                await call.reply({"status": "success", "file_id": file})
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"detail": "Not found"}, 404)

    async def _ask(self, call: Call) -> None:
        asked = call.json()
        self.check(call.headers.get("x-conduit-token"), self.conduits[-1], "conduit token")
        key = asked.get("conversation_id") or self.id()
        first = key not in self.conversations
        (message,) = asked["messages"]
        text = message["content"]["parts"][-1]
        self.received.append(text)
        files = [self.files[one["id"]] for one in message["metadata"].get("attachments", ())]
        chat = self.conversations.setdefault(
            key, {"title": titled(text), "current_node": "", "mapping": {}}
        )
        answer = _message(self.id(), "assistant", said(text, *files))
        for one, parent in ((message, asked["parent_message_id"]), (answer, message["id"])):
            chat["mapping"][one["id"]] = {
                "id": one["id"], "message": one, "parent": parent, "children": []
            }  # fmt: skip
            if parent in chat["mapping"]:
                chat["mapping"][parent]["children"].append(one["id"])
        chat["current_node"] = answer["id"]
        events = _events(key, message, answer, chat["title"] if first else "")
        if first:
            await call.stream("".join(events))
        else:
            await call.stream(self._hand_off(key, events), gate_at=1)

    def _hand_off(self, key: str, events: list[str]) -> str:
        turn = self.id()
        topic = f"conversation-turn-{turn}"
        option = {"type": "resume_sse_endpoint"}
        if len(self.conversations[key]["mapping"]) % 4:
            self.streams[key] = "".join(events)
        else:
            self.streams[topic] = json.dumps(events)
            option = {"type": "subscribe_ws_topic", "topic_id": topic}
        told = {"type": "stream_handoff", "conversation_id": key, "turn_exchange_id": turn,
                "options": [option]}  # fmt: skip
        return event('"v1"', "delta_encoding") + event(told) + event("[DONE]")

    async def socket(self, socket: Socket) -> None:
        async for asked in socket.frames():
            (topic,) = (one["command"]["topic_id"] for one in asked)
            first, *others = [
                _item(topic, number, text)
                for number, text in enumerate(json.loads(self.streams.pop(topic)), 1)
            ]
            subscribed = {"type": "subscribe", "topic_id": topic, "catchups": [first]}
            reply = {"id": asked[0]["id"], "type": "reply", "reply": subscribed}
            await socket.say([[one] for one in (reply, *others)])


def _message(key: str, role: str, text: str) -> dict[str, Any]:
    return {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1795300001.2,
        "content": {"content_type": "text", "parts": [text]},
        "status": "finished_successfully",
        "metadata": {"model_slug": "gpt-5-6-thinking"},
        "recipient": "all",
        "channel": "final" if role == "assistant" else None,
    }


def _item(topic: str, number: int, text: str) -> dict[str, Any]:
    """One event of a turn, as the WebSocket carries it: server-sent events in a string."""
    turn = topic.removeprefix("conversation-turn-")
    inner = {"type": "stream-item", "turn_id": turn, "stream_item_id": f"{number}-0",
             "encoded_item": text}  # fmt: skip
    return {"type": "message", "topic_id": topic,
            "payload": {"type": "conversation-turn-stream", "payload": inner}}  # fmt: skip


def _events(key: str, asked: dict[str, Any], answer: dict[str, Any], title: str) -> list[str]:
    """A turn as it streams: the question again, thoughts, the answer, the title."""
    text = answer["content"]["parts"][0]
    thoughts = {**answer, "content": {"content_type": "thoughts", "thoughts": []}}
    begun = {**answer, "content": {"content_type": "text", "parts": [""]}, "status": "in_progress"}
    thought = f"On me demande : {asked['content']['parts'][-1]}"
    first, second, *others = pieces(text)
    batch = {"p": "", "o": "patch", "v": [
        {"p": PARTS, "o": "append", "v": others.pop()},
        {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
        {"p": "/message/metadata", "o": "append", "v": {"finish_details": {"type": "stop"}}},
    ]}  # fmt: skip
    document = {"conversation_id": key, "error": None}
    deltas: list[dict[str, Any]] = [
        {"p": "", "o": "add", "v": {"message": asked, **document}, "c": 0},
        {"v": {"message": {**thoughts, "id": f"{answer['id'][:-1]}f"}, **document}, "c": 1},
        {"p": "/message/content/thoughts", "o": "append", "v": [{"summary": "", "content": ""}]},
        {"p": "/message/content/thoughts/0/content", "o": "append", "v": thought[:40]},
        *({"v": piece} for piece in pieces(thought[40:], 9)),
        {"p": "", "o": "add", "v": {"message": begun, **document}, "c": 2},
        {"p": PARTS, "o": "append", "v": first},
        {"v": second},
        {"p": "", "o": "patch", "v": [{"p": PARTS, "o": "append", "v": others.pop(0)}]},
        {"p": PARTS, "o": "append", "v": others.pop(0)},
        *({"v": piece} for piece in others),
        batch,
    ]
    told = [{"type": "title_generation", "title": title, "conversation_id": key}] if title else []
    told.append({"type": "message_stream_complete", "conversation_id": key})
    return [
        event('"v1"', "delta_encoding"),
        *(event(delta, "delta") for delta in deltas),
        *map(event, told),
        event("[DONE]"),
    ]
