"""``services learn``: one exchange of an unknown service is watched, told, and made a service.

It is a program of its own that protects everything else as ever, and stops once it has learnt. The
certificate is renewed only if the person says so, and nothing is sent unless they do.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.course import Course
from paravent.cli.program import Base, Options, now
from paravent.cli.up import serve_here
from paravent.errors import Exit, fail
from paravent.hostnames import HostPattern
from paravent.i18n import t
from paravent.log import to_stderr
from paravent.pipeline.watching import Watch
from paravent.services.learning.lesson import Subject
from paravent.system.ca import ensure_ca, renew_ca

_GENERAL = frozenset(
    {
        "accounts.google.com", "amazonaws.com", "apple.com", "appleid.apple.com", "azure.com",
        "cloudflare.com", "discord.com", "facebook.com", "github.com", "gitlab.com", "google.com",
        "googleapis.com", "graph.microsoft.com", "icloud.com", "linkedin.com", "live.com",
        "login.live.com", "login.microsoftonline.com", "mail.google.com", "microsoft.com",
        "office.com", "office365.com", "outlook.com", "outlook.office.com", "paypal.com",
        "sharepoint.com", "slack.com", "whatsapp.com", "windows.net", "x.com", "yahoo.com",
        "www.google.com", "www.microsoft.com",
    }
)  # fmt: skip
"""Login, mail and general hosts, and whole clouds: the certificate must never cover them."""


def learn(
    host: Annotated[str, typer.Argument(metavar="HOST", help="Par exemple / e.g. app.sezam.ai")],
    *,
    send: Annotated[
        bool,
        typer.Option("--send", help="L'échange a lieu, masqué. / It takes place, masked."),
    ] = False,
    renew: Annotated[
        bool,
        typer.Option("--renew", help="Nouveau certificat à approuver. / New certificate."),
    ] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    ui_port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    upstream_ca: Annotated[Path | None, typer.Option()] = None,
    connect_to: Annotated[list[str] | None, typer.Option(metavar="HOST:PORT:ADDR:PORT")] = None,
) -> None:
    """Apprend un service inconnu en observant un échange. / Learns a service from one exchange."""
    to_stderr()
    base = Base.load()
    base.home.make()
    if daemon.find_running(base):
        raise fail(
            t("Paravent fonctionne déjà", "Paravent is running already"),
            t(
                "lancez « paravent down » : services learn le remplace le temps d'apprendre",
                "run `paravent down`: services learn takes its place while it learns",
            ),
            exit_code=Exit.NOT_READY,
        )
    if send and base.policies().current().observes:
        raise fail(
            t(
                "la politique en vigueur ne masque rien : --send laisserait tout partir en clair",
                "the policy in force hides nothing: with --send all would leave in clear",
            ),
            t(
                'écrivez policy = "freelance" dans settings.toml',
                'write policy = "freelance" in settings.toml',
            ),
            exit_code=Exit.USAGE,
        )
    course = _begin(base, host, sends=send)
    try:
        _cover(base, course, renew=renew)
        options = Options.choose(base.settings, port, ui_port, upstream_ca, connect_to)
        _explain(course, options)
        serve_here(base, options, course)
    finally:
        shutil.rmtree(course.draft, ignore_errors=True)


def _begin(base: Base, text: str, *, sends: bool) -> Course:
    """The course about a host.

    Raises:
        ParaventError: it is no exact host name, a general one, or known already.
    """
    pattern = HostPattern.parse(text)
    if pattern.subdomains or pattern.name in _GENERAL:
        raise fail(
            t(
                "{host} n'est pas le serveur d'un seul service d'IA",
                "{host} is not the host of one AI service",
                host=text,
            ),
            t(
                "donnez le nom exact du serveur auquel la page écrit",
                "give the exact name of the host that the page writes to",
            ),
            exit_code=Exit.USAGE,
        )
    host = pattern.name
    services = base.services()
    known = services.at(host)
    name = re.sub(r"[^a-z0-9]+", "_", host).strip("_")[:64].strip("_")
    if (known and not known.is_unknown) or name in services.services:
        raise fail(
            t("{host} est déjà connu", "{host} is known already", host=host),
            t(
                "voyez « paravent services test {id} » ; s'il est à vous, supprimez son dossier",
                "see `paravent services test {id}`; if it is yours, delete its folder",
                id=known.id if known else name,
            ),
            exit_code=Exit.USAGE,
        )
    day = now().date().isoformat()
    subject = Subject(name, host, known.site if known else name, known.groups if known else (), day)
    draft = base.home.run / "learning"
    shutil.rmtree(draft, ignore_errors=True)
    course = Course(base, subject, draft, services, Watch(host, sends, _tell))
    course.begin()
    return course


def _cover(base: Base, course: Course, *, renew: bool) -> None:
    """See that the certificate covers the host, without which nothing of it can be read.

    Raises:
        ParaventError: it does not, and the person has not agreed to trust another one.
    """
    hosts = course.catalogue.hosts
    if ensure_ca(base.home, hosts, now()).covers(course.subject.host):
        return
    if not renew:
        raise fail(
            t(
                "le certificat ne couvre pas encore {host}",
                "the certificate does not cover {host} yet",
                host=course.subject.host,
            ),
            t(
                "relancez avec --renew : un nouveau certificat est créé, à approuver de nouveau",
                "run it again with --renew: a new certificate is made, to be trusted again",
            ),
            exit_code=Exit.NOT_READY,
        )
    renew_ca(base.home, hosts, now())
    console.note(
        t(
            "Le certificat a été renouvelé : approuvez de nouveau {path}.",
            "The certificate was renewed: trust {path} again.",
            path=base.home.ca_certificate,
        )
    )


def _explain(course: Course, options: Options) -> None:
    host = course.subject.host
    if course.watch.sends:
        console.note(
            t(
                "--send : vos messages PARTENT vers {host}, dont on ne sait rien. Ce que Paravent "
                "reconnaît y est masqué et remis, comme ailleurs ; écrivez des données inventées.",
                "--send: your messages DO LEAVE for {host}, of which nothing is known. What "
                "Paravent recognises is masked and put back as elsewhere; write invented data.",
                host=host,
            )
        )
    else:
        console.note(
            t(
                "Tant que {host} est observé, rien ne lui est envoyé : chaque envoi est refusé. "
                "Ouvrez sa page avant de lancer cette commande, puis envoyez un message.",
                "While {host} is watched, nothing is sent to it: every message is refused. Open "
                "its page before you run this command, then send a message.",
                host=host,
            )
        )
    console.note(
        t(
            "Proxy 127.0.0.1:{port}. Ctrl-C arrête avant la fin.",
            "Proxy 127.0.0.1:{port}. Ctrl-C ends it early.",
            port=options.port,
        )
    )


def _tell(what: str) -> None:
    """Say at once what cannot be learnt from."""
    if what == "websocket":
        console.note(
            t(
                "Ce service ouvre un WebSocket, où rien ne peut être entendu sans --send.",
                "This service opens a WebSocket, in which nothing can be heard without --send.",
            )
        )
        return
    console.note(
        t(
            "Un envoi n'a pas pu être lu ({kind}) : rien n'en est appris.",
            "A message could not be read ({kind}): nothing is learnt from it.",
            kind=what,
        )
    )
