"""A fake claude.ai: completions, history, a title that is asked for, files that are read or kept.

Source of the format: wire/services.yaml, claude_web.
"""

import json
from typing import Any, ClassVar

from sites.site import Call, Site, event, form, pieces, said, titled


class Claude(Site):
    """The conversations of one person, in memory."""

    hosts: ClassVar = ("claude.ai",)
    script: ClassVar = "/_next/static/claude.js"

    def __init__(self) -> None:
        super().__init__()
        self.conversations: dict[str, dict[str, Any]] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments[3:]:
            case "GET", ["chat_conversations"]:
                await call.reply(list(self.conversations.values()))
            case "GET", ["chat_conversations", chat]:
                await call.reply(self.conversations[chat])
            case "POST", ["chat_conversations", chat, "completion"]:
                await self._complete(call, chat)
            case "POST", ["chat_conversations", chat, "title"]:
                asked = call.json()
                self.told.append(asked["message_content"])
                self.conversations[chat]["name"] = titled(asked["message_content"])
                await call.reply({"title": self.conversations[chat]["name"]})
            case "POST", ["chat_conversations", chat, "tool_result"]:
                self.told.append(call.json()["content"][0]["text"])
                await call.reply({"success": True})
            case "POST", ["chat_conversations", _, "chat_messages", _, "chat_feedback"]:
                self.told.append(call.json()["reason"])
                await call.reply({"type": "upvote"})
            case "POST", ["convert_document"]:
                await self._convert(call)
            case "POST", ["conversations", _, "wiggle", "upload-file"]:
                await self._keep(call)
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"type": "error", "error": {"type": "not_found_error"}}, 404)

    async def _convert(self, call: Call) -> None:
        """The text of a file, which the page sends again with the prompt."""
        (_, name, content), *_ = form(call)
        self.received.append(name)
        self.files[name] = content
        text = content.decode("utf-8-sig")
        await call.reply({"file_name": name, "file_type": "text/csv",
                          "file_size": len(content), "extracted_content": text})  # fmt: skip

    async def _keep(self, call: Call) -> None:
        ((_, name, content),) = form(call)
        file = self.id()
        self.files[file] = content
        await call.reply({
            "success": True, "path": f"/mnt/user-data/uploads/{file}", "file_kind": "document",
            "file_uuid": file, "file_name": name, "size_bytes": len(content),
        })  # fmt: skip

    async def _complete(self, call: Call, key: str) -> None:
        asked = call.json()
        text, ids = asked["prompt"], asked["turn_message_uuids"]
        self.received.append(text)
        read = [one["extracted_content"].encode() for one in asked["attachments"]]
        answer = said(text, *read, *(self.files[one] for one in asked["files"]))
        first = key not in self.conversations
        created = {"uuid": key, "name": "", "chat_messages": []}
        messages = self.conversations.setdefault(key, created)["chat_messages"]
        parent = asked.get("parent_message_uuid", "")
        human, assistant = ids["human_message_uuid"], ids["assistant_message_uuid"]
        messages += [
            _message(human, parent, "human", text, asked["attachments"]),
            _message(assistant, human, "assistant", answer, []),
        ]
        self.conversations[key]["current_leaf_message_uuid"] = assistant
        await call.stream("".join(event(one, one["type"]) for one in _events(text, answer, first)))


def _message(
    key: str, parent: str, sender: str, text: str, attachments: list[Any]
) -> dict[str, Any]:
    return {
        "uuid": key,
        "parent_message_uuid": parent,
        "sender": sender,
        "text": "",
        "content": [{"type": "text", "text": text, "citations": []}],
        "attachments": attachments,
    }


def _events(asked: str, answer: str, first: bool) -> list[dict[str, Any]]:
    """A turn as it streams: a thought, at first a tool of the page, the answer."""
    message = {"id": "m1", "type": "message", "role": "assistant", "content": []}
    tool = {"type": "tool_use", "id": "t1", "name": "artifacts", "input": {}}
    limit = {"type": "within_limit", "resetsAt": None, "remaining": None}
    return [
        {"type": "message_start", "message": message},
        *_block(0, {"type": "thinking", "thinking": "", "signature": ""},
                "thinking", pieces(f"On me demande : {asked}", 9)),
        *(_block(1, tool, "partial_json", pieces(json.dumps({"content": asked}), 7)) * first),
        {"type": "ping"},
        *_block(2, {"type": "text", "text": ""}, "text", pieces(answer)),
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
        {"type": "message_limit", "message_limit": limit},
        {"type": "message_stop"},
    ]  # fmt: skip


def _block(index: int, block: dict[str, Any], key: str, parts: list[str]) -> list[dict[str, Any]]:
    kind = "input_json_delta" if key == "partial_json" else f"{key}_delta"
    deltas = [{"type": kind, key: part} for part in parts]
    return [
        {"type": "content_block_start", "index": index, "content_block": block},
        *({"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": index},
    ]
