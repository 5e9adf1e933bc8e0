"""A client as the command line shows it: its entries, and the spellings that are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.cli import console
from paravent.i18n import t
from paravent.register.entries import Client, Entry, Kind
from paravent.register.spelling import Gate
from paravent.register.variants import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paravent.detect.lexicon import Lexicon

_KINDS = {
    Kind.PERSON: ("personne", "person"),
    Kind.COMPANY: ("société", "company"),
    Kind.DOMAIN: ("domaine", "domain"),
    Kind.ADDRESS: ("adresse", "address"),
    Kind.PROJECT: ("projet", "project"),
    Kind.FILE: ("référence", "reference"),
    Kind.EMAIL: ("e-mail", "e-mail"),
    Kind.PHONE: ("téléphone", "phone"),
}
_GATES = {
    Gate.CAPITAL: ("avec une majuscule", "with a capital"),
    Gate.TITLED: ("après un titre ou un prénom", "after a title or a first name"),
    Gate.INITIAL: ("suivi d'une initiale", "followed by an initial"),
    Gate.CUED: ("après un mot comme « dossier »", 'after a word such as "file"'),
    Gate.JOINED: ("en un seul mot", "as one word"),
}


def show_client(client: Client, lexicon: Lexicon) -> None:
    """Show one client in full."""
    console.say(f"{client.code}  {client.name.reveal()}")
    for entry in client.entries:
        console.say(f"    {t(*_KINDS[entry.kind])} : {entry.value.reveal()}")
        for text, gate in _spelled(entry, lexicon):
            note = f"   ({t(*_GATES[gate])})" if gate in _GATES else ""
            console.say(f"        {text}{note}")
    console.note(
        t(
            "Quels que soient la casse, les accents, les espaces et les traits d'union. Pour ne "
            "pas chercher une variante : paravent clients add NOM --without VARIANTE",
            "Whatever the case, accents, spaces and hyphens. Not to look for a variant: paravent "
            "clients add NAME --without VARIANT",
        )
    )


def _spelled(entry: Entry, lexicon: Lexicon) -> Iterable[tuple[str, Gate]]:
    return [(" ".join(one.words), one.gate) for one in variants(entry, lexicon)]


def client_json(client: Client, lexicon: Lexicon) -> dict[str, object]:
    """The same for another program."""
    entries: Sequence[dict[str, object]] = [
        {
            "kind": entry.kind,
            "value": entry.value.reveal(),
            "variants": [
                {"text": text, "needs": gate.name.lower()}
                for text, gate in _spelled(entry, lexicon)
            ],
        }
        for entry in client.entries
    ]
    return {"code": client.code, "name": client.name.reveal(), "entries": entries}
