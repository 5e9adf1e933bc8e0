"""A fake gemini.google.com: JSON in JSON in a form; frames counted in UTF-16, answers that grow.

Source of the format: wire/services.yaml, gemini_web; history as gemini-webapi 2.1.1 reads it.
"""

import json
from typing import Any, ClassVar
from urllib.parse import parse_qs

from sites.site import Call, Site, pieces, said, titled

UPLOADS = "content-push.googleapis.com"
DATA = ["_", "BardChatUi", "data"]
KIND = "application/json; charset=utf-8"


class Gemini(Site):
    """The chats of one person, in memory."""

    hosts: ClassVar = ("gemini.google.com", UPLOADS)
    script: ClassVar = "/_/mss/boq-bard-web/gemini.js"

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[str, list[tuple[str, str]]] = {}
        self.declared: dict[str, int] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments:
            case "POST", [*way, "assistant.lamda.BardFrontendService", "StreamGenerate"] if (
                way == DATA
            ):
                await self._generate(call)
            case "POST", [*way, "batchexecute"] if way == DATA:
                ((name, arguments, *_),) = json.loads(_field(call))[0]
                result = json.dumps(self._do(name, json.loads(arguments)), ensure_ascii=False)
                item = ["wrb.fr", name, result, None, None, None, "generic"]
                await call.stream(_frames([[item], [["di", 12]]]), KIND)
            case _, ["upload"]:
                await self._take_file(call)
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"error": {"code": 404}}, 404)

    async def _take_file(self, call: Call) -> None:
        """A resumable upload: announced, then sent to the address that is given for it."""
        command = call.headers.get("x-goog-upload-command")
        if call.method == "OPTIONS":
            asked = call.headers["access-control-request-headers"]
            await call.open_to_all(200, access_control_allow_headers=asked)
        elif command == "start":
            self.received.append(call.body.decode())
            place = f"/contrib_service/ttl_1d/{self.id()}"
            self.declared[place] = int(call.headers["x-goog-upload-header-content-length"])
            url = f"https://{UPLOADS}/upload/?upload_protocol=resumable&upload_id={place}"
            await call.open_to_all(200, x_goog_upload_url=url, x_goog_upload_status="active",
                                   access_control_expose_headers="x-goog-upload-url")  # fmt: skip
        else:
            self.check(command, "upload, finalize", "command")
            (place,) = call.query["upload_id"]
            self.check(len(call.body), self.declared[place], "file size")
            self.files[place] = call.body
            await call.open_to_all(200, place)

    def _do(self, name: str, arguments: list[Any]) -> Any:
        """One remote procedure: the list of chats, a chat, reading aloud."""
        match name:
            case "MaZiqc":
                return [None, None, [[key, titled(chat[0][0])] for key, chat in self.chats.items()]]
            case "hNvQHb":
                turns = reversed(self.chats[arguments[0]])
                return [[_turn(arguments[0], prompt, answer) for prompt, answer in turns]]
            case "XqA3Ic":
                self.told.append(arguments[1])
                return ["UklGRg=="]
            case _:
                self.problems.append(name)
                return None

    async def _generate(self, call: Call) -> None:
        inner = json.loads(json.loads(_field(call))[1])
        (text, _, _, files, *_), place = inner[0], inner[2]
        self.received.append(text)
        key = place[0] or f"c_{self.id().replace('-', '')[:16]}"
        chat = self.chats.setdefault(key, [])
        if place[3]:  # an earlier turn is said anew
            del chat[place[3] - 1 :]
        answer = said(text, *(self.files[file[0][0]] for file in files or ()))
        chat.append((text, answer))
        title = titled(chat[0][0])
        parts = pieces(answer, 11)
        snapshots = ["".join(parts[:number]) for number in range(1, len(parts) + 1)]
        frames = [[["wrb.fr", None, _candidate(key, one, text, title)]] for one in snapshots]
        await call.stream(_frames([*frames, [["di", 812]], [["e", 8, None, None, 4096]]]), KIND)


def _field(call: Call) -> str:
    return parse_qs(call.body.decode())["f.req"][0]


def _candidate(key: str, answer: str, asked: str, title: str) -> str:
    """One state of an answer: its text so far, the thoughts, the title of the chat."""
    candidate: list[Any] = ["rc_fx", [answer], *[None] * 35, [[f"On me demande : {asked}"]]]
    inner = [None, [key, "r_fx"], {"11": [title]}, None, [candidate]]
    return json.dumps(inner, ensure_ascii=False)


def _turn(key: str, prompt: str, answer: str) -> list[Any]:
    return [[key, "r_fx"], None, [[prompt], 1], [[["rc_fx", [answer]]]], [1795300001, 0]]


def _frames(items: list[Any]) -> str:
    """Frames, each after its length in UTF-16 units, with the line ends around it."""
    texts = [f"\n{json.dumps(item, ensure_ascii=False)}\n" for item in items]
    counted = [f"{len(text.encode('utf-16-le')) // 2}{text}" for text in texts]
    return ")]}'\n\n" + "".join(counted)
