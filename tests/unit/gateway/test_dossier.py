"""The header that chooses a client: read, and gone before anything else sees the request."""

import pytest
from mitmproxy.test import tflow

from paravent.gateway import flows


def taken(*fields: tuple[bytes, bytes]) -> tuple[str, list[bytes]]:
    request = tflow.tflow().request
    request.headers.fields = ((b"accept", b"*/*"), *fields)
    chosen = flows.take_dossier(request)
    return chosen.reveal(), [name for name, _ in request.headers.fields]


@pytest.mark.parametrize(
    ("name", "value", "chosen"),
    [
        (b"X-Paravent-Dossier", b"C-482137", "C-482137"),
        (b"x-paravent-dossier", "Éloi Noël".encode(), "Éloi Noël"),
        (b"X-PARAVENT-DOSSIER", "Éloi Noël".encode("latin-1"), "Éloi Noël"),
        (b"x-paravent-dossier", b" %C3%89loi%20No%C3%ABl ", "Éloi Noël"),
        (b"x-other", b"C-1", ""),
    ],
)
def test_the_choice_is_taken_out(name, value, chosen):
    said, left = taken((name, value))
    assert said == chosen
    assert left == ([b"accept"] if chosen else [b"accept", name])


def test_of_several_the_last_counts_and_none_stays():
    said, left = taken((b"x-paravent-dossier", b"C-1"), (b"X-Paravent-Dossier", b"C-2"))
    assert (said, left) == ("C-2", [b"accept"])
