"""A fake dust.tt: a message is posted, its answer comes on a connection of its own.

Source of the format: wire/services.yaml, dust; the web page is taken to speak as the API does.
"""

from typing import Any, ClassVar

from sites.site import Call, Site, event, form, pieces, said, titled


class Dust(Site):
    """The conversations of one person, in memory."""

    hosts: ClassVar = ("dust.tt",)
    script: ClassVar = "/_next/static/dust.js"

    def __init__(self) -> None:
        super().__init__()
        self.conversations: dict[str, dict[str, Any]] = {}
        self.declared: dict[str, int] = {}
        self.answers: dict[str, str] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments[3:]:
            case "POST", ["assistant", "conversations"]:
                await self._begin(call)
            case "GET", ["assistant", "conversations"]:
                await call.reply({"conversations": list(self.conversations.values())})
            case "GET", ["assistant", "conversations", chat]:
                await call.reply({"conversation": self.conversations[chat]})
            case "POST", ["assistant", "conversations", chat, "messages"]:
                await self._say(call, chat)
            case "POST", ["assistant", "conversations", chat, "messages", edited, "edit"]:
                turns = self.conversations[chat]["content"]
                del turns[[versions[-1]["sId"] for versions in turns].index(edited) :]
                await self._say(call, chat)
            case "POST", ["assistant", "conversations", _, "messages", _, "feedbacks"]:
                self.told.append(call.json()["feedbackContent"])
                await call.reply({"success": True})
            case "GET", ["assistant", "conversations", _, "messages", message, "events"]:
                await call.stream("".join(_events(message, self.answers[message])))
            case "POST", ["files", *file]:
                await self._take_file(call, *file)
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"error": {"type": "not_found"}}, 404)

    async def _take_file(self, call: Call, file: str = "") -> None:
        """A file is announced, then sent to the address that is given for it."""
        if not file:
            file = f"fil_{self.id()}"
            self.declared[file] = call.json()["fileSize"]
            self.received.append(call.json()["fileName"])
            url = f"https://{self.hosts[0]}{call.path}/{file}"
            await call.reply({"file": {"sId": file, "uploadUrl": url, "status": "created"}})
            return
        ((_, _, content),) = form(call)
        self.check(len(content), self.declared[file], "file size")
        self.files[file] = content
        await call.reply({"file": {"sId": file, "status": "ready"}})

    async def _begin(self, call: Call) -> None:
        asked = call.json()
        chat = f"c{self.id()}"
        title = titled(asked["message"]["content"])
        self.conversations[chat] = {"sId": chat, "title": title, "content": []}
        message = self._take(chat, asked["message"], asked["contentFragments"])
        await call.reply({"conversation": self.conversations[chat], "message": message})

    async def _say(self, call: Call, chat: str) -> None:
        asked = call.json()
        message = self._take(chat, asked, asked.get("contentFragments", []))
        agents = [self.conversations[chat]["content"][-1][0]]
        await call.reply({"message": message, "agentMessages": agents})

    def _take(self, chat: str, asked: dict[str, Any], fragments: list[Any]) -> dict[str, Any]:
        """Note a prompt, and what will be answered."""
        text = asked["content"]
        self.received.append(text)
        user, agent = f"u{self.id()}", f"a{self.id()}"
        answer = said(text, *(self.files[one["fileId"]] for one in fragments))
        self.answers[agent] = answer
        message = {"sId": user, "type": "user_message", "content": text}
        told = {"sId": agent, "type": "agent_message", "parentMessageId": user, "content": answer}
        self.conversations[chat]["content"] += [[message], [told]]
        return message


def _events(message: str, answer: str) -> list[str]:
    """An answer as it streams: its pieces, a thought, what a tool did, all of it again."""
    place = {"created": 1, "configurationId": "dust", "messageId": message}

    def token(text: str, kind: str) -> dict[str, Any]:
        return {"type": "generation_tokens", **place, "text": text, "classification": kind}

    whole = {"sId": message, "content": answer, "status": "succeeded"}
    events = [
        *(token(piece, "chain_of_thought") for piece in pieces(answer, 9)),
        *(token(piece, "tokens") for piece in pieces(answer)),
        {"type": "agent_action_success", **place, "action": {"id": 1, "output": answer}},
        {"type": "agent_message_success", **place, "message": whole},
    ]
    told = [event({"eventId": f"{number}-0", "data": one}) for number, one in enumerate(events)]
    return [*told, event("done")]
