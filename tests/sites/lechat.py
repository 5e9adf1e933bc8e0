"""A fake chat.mistral.ai: tRPC batches, answers in numbered lines, patches at first and texts later.

Source of the format: wire/services.yaml, mistral_web. Uploads and history were not captured: they
are played as any tRPC site would have them.
"""

import json
from typing import Any, ClassVar

from sites.site import Call, Site, form, pieces, said, titled


class LeChat(Site):
    """The chats of one person, in memory."""

    hosts: ClassVar = ("chat.mistral.ai",)
    script: ClassVar = "/_next/static/lechat.js"

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[str, dict[str, Any]] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments:
            case "POST", ["api", "chat"]:
                await self._answer(call)
            case "POST", ["api", "files"]:
                ((_, name, content),) = form(call)
                file = self.id()
                self.files[file] = content
                await call.reply({"id": file, "name": name, "size": len(content)})
            case _, ["api", "trpc", procedure]:
                given = json.loads(call.query["input"][0]) if call.method == "GET" else call.json()
                result = self._do(procedure, given["0"]["json"])
                await call.reply([{"result": {"data": {"json": result}}}])
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"error": {"message": "Not found"}}, 404)

    def _do(self, procedure: str, given: dict[str, Any]) -> Any:
        """One procedure of a batch."""
        match procedure:
            case "message.newChat":
                chat = self.id()
                text = given["content"][0]["text"]
                self.chats[chat] = {"id": chat, "title": titled(text), "messages": []}
                self._take(chat, text, given["files"], "")
                return {"chatId": chat}
            case "message.all":
                return self.chats[given["chatId"]]["messages"]
            case "message.feedback":
                self.told.append(given["comment"])
                return None
            case "chat.list":
                found = self.chats.values()
                return {"items": [{"id": one["id"], "title": one["title"]} for one in found]}
            case _:
                self.problems.append(procedure)
                return None

    def _take(self, chat: str, text: str, files: list[Any], instead_of: str) -> str:
        """Note a prompt; returns the answer to it."""
        self.received.append(text)
        messages = self.chats[chat]["messages"]
        ids = [message["id"] for message in messages]
        if instead_of:
            del messages[ids.index(instead_of) :]
        answer = said(text, *(self.files[file["id"]] for file in files))
        for role, words in (("user", text), ("assistant", answer)):
            chunks = [{"type": "text", "text": words}]
            messages.append({"id": self.id(), "role": role, "contentChunks": chunks})
        return answer

    async def _answer(self, call: Call) -> None:
        asked = call.json()
        if asked["mode"] == "start":
            last = self.chats[asked["chatId"]]["messages"][-1]
            lines = _patches(last["id"], last["contentChunks"][0]["text"])
            await call.stream("".join(lines))
            return
        edited = asked["messageId"] if asked["mode"] == "edit" else ""
        text = asked["messageInput"][0]["text"]
        answer = self._take(asked["chatId"], text, asked["messageFiles"], edited)
        lines = [f"0:{json.dumps(piece, ensure_ascii=False)}\n" for piece in pieces(answer)]
        lines.append('d:{"finishReason":"stop"}\n')
        await call.stream("".join(lines), "text/plain; charset=utf-8")


def _patches(message: str, answer: str) -> list[str]:
    """Lines that make a message: its first piece in place of nothing, then what follows it."""
    first, *others = pieces(answer)
    start = {"op": "replace", "path": "/contentChunks", "value": [{"type": "text", "text": first}]}
    steps = [{"op": "append", "path": "/contentChunks/0/text", "value": one} for one in others]
    bodies = [{"json": {"type": "message", "messageId": message, "patches": [step]}}
              for step in (start, *steps)]  # fmt: skip
    return [f"15:{json.dumps(body, ensure_ascii=False)}\n" for body in bodies]
