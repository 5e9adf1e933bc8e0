"""A register with given clients, in a folder of its own or in memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from paravent.core.types import Sensitive
from paravent.detect.catalogue import entities
from paravent.detect.lexicon import Lexicon
from paravent.register.editing import Draft, Saved, forget_client, save_clients
from paravent.register.entries import Client, Entry, Kind
from paravent.register.listing import Item
from paravent.register.register import Register
from paravent.settings import Home, shipped
from paravent.store.keys import load_keys

LEXICON = Lexicon.read(shipped("models") / "lexicon")


def entry(kind: Kind | str, value: str, **options) -> Entry:
    return Entry(Kind(kind), Sensitive(value), **options)


def register_of(clients: Mapping[str, Sequence[Entry]], items: Sequence[Item] = ()) -> Register:
    """A register in memory; clients are named by their codes."""
    made = {code: Client(code, Sensitive(code), tuple(found)) for code, found in clients.items()}
    return Register(made, items, LEXICON, entities())


def found_in(text: str, *entries: Entry) -> list[str]:
    """What of a text one client with these entries is found by."""
    noted = register_of({"C-1": entries}).read(text)
    return [text[one.start : one.end] for one in noted.findings]


def save(folder: Path, clients: Mapping[str, Sequence[Entry]]) -> Saved:
    """Write clients to the register of an installation, as the command line does."""
    home = Home(folder).make()
    drafts = [Draft(Sensitive(name), tuple(found)) for name, found in clients.items()]
    return save_clients(home.register, load_keys(home), drafts, LEXICON)


def forget(folder: Path, code: str) -> None:
    """Erase a client, as the command line does."""
    home = Home(folder)
    assert forget_client(home.register, load_keys(home), code, LEXICON)
