"""Ways in and ways around: forged pages, other names for a host, paths that lead elsewhere."""

import json
import socket
import ssl

import pytest

from e2e.curl import CHAT, JSON, curl, request
from e2e.leaks import leaks
from e2e.people import person
from program import Program
from stub import Stub

SOMEBODY = person(44)
BODY = request(str(SOMEBODY))
ADDRESS = "104.18.7.192"  # an address that is not ours; the stub answers for every one

FORGED = [
    {"Host": "evil.example.org"},
    {"Host": "evil.example.org:{port}"},
    {"Host": "127.0.0.1.evil.example.org:{port}"},
    {"Host": "localhost.evil.example.org:{port}"},
    {"Host": "127.0.0.1@evil.example.org"},
    {"Host": "evil.example.org#127.0.0.1"},
    {"Host": "2130706433:{port}"},
    {"Host": "0.0.0.0:{port}"},
    {"Host": "paravent:{port}"},
    {"Host": ""},
    {"Origin": "https://evil.example.org"},
    {"Origin": "http://evil.example.org:{port}"},
    {"Origin": "https://chatgpt.com"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1:{port}.evil.example.org"},
    {"Origin": "http://localhost.evil.example.org:{port}"},
    {"Origin": "file://"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "CROSS-SITE"},
    {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example.org", "Sec-Fetch-Site": "same-origin"},
    {"Host": "evil.example.org:{port}", "Origin": "http://127.0.0.1:{port}"},
]


def knock(port: int, head: str, forged: dict[str, str], body: bytes = b"") -> bytes:
    """The status line that a port answers to a request with these headers."""
    headers = {"Host": "127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(body))}
    fields = "".join(
        f"{name}: {value.replace('{port}', str(port))}\r\n"
        for name, value in (headers | forged).items()
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(f"{head} HTTP/1.1\r\n{fields}\r\n".encode() + body)
        return b"".join(iter(lambda: raw.recv(65536), b"")).partition(b"\r\n")[0]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: " ".join(forged.values()) or "no")
def test_a_foreign_page_comes_in_nowhere(
    program: Program, stub: Stub, forged: dict[str, str]
) -> None:
    """502: the proxy takes a foreign name for that of another site, which nobody answers here."""
    plain = forged | {"Content-Type": "text/plain"}  # what a page may send without asking first
    chat = "/base/openai/v1/chat/completions"
    answers = [
        knock(program.port, "GET /base/openai/v1/models", forged),
        knock(program.port, f"POST {chat}", plain, BODY),
        knock(program.port, f"OPTIONS {chat}", forged),
        knock(program.ui_port, "GET /essayer", forged),
        knock(program.ui_port, "GET /healthz", forged),
        knock(program.ui_port, "POST /essayer", plain, b"text=Bonjour"),
    ]
    refused = {b"400", b"403", b"421", b"502"}
    assert [answer for answer in answers if answer.split(b" ")[1] not in refused] == []
    assert stub.seen == []


def test_who_may_come_in_does(program: Program, stub: Stub) -> None:
    """The same requests without a forgery: the test above proves something."""
    assert b"200" in knock(program.port, "GET /base/openai/v1/models", {})
    own = {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}
    assert b"200" in knock(program.port, "POST /base/openai/v1/chat/completions", own, BODY)
    assert b"200" in knock(program.ui_port, "GET /essayer", own)
    assert b"200" in knock(program.ui_port, "GET /healthz", {"Host": "localhost:{port}"})
    assert len(stub.seen) == 2


@pytest.mark.parametrize(
    "target",
    ["/", "/base", "/base/", "/base/unknown/v1/models", "/base/../base/openai/v1/models",
     "//base/openai/v1/models", "/BASE/openai/v1/models", "/base/openai%2fv1/models",
     "/v1/models", "/base/https://evil.example.org/", "/base/api.openai.com@evil/v1/models"],
)  # fmt: skip
def test_the_door_leads_to_services_only(program: Program, stub: Stub, target: str) -> None:
    assert b" 404 " in knock(program.port, f"GET {target}", {})
    assert stub.seen == []


def unread(stub: Stub) -> list[str]:
    return leaks(stub.everything(), SOMEBODY.planted)


def post(program: Program, *arguments: str) -> str:
    return curl(program, *JSON, "--data-binary", "@-", *arguments, stdin=BODY)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--connect-to", f"api.openai.com:443:{ADDRESS}:443", CHAT),
        ("--connect-to", f"api.openai.com:443:{ADDRESS}:8443", CHAT),
        ("https://API.OpenAI.com/v1/chat/completions",),
        ("https://api.openai.com:8443/v1/chat/completions",),
        ("-k", "https://api.openai.com./v1/chat/completions"),
    ],
    ids=["by address", "by address, elsewhere", "in capitals", "another port", "a last dot"],
)  # fmt: skip
def test_an_ai_host_by_another_name_is_read(
    program: Program, stub: Stub, arguments: tuple[str, ...]
) -> None:
    answer = json.loads(post(program, *arguments))
    assert SOMEBODY.email in answer["choices"][0]["message"]["content"]
    assert len(stub.seen) == 1
    assert unread(stub) == []


@pytest.mark.parametrize("version", ["1.1", "2"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("-H", "host: chatgpt.com", CHAT),
        ("-H", "host: www.example.org", CHAT),
        ("--connect-to", "api.openai.com:443:chatgpt.com:443", CHAT),
        ("--connect-to", "api.openai.com:443:www.example.org:443", CHAT),
        ("-k", "--connect-to", "www.example.org:443:api.openai.com:443",
         "-H", "host: api.openai.com", "https://www.example.org/v1/chat/completions"),
    ],
    ids=["another AI host", "a foreign Host", "another tunnel", "a foreign tunnel", "fronting"],
)  # fmt: skip
def test_two_names_in_one_request(
    program: Program, stub: Stub, arguments: tuple[str, ...], version: str
) -> None:
    status = post(program, f"--http{version}", "-o", "/dev/null", "-w", "%{http_code}", *arguments)
    assert status == "421"
    assert stub.seen == []


@pytest.mark.parametrize("number", range(7))
def test_a_path_that_leads_elsewhere_is_read(program: Program, stub: Stub, number: int) -> None:
    """A path that one reader takes for a sentinel's and another for the conversation's."""
    path = (
        "/backend-api/sentinel/../f/conversation",
        "/backend-api/sentinel/%2e%2e/f/conversation",
        "/backend-api/sentinel/..%2ff/conversation",
        "/backend-api/sentinel/.%2e%5cf/conversation",
        "/cdn-cgi/./../backend-api/f/conversation",
        "/cdn-cgi/..;/backend-api/f/conversation",
        "/cdn-cgi/%252e%252e/backend-api/f/conversation",
    )[number]
    somebody = person(32 + number)
    body = json.dumps({"messages": [{"content": {"parts": [str(somebody)]}}]})
    curl(program, "--path-as-is", *JSON, "--data-binary", body, f"https://chatgpt.com{path}")
    assert leaks(stub.everything(), somebody.planted) == []


@pytest.mark.parametrize("options", [(), ("-p",)], ids=["asked", "in a tunnel"])
def test_plain_http_is_led_to_https(program: Program, stub: Stub, options: tuple[str, ...]) -> None:
    url = CHAT.replace("https:", "http:")
    shown = post(program, *options, "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", url)
    assert shown == f"308 {CHAT}"
    assert stub.seen == []


def exchange(program: Program, sent: bytes) -> bytes:
    """What comes back for these bytes, in a tunnel to OpenAI's API."""
    trust = ssl.create_default_context(cafile=str(program.ca))
    with socket.create_connection(("127.0.0.1", program.port), timeout=30) as raw:
        raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
        assert b" 200 " in raw.recv(4096)
        with trust.wrap_socket(raw, server_hostname="api.openai.com") as secure:
            secure.sendall(sent)
            return b"".join(iter(lambda: secure.recv(65536), b""))


@pytest.mark.parametrize("method", [b"anna.keller", b"TRACE"])
def test_a_method_is_no_place_for_words(program: Program, stub: Stub, method: bytes) -> None:
    head = b" /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nConnection: close\r\n\r\n"
    assert exchange(program, method + head).startswith(b"HTTP/1.1 403 ")
    assert stub.seen == []


SMUGGLED = b"POST /v1/x HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 0\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length: +5\r\n",
    ],
)
def test_two_lengths_for_one_body(program: Program, stub: Stub, framing: bytes) -> None:
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nConnection: close\r\n"
    answer = exchange(program, head + framing + b"\r\n0\r\n\r\n" + SMUGGLED)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert stub.seen == []
