"""``audit timestamp``: an authority of time says that a checkpoint existed, and when (RFC 3161).

Off unless an authority is set or its answer is given as a file. Only a hash ever leaves.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import httpx
import typer

from paravent.cli import console
from paravent.cli.audit import note_in, with_log
from paravent.cli.giving import replacing
from paravent.cli.journal import record
from paravent.core.notes import Checkpoint, open_note
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.event import Notice
from paravent.store.keys import load_keys, signature_check
from paravent.store.timestamp import read_timestamp, timestamp_query
from paravent.store.vocabulary import EventType

_PATIENCE_S = 30.0


def timestamp(
    note: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="Un sceau de ce journal. / A checkpoint."),
    ],
    *,
    token: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="La réponse reçue (.tsr). / The answer."),
    ] = None,
    request: Annotated[
        Path | None, typer.Option(help="Écrit la demande (.tsq). / Writes the query.")
    ] = None,
) -> None:
    """Fait horodater un sceau par un tiers. / Has a checkpoint timestamped by somebody else."""
    base = with_log()
    keys = load_keys(base.home)
    text = note_in(note)
    try:
        head = Checkpoint.parse(
            open_note(text, keys.verifier, signature_check(keys.verifier.public))
        )
    except ValueError as error:
        raise fail(
            t("ce sceau n'est pas de ce journal", "this checkpoint is not of this log"),
            "paravent audit checkpoint -o sceau.note",
            str(note),
            exit_code=Exit.INVALID,
        ) from error
    nonce = secrets.randbits(62) | 1 << 62
    if request:
        with replacing(request) as file:
            file.write(timestamp_query(text, nonce))
        return
    if token:
        tsr = token.read_bytes()
        at = read_timestamp(tsr, text)
    else:
        tsr = _ask(base.settings.tsa_url, timestamp_query(text, nonce))
        at = read_timestamp(tsr, text, nonce)
    filters = (f"timestamp={at:%Y-%m-%dT%H:%M:%S}",)
    notice = Notice(size=head.size, filters=filters)
    record(base, keys, EventType.CHECKPOINT_EXPORT, notice, note=text, token=tsr)
    console.say(
        t(
            "Horodaté : {size} événements, le {at}.",
            "Timestamped: {size} events, {at}.",
            size=head.size,
            at=f"{at:%Y-%m-%d %H:%M:%S} UTC",
        )
    )


def _ask(url: str, query: bytes) -> bytes:
    """What the authority answers (RFC 3161 §3.4)."""
    if not url:
        raise fail(
            t("aucune autorité d'horodatage n'est réglée", "no authority of time is set"),
            t(
                "donnez sa réponse par --token, ou son adresse dans le réglage « tsa_url »",
                "give its answer by --token, or its address in the setting `tsa_url`",
            ),
            exit_code=Exit.USAGE,
        )
    try:
        answer = httpx.post(
            url,
            content=query,
            headers={"content-type": "application/timestamp-query"},
            timeout=_PATIENCE_S,
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise fail(
            t("l'autorité d'horodatage ne répond pas", "the authority of time does not answer"),
            t("réessayez plus tard", "try again later"),
            url,
            exit_code=Exit.NOT_READY,
        ) from error
    return answer.content
