"""``clients``: the person's own clients, who are always found and never sent.

Names are shown on the terminal to who asks for them; errors and notes never hold one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.judging import find_dossier
from paravent.cli.portrait import client_json, show_client
from paravent.cli.program import Base, lexicon
from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.errors import Exit, fail
from paravent.i18n import plural, t
from paravent.register.editing import Draft, forget_client, save_clients
from paravent.register.entries import Client, Entry, Kind
from paravent.register.guessing import entry_of, guess
from paravent.register.importing import read_file
from paravent.register.register import attribute

if TYPE_CHECKING:
    from paravent.errors import ParaventError
    from paravent.register.register import Register

app = typer.Typer(no_args_is_help=True, help="Le registre des clients. / The client register.")

Values = Annotated[list[str] | None, typer.Option()]
Json = Annotated[bool, typer.Option("--json")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Nom du client. / The client's name.")],
    *,
    kind: Annotated[
        str,
        typer.Option(metavar="person|company|project|file", help="Ce qu'est ce nom. / What it is."),
    ] = "",
    person: Values = None,
    company: Values = None,
    domain: Values = None,
    address: Values = None,
    email: Values = None,
    phone: Values = None,
    project: Values = None,
    number: Values = None,
    alias: Values = None,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Variante à ne pas chercher. / Variant that is not to be looked for."),
    ] = None,
) -> None:
    """Ajoute un client, ou complète le sien. / Adds a client, or adds to one."""
    base, words = Base.load(), lexicon()
    known = _register(base).named(name)
    given = [
        (Kind.PERSON, person), (Kind.COMPANY, company), (Kind.DOMAIN, domain),
        (Kind.ADDRESS, address), (Kind.EMAIL, email), (Kind.PHONE, phone),
        (Kind.PROJECT, project), (Kind.FILE, number),
    ]  # fmt: skip
    wanted = [(one, value, False) for one, values in given for value in values or ()]
    wanted += [(Kind.PERSON, value, True) for value in alias or ()]
    if known is None or kind:
        wanted.insert(0, (_kind(kind) if kind else guess(name, words), name, False))
    entries = [entry_of(one, value, alias=other) for one, value, other in wanted]
    if not all(entries):
        raise _too_short()
    dropped = frozenset(map(squeeze, without or ()))
    kept = [_without(entry, dropped) for entry in entries if entry]
    if known and dropped:
        kept += [_without(entry, dropped) for entry in known.entries]
    title = known.name if known else Sensitive(name)
    drafts = [Draft(title, tuple(kept))]
    saved = save_clients(base.home.register, base.keys(), drafts, words)
    show_client(saved.clients[0], words)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV, vCard ou liste. / Or a list.")
    ],
) -> None:
    """Ajoute les clients d'un fichier. / Adds the clients of a file."""
    base = Base.load()
    words = lexicon()
    found = read_file(file.name, file.read_bytes(), words)
    if not found.drafts:
        raise fail(
            t("aucun client dans ce fichier", "no client in this file"),
            t(
                "une ligne par client, ou un CSV avec des titres",
                "one client a line, or a CSV with titles",
            ),
            str(file),
            exit_code=Exit.INVALID,
        )
    saved = save_clients(base.home.register, base.keys(), found.drafts, words)
    joined = len(saved.clients) - saved.new
    new = plural(saved.new, "client ajouté", "clients ajoutés", "client added", "clients added")
    old = plural(joined, "complété", "complétés", "completed", "completed")
    console.say(f"{new}, {old}.")
    if found.skipped:
        lines = ", ".join(map(str, found.skipped[:20]))
        console.note(
            t(
                "Lignes dont rien n'a pu être tiré : {lines}",
                "Lines of which nothing could be made: {lines}",
                lines=lines + (" …" if len(found.skipped) > 20 else ""),
            )
        )
    console.note(
        t(
            "Pour voir les variantes d'un client : paravent clients list NOM",
            "To see the variants of a client: paravent clients list NAME",
        )
    )


@app.command("list")
def list_(
    name: Annotated[
        str, typer.Argument(help="Un client, avec ses variantes. / One, in full.")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Les clients, et ce qui est cherché de chacun. / The clients, and what is looked for."""
    register, words = _register(Base.load()), lexicon()
    chosen = [_named(register, name)] if name else list(register.clients.values())
    chosen.sort(key=lambda one: one.name.reveal().casefold())
    if json:
        console.say_json(clients=[client_json(one, words) for one in chosen])
    elif name:
        show_client(chosen[0], words)
    else:
        console.table(
            ("code", t("client", "client"), t("entrées", "entries")),
            [(one.code, one.name.reveal(), str(len(one.entries))) for one in chosen],
            right=(2,),
        )


@app.command()
def forget(
    name: Annotated[str, typer.Argument(help="Nom ou code. / Name or code.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Efface un client du registre. / Erases a client from the register."""
    base = Base.load()
    client = _named(_register(base), name)
    if not yes:
        typer.confirm(
            t(
                "Effacer du registre {name} et ses {count} entrées ?",
                "Erase {name} and its {count} entries from the register?",
                name=client.name.reveal(),
                count=len(client.entries),
            ),
            abort=True,
        )
    forget_client(base.home.register, base.keys(), client.code, lexicon())
    console.say(t("Effacé du registre.", "Erased from the register."))
    console.note(
        t(
            "Les envois faits pour ce client restent au journal sous le code {code}, sans son "
            "nom ; les étiquettes gardent leurs valeurs jusqu'à leur terme.",
            "What was sent for this client stays in the log under the code {code}, without its "
            "name; labels keep their values until their time is over.",
            code=client.code,
        )
    )


@app.command()
def test(
    text: Annotated[str, typer.Argument(help="Un texte. / A text.")],
    *,
    json: Json = False,
) -> None:
    """Ce que le registre trouve dans un texte. / What the register finds in a text."""
    register = _register(Base.load())
    noted = register.read(text)
    code = attribute([noted])
    found = [
        (
            text[one.start : one.end],
            one.type,
            ", ".join(register.clients[c].name.reveal() for c in codes),
        )
        for one, codes in zip(noted.findings, noted.clients, strict=True)
    ]
    if json:
        names = ("text", "type", "clients")
        rows = [dict(zip(names, row, strict=True)) for row in found]
        console.say_json(found=rows, dossier=code or None)
        return
    if not found:
        console.say(t("Rien du registre dans ce texte.", "Nothing of the register in this text."))
        return
    console.table((t("trouvé", "found"), "type", t("client", "client")), found)
    console.say(
        t("Dossier : {name} ({code})", "Dossier: {name} ({code})",
          name=register.clients[code].name.reveal(), code=code)
        if code
        else t("Dossier : aucun, plusieurs clients se valent.", "Dossier: none, clients tie.")
    )  # fmt: skip


def _register(base: Base) -> Register:
    return base.register().current


def _named(register: Register, name: str) -> Client:
    return register.clients[find_dossier(register, name)]


def _kind(word: str) -> Kind:
    if word not in Kind:
        raise fail(
            t("cette sorte n'existe pas", "there is no such kind"),
            ", ".join(Kind),
            exit_code=Exit.USAGE,
        )
    return Kind(word)


def _without(entry: Entry, dropped: frozenset[str]) -> Entry:
    return Entry(entry.kind, entry.value, entry.family, entry.alias, entry.dropped | dropped)


def _too_short() -> ParaventError:
    return fail(
        t("cette valeur est trop courte pour être cherchée", "this value is too short to look for"),
        t(
            "deux lettres au moins pour un nom, trois signes pour un numéro",
            "at least two letters for a name, three signs for a number",
        ),
        exit_code=Exit.USAGE,
    )
