"""The log learns families and counts, never names."""

import pytest

from paravent.core.vocabulary import Extension
from paravent.gateway.flows import app_of
from paravent.pipeline.media import extension
from paravent.store.vocabulary import (
    App,
)


@pytest.mark.parametrize(
    ("agent", "app"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", App.BROWSER),
        ("Mozilla/5.0 ... Claude/1.0 Electron/38.0", App.DESKTOP),
        ("curl/8.5.0", App.CLI),
        ("claude-cli/2.0 (external, cli)", App.CLI),
        ("OpenAI/Python 3.54.0", App.SDK),
        ("Anthropic/JS 0.50", App.SDK),
        ("mistral-client-python/2.0", App.SDK),
        ("", App.UNKNOWN),
        ("secret name", App.UNKNOWN),
    ],
)
def test_the_family_of_a_program(agent, app):
    assert app_of(agent) is app


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/pdf", Extension.PDF),
        ("image/png", Extension.PNG),
        ("application/zip", Extension.ZIP),
        ("image/jpeg", Extension.JPG),
        ("Text/Plain; charset=utf-8", Extension.TXT),
        ("text/csv", Extension.CSV),
        ("audio/mpeg", Extension.MP3),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Extension.DOCX,
        ),
        ("application/vnd.oasis.opendocument.text", Extension.ODT),
        ("application/x-client-dupont", Extension.OTHER),
        ("", Extension.OTHER),
    ],
)
def test_the_kind_of_a_file(media_type, kind):
    assert extension(media_type) is kind
