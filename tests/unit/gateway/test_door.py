"""The door leads to the service that is named, and to nobody who should not come through."""

import pytest
from mitmproxy.test import tutils

from paravent.gateway import door
from paravent.services.catalogue import load_catalogue
from paravent.settings import shipped

CATALOGUE = load_catalogue([shipped("rules") / "services"])
PORT = 8787


def request(path="/base/openai/v1/models", **headers):
    fields = {"host": f"127.0.0.1:{PORT}", **headers}
    one = tutils.treq(host="127.0.0.1", port=PORT, path=path.encode(), method=b"POST")
    one.headers.clear()
    for name, value in fields.items():
        one.headers[name.replace("_", "-")] = value
    return one


@pytest.mark.parametrize(
    ("path", "host", "rest"),
    [
        ("/base/openai/v1/models", "api.openai.com", "/v1/models"),
        ("/base/openai_api/v1/x?a=1", "api.openai.com", "/v1/x?a=1"),
        ("/base/anthropic/v1/messages", "api.anthropic.com", "/v1/messages"),
        ("/base/mistral/v1/chat/completions", "api.mistral.ai", "/v1/chat/completions"),
        ("/base/mistral", "api.mistral.ai", "/"),
    ],
)
def test_it_leads_to_the_named_service(path, host, rest):
    one = request(path)
    door.lead_through(one, CATALOGUE, PORT)
    assert (one.scheme, one.host, one.port, one.path) == ("https", host, 443, rest)
    assert one.headers["host"] == host


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": f"evil.example:{PORT}"},
        {"host": ""},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_foreign_page_or_name_is_turned_away(headers):
    with pytest.raises(door.DoorError) as caught:
        door.lead_through(request(**headers), CATALOGUE, PORT)
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": f"localhost:{PORT}"},
        {"origin": f"http://127.0.0.1:{PORT}"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "same-origin"},
    ],
)
def test_own_programs_come_through(headers):
    door.lead_through(request(**headers), CATALOGUE, PORT)


@pytest.mark.parametrize(
    "path", ["/", "/base/", "/base/nobody/v1", "/v1/models", "/basement/openai"]
)
def test_what_names_no_service_is_told_which_there_are(path):
    with pytest.raises(door.DoorError) as caught:
        door.lead_through(request(path), CATALOGUE, PORT)
    assert caught.value.status == 404
    assert "openai_api" in caught.value.message


@pytest.mark.parametrize(
    ("host", "port", "ours"),
    [
        ("127.0.0.1", PORT, True),
        ("localhost", PORT, True),
        ("127.0.0.1", 80, False),
        ("api.openai.com", PORT, False),
    ],
)
def test_only_its_own_port_is_the_door(host, port, ours):
    one = request()
    one.host, one.port = host, port
    assert door.is_for_us(one, PORT) is ours
