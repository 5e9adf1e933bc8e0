"""The tables of services in the README and the documentation, written from the services' folders.

``python tests/services_table.py`` writes them anew; a test compares.
"""

import re

from pages import LANGUAGES, READMES, ROOT
from paravent.core.aws_frames import AwsEventStream
from paravent.services.catalogue import Catalogue, load_catalogue
from paravent.services.service import Endpoint, Service
from paravent.settings import shipped

SERVICES = load_catalogue([shipped("rules") / "services"]).services
SHOWN = 7
"""Hosts of one service that a table names; of more it names the first three."""

WORDS = {
    "fr": {
        "overview": "Service | Accès | Messages | Fichiers | Pendant la frappe | Remis dans la réponse | Format connu | Limites",
        "hosts": "Identifiant | Nom | Accès | Serveurs | Adresse de base",
        "web": "page web", "api": "API", "ide": "éditeur", "ext": "extension",
        "opt_in": "sur demande",
        "scan": "masqués", "fixed": "refusés s'il y a à masquer", "observe": "relevés",
        "none": "–",
        "text": "texte masqué, autres refusés",
        "upload": "texte seulement si rien n'y est à masquer, autres refusés",
        "draft": "masqué", "empty": "part vide", "quiet": "refusé sans bruit", "draft_fixed": "refusé s'il y a à masquer",
        "json": "JSON", "stream": "flux", "socket": "WebSocket", "binary": "trames binaires",
        "high": "bien", "medium": "moyen", "low": "peu", "unknown": "pas du tout",
        "more": "et {n} autres",
    },
    "en": {
        "overview": "Service | Access | Prompts | Files | While typing | Put back in the answer | Format known | Limits",
        "hosts": "Id | Name | Access | Hosts | Base URL",
        "web": "web page", "api": "API", "ide": "editor", "ext": "extension",
        "opt_in": "on request",
        "scan": "masked", "fixed": "refused if there is anything to mask", "observe": "noted",
        "none": "–",
        "text": "text masked, others refused",
        "upload": "text only if nothing in it is to be masked, others refused",
        "draft": "masked", "empty": "leaves empty", "quiet": "refused quietly",
        "draft_fixed": "refused if there is anything to mask",
        "json": "JSON", "stream": "streams", "socket": "WebSockets", "binary": "binary frames",
        "high": "well", "medium": "fairly", "low": "little", "unknown": "not at all",
        "more": "and {n} more",
    },
}  # fmt: skip


def write_table(name: str, lang: str) -> str:
    """One of the two tables, ``overview`` or ``hosts``, as Markdown."""
    heads = WORDS[lang][name].split(" | ")
    row = _overview if name == "overview" else _hosts
    rows = [heads, ["---"] * len(heads)]
    rows += [row(service, lang) for service in SERVICES.values()]
    head, rule, *lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([head, rule.replace(" ", ""), *lines]) + "\n"


def _overview(service: Service, lang: str) -> list[str]:
    words = WORDS[lang]
    limits = getattr(service.limits, lang) if service.limits else words["none"]
    form = service.format
    known = words[
        "unknown" if form and form.confidence == "none" else form.confidence if form else "low"
    ]
    return [
        service.name,
        words[service.surface] + (f", {words['opt_in']}" if service.opt_in else ""),
        words[_prompts(service)],
        words["upload" if any(_whole(e) for e in service.endpoints) else "text"],
        _typing(service, words),
        ", ".join(words[one] for one in _restored(service)),
        f"{known}, {form.date}" if form else words["none"],
        _typeset(limits) if lang == "fr" else limits,
    ]


def _whole(endpoint: Endpoint) -> bool:
    """Whether it takes files that cannot be masked, since their size is known before."""
    return endpoint.kind == "upload" and not endpoint.wire.sized


def _prompts(service: Service) -> str:
    kinds = [e.kind for e in service.endpoints]
    return next(kind for kind in ("scan", "fixed", "observe") if kind in kinds)


def _typing(service: Service, words: dict[str, str]) -> str:
    drafts = [e for e in service.endpoints if e.kind == "draft"]
    if not drafts:
        return words["draft_fixed" if _prompts(service) == "fixed" else "none"]
    if all(e.wire.unfinished for e in drafts):
        return words["empty"]
    return words["quiet" if all(e.quiet for e in drafts) else "draft"]


def _restored(service: Service) -> list[str]:
    wires = [e.wire for e in service.endpoints if e.kind in {"scan", "draft"}]
    if not wires:
        return ["none"]
    found = ["json"]
    if any(w.stream.channels or w.stream.snapshots or w.codec for w in wires if w.name != "json"):
        found.append("stream")
    if any(fixture.frames and fixture.response for fixture in service.fixtures):
        found.append("socket")
    if any(AwsEventStream in w.framings.values() for w in wires):
        found.append("binary")
    return found


def _hosts(service: Service, lang: str) -> list[str]:
    hosts = [f"`{host}`" for host in Catalogue({service.id: service}, "").hosts]
    if len(hosts) > SHOWN:
        more = WORDS[lang]["more"].format(n=len(hosts) - 3)
        hosts = [*hosts[:3], f"[{more}](../../rules/services/{service.id}/service.yaml)"]
    door = Catalogue({service.id: service}, "").named(service.id)
    base = f"`/base/{min((*service.aliases, service.id), key=len)}`" if door else "–"
    return [f"`{service.id}`", service.name, f"`{service.surface}`", ", ".join(hosts) or "–", base]


def _typeset(text: str) -> str:
    """French marks with the spaces that go before them."""
    return re.sub(r" (?=[;:!?»])", "\u00a0", text).replace("« ", "«\u00a0")


def place(text: str, table: str) -> str:
    """A page with a table in place of the one that has the same head."""
    head, _, _ = table.partition("\n")
    found = re.findall(rf"^{re.escape(head)}\n(?:\|.*\n)*", text, re.MULTILINE)
    assert len(found) == 1, head
    return text.replace(found[0], table)


def main() -> None:
    for lang in LANGUAGES:
        for file, name in ((READMES[lang], "overview"), (f"docs/{lang}/services.md", "hosts")):
            path = ROOT / file
            text = path.read_text("utf-8")
            path.write_text(place(text, write_table(name, lang)), "utf-8")


if __name__ == "__main__":
    main()
