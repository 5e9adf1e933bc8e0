"""One message sent the whole way that a client takes, to the service that runs in Paravent itself.

Through the proxy, over TLS that the local certificate signed, by the rules in force: what was
sent, what left, what came back. Must never go anywhere but to this computer.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.web.trial import question, read_answer

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.web.trial import Trial

DEMO = "https://demo.paravent.test/v1/chat/completions"
_PATIENCE_S = 60.0
_HIDDEN = ("Léa Noël", "06 12 34 56 78")


def prove(port: int, root: Path) -> Trial:
    """Send a message with invented data through the proxy at this port.

    Args:
        port: the proxy's, on 127.0.0.1.
        root: the certificate to trust, and no other.

    Raises:
        ParaventError: it did not arrive, or something of it was not hidden or not put back.
    """
    sent = t(
        "Bonjour, je suis Léa Noël, mon numéro est le 06 12 34 56 78.",
        "Hello, I am Léa Noël, my number is 06 12 34 56 78.",
    )
    try:
        context = ssl.create_default_context(cafile=str(root))
        with httpx.Client(
            proxy=f"http://127.0.0.1:{port}", verify=context, trust_env=False, timeout=_PATIENCE_S
        ) as client:
            trial = read_answer(sent, client.post(DEMO, json=question(sent)).raise_for_status())
    except (OSError, httpx.HTTPError, ValueError, LookupError, TypeError) as error:
        raise fail(
            t("l'envoi d'essai n'est pas arrivé", "the trial message did not arrive"),
            "paravent doctor",
            exit_code=Exit.NOT_READY,
        ) from error
    left, received = trial.left.reveal(), trial.received.reveal()
    if any(value in left for value in _HIDDEN) or _HIDDEN[0] not in received:
        raise fail(
            t(
                "l'envoi d'essai n'a pas été masqué par les règles en vigueur",
                "the trial message was not masked by the rules in force",
            ),
            "paravent doctor",
            exit_code=Exit.NOT_READY,
        )
    return trial
