"""A fake perplexity.ai: suggestions with every key, blocks and their patches, files in a bucket.

The first answer grows by patches of its pieces, later ones come as snapshots of a workflow. Source
of the format: wire/services.yaml, perplexity_web.
"""

from typing import Any, ClassVar

from sites.site import Call, Site, Socket, event, form, pieces, said, titled

BUCKET = "ppl-ai-file-upload.s3.amazonaws.com"
FIELDS = ("key", "policy", "signature", "file")


class Perplexity(Site):
    """The threads of one person, in memory."""

    hosts: ClassVar = ("www.perplexity.ai", "suggest.perplexity.ai", BUCKET)
    script: ClassVar = "/_spa/assets/perplexity.js"

    def __init__(self) -> None:
        super().__init__()
        self.threads: dict[str, dict[str, Any]] = {}
        self.declared: dict[str, int] = {}

    async def play(self, call: Call) -> None:
        match call.method, call.segments:
            case "POST", ["rest", "sse", "perplexity_ask"]:
                await self._ask(call)
            case "POST", ["rest", "sse", "attachment_processing", "subscribe"]:
                await call.stream(event({"status": "done"}, "message", "\r\n"))
            case "POST", ["rest", "autosuggest", _]:
                query = call.json()["query"]
                await call.reply({"results": [{"query": f"{query} demain"}]})
            case "POST", ["rest", "perplexity_ask", "graphql"]:
                nodes = [{"node": {"title": one["title"], "answerPreview": one["title"]}}
                         for one in self.threads.values()]  # fmt: skip
                await call.reply({"data": {"threads": {"edges": nodes}}})
            case "GET", ["rest", "thread", slug]:
                title = {"thread_title": self.threads[slug]["title"]}
                entries = [{**one, **title} for one in self.threads[slug]["entries"]]
                await call.reply({"status": "success", "entries": entries})
            case "POST", ["rest", "thread", "set_thread_title"]:
                self.told.append(call.json()["title"])
                self.threads[call.json()["context_uuid"]]["title"] = self.told[-1]
                await call.reply({"status": "success"})
            case "POST", ["rest", "uploads", "batch_create_upload_urls"]:
                await self._announce(call)
            case "POST", [""] if call.host == BUCKET:
                await self._take_file(call)
            case _:
                self.problems.append(f"{call.method} {call.path}")
                await call.reply({"error": {"message": "Not found"}}, 404)

    async def _announce(self, call: Call) -> None:
        results = {}
        for key, one in call.json()["files"].items():
            self.received.append(one["filename"])
            place = f"web/direct-files/attachments/u/f/{self.id()}"
            self.declared[place] = one["file_size"]
            results[key] = {
                "s3_bucket_url": f"https://{BUCKET}/",
                "s3_object_url": f"https://{BUCKET}/{place}",
                "fields": {"key": place, "policy": "FIXTURE", "signature": "bm90LWEtc2lnbmF0dXJl"},
            }
        await call.reply({"results": results})

    async def _take_file(self, call: Call) -> None:
        parts = {name: content for name, _, content in form(call)}
        self.check(tuple(parts), FIELDS, "order of fields")
        place = parts["key"].decode()
        self.check(len(parts["file"]), self.declared[place], "file size")
        self.files[f"https://{BUCKET}/{place}"] = parts["file"]
        await call.open_to_all(204)

    async def _ask(self, call: Call) -> None:
        asked = call.json()
        params, text = asked["params"], asked["query_str"]
        self.check(params.get("dsl_query", text), text, "dsl_query")
        self.received.append(text)
        slug = params.get("last_backend_uuid", "")
        first = slug not in self.threads
        slug = self.id() if first else slug
        thread = self.threads.setdefault(slug, {"title": titled(text), "entries": []})
        if params["query_source"] == "edit":
            thread["entries"].clear()
        answer = said(text, *(self.files[one] for one in params["attachments"]))
        head = {"backend_uuid": slug, "thread_url_slug": slug, "query_str": text, "uuid": self.id()}
        snapshots = _patches(answer) if first else _workflow(answer)
        last = {**head, "status": "COMPLETED", "final": True, "thread_title": thread["title"],
                "blocks": [snapshots[-1]], "related_query_items": [{"text": titled(text)}]}  # fmt: skip
        thread["entries"].append(last)
        events = [{**head, "status": "PENDING", "final": False, "blocks": [block]}
                  for block in snapshots[:-1]]  # fmt: skip
        told = "".join(event(one, "message", "\r\n") for one in (*events, last))
        await call.stream(told + event({}, "end_of_stream", "\r\n"))

    async def socket(self, socket: Socket) -> None:
        async for asked in socket.frames():
            await socket.say([[asked["q"], [f"{asked['q']} demain"], asked["uuid"], []]])


def _patches(answer: str) -> list[dict[str, Any]]:
    """A text as the list of its pieces, which patches make longer; all of it at the end."""
    first, *others = pieces(answer)
    begun = {"progress": "IN_PROGRESS", "chunks": [first], "answer": first}
    done = {"progress": "DONE", "chunks": pieces(answer), "answer": answer}
    patches = [{"op": "replace", "path": "", "value": begun}]
    patches += [{"op": "add", "path": f"/chunks/{number}", "value": one}
                for number, one in enumerate(others, 1)]  # fmt: skip
    return [
        *({"intended_usage": "ask_text", "diff_block": {"field": "markdown_block", "patches": [one]}}
          for one in patches),
        {"intended_usage": "ask_text", "markdown_block": done},
    ]  # fmt: skip


def _workflow(answer: str) -> list[dict[str, Any]]:
    """A text that comes again and again, longer each time, deep in the steps of a workflow."""
    parts = pieces(answer, 23)
    blocks = []
    for number in range(1, len(parts) + 1):
        so_far = parts[:number]
        payload = {"text": "".join(so_far), "chunks": so_far, "variant": "answer"}
        item = {"id": "i1", "type": "WORKFLOW_ITEM_TEXT", "payload": {"text_payload": payload}}
        whole = {"status": "WORKFLOW_IN_PROGRESS", "steps": [{"id": "s1", "items": [item]}]}
        patch = {"op": "replace", "path": "", "value": whole}
        diff = {"field": "workflow_block", "patches": [patch]}
        blocks.append({"intended_usage": "workflow_root", "diff_block": diff})
    return [*blocks, {"intended_usage": "workflow_root", "workflow_block": whole}]
