"""Only the person's own programs and pages come in, and every answer is locked down."""

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse

from paravent.web.guard import LocalGuard

PORT = 8788


async def app(scope, receive, send):
    await PlainTextResponse("in")(scope, receive, send)


def ask(headers, *, enters=True):
    guarded = LocalGuard(app, PORT, lambda _client, _server: enters)

    async def main():
        transport = httpx.ASGITransport(guarded, client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/", headers={"host": f"127.0.0.1:{PORT}", **headers})

    return asyncio.run(main())


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": f"localhost:{PORT}"},
        {"origin": f"http://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin"},
    ],
)
def test_own_pages_come_in(headers):
    answer = ask(headers)
    assert (answer.status_code, answer.text) == (200, "in")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": f"evil.example:{PORT}"},
        {"host": "127.0.0.1"},
        {"host": ""},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_foreign_pages_and_names_do_not(headers):
    answer = ask(headers)
    assert answer.status_code == 403
    assert answer.text != "in"


def test_nor_do_programs_of_others():
    assert ask({}, enters=False).status_code == 403
