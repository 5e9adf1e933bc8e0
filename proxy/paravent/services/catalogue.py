"""All the services: one folder each, with a ``service.yaml`` and its fixtures.

The person's own folders come after those that are shipped, and may not claim a name or a host
that is taken, save by a service of whose format nothing is known.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, override
from urllib.parse import unquote

from paravent.errors import Exit, ParaventError, Problem
from paravent.hostnames import HostPattern, normalise
from paravent.i18n import t
from paravent.services.files import declaring
from paravent.services.likeness import fill_up
from paravent.services.match import PathPattern, split_path
from paravent.services.paths import Path
from paravent.services.schema import EndpointModel, ServiceFile
from paravent.services.service import Endpoint, RefusalForm, Service, fits, is_unknown
from paravent.services.wire import wires
from paravent.yamlfile import Positions, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path as File


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Every service, by id; ``sha256`` is that of all their files' contents."""

    services: Mapping[str, Service]
    sha256: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host pattern, as it is written."""
        return tuple(
            f"*.{pattern.name}" if pattern.subdomains else pattern.name
            for service in self.services.values()
            for pattern in service.hosts
        )

    def at(self, host: str) -> Service | None:
        """The service at a host: an exact name goes before a pattern of subdomains.

        One of which something is known goes before one of which nothing is.
        """
        name = normalise(host)
        found = [
            (pattern.subdomains, -len(pattern.name), service.is_unknown, service)
            for service in self.services.values()
            for pattern in service.hosts
            if fits(pattern, name)
        ]
        return min(found, key=lambda item: item[:3])[3] if found else None

    def opened(self, opt_in: Collection[str]) -> Catalogue:
        """The same, without services on general hosts that the person has not asked for."""
        kept = {s.id: s for s in self.services.values() if not s.opt_in or s.id in opt_in}
        return Catalogue(kept, self.sha256)

    def named(self, name: str) -> Service | None:
        """The service that the door knows by this id or other name; it leads to its first host."""
        direct = self.services.get(name)
        others = (s for s in self.services.values() if name in s.aliases)
        found = direct or next(others, None)
        led = found and any(not pattern.subdomains for pattern in found.hosts)
        return found if led else None

    def endpoint(self, service: Service, method: str, host: str, path: str) -> Endpoint | None:
        """The endpoint that a request is for; None where no endpoint names it.

        A path with a step upwards, a hidden slash or an encoded sign that is encoded again is
        nobody's: two servers may read it in two ways.
        """
        segments = split_path(path)
        decoded = [unquote(segment) for segment in segments]
        if any(_steps(segment) for segment in decoded):
            return None
        return service.find(method, normalise(host), segments)

    def groups_of_message(self, service: str, template: str) -> frozenset[str] | None:
        """The groups of a service, by a call's path as the log writes it; None for a draft."""
        found = self.services.get(service)
        if found is None:
            return frozenset()
        drafts = (one.template for one in found.endpoints if one.kind == "draft")
        return None if template in drafts else frozenset(found.groups)


def _steps(segment: str) -> bool:
    """Whether a decoded segment may lead elsewhere; some drop what follows a semicolon."""
    return segment.partition(";")[0] in {".", ".."} or not set(segment).isdisjoint("/\\%")


def load_catalogue(folders: Sequence[File]) -> Catalogue:
    """The services in these folders.

    Raises:
        ParaventError: all that is wrong with their files, at once.
    """
    services: dict[str, Service] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    taken: dict[str, str] = {}
    files = _files(folders)
    models = _Models(files)
    for path in files:
        try:
            model, positions = read_yaml(
                path, ServiceFile, context=models, fill=partial(fill_up, models=models)
            )
            service = _resolve(model, path)
        except ParaventError as error:
            problems += error.problems
            continue
        problems += _clashes(model, positions, taken)
        services[service.id] = service
        digest.update(path.read_bytes())
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    return Catalogue(services, digest.hexdigest())


class _Models(dict[str, object]):
    """The services that others are like, each read when it is first asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__()
        self._files = {path.parent.name: path for path in reversed(list(files))}

    @override
    def get(self, name: str, default: object = None) -> object:
        """The content of a service's file, or None where there is no valid one."""
        if name not in self and name in self._files:
            try:
                model, _ = read_yaml(self._files[name], ServiceFile)
            except ParaventError:
                return default
            self[name] = model.model_dump(mode="json")
        return super().get(name, default)


def _files(folders: Iterable[File]) -> list[File]:
    return [path for folder in folders for path in sorted(folder.glob("*/service.yaml"))]


def _resolve(model: ServiceFile, path: File) -> Service:
    made = (_judged(_endpoint(one), model) for one in model.endpoints)
    endpoints = sorted(made, key=lambda e: e.pattern.rank)
    chat = None
    if model.refusal.chat:
        file = path.parent / model.refusal.chat
        try:
            chat = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = t("ce fichier ne peut pas être lu", "this file cannot be read")
            raise ParaventError(Problem(message, "", str(file)), exit_code=Exit.INVALID) from error
    return Service(
        id=model.id,
        name=model.name,
        vendor=model.vendor,
        surface=model.surface,
        groups=model.groups,
        site=model.site or model.id,
        aliases=model.aliases,
        hosts=tuple(HostPattern.parse(host) for host in model.hosts),
        opt_in=model.opt_in,
        plain=model.plain,
        lasting=model.lasting,
        format=model.format,
        limits=model.limits,
        refusal=RefusalForm(model.refusal.status, model.refusal.body, chat),
        endpoints=tuple(endpoints),
        fixtures=model.fixtures,
        folder=path.parent,
    )


def _endpoint(model: EndpointModel) -> Endpoint:
    wire = wires()[model.wire]
    if model.declares:
        wire = replace(wire, write=declaring(Path.parse(model.declares)))
    if model.unfinished:
        wire = replace(wire, unfinished=(Path.parse(model.unfinished),))
    if model.sized or model.resumable or model.size_header:
        wire = replace(
            wire, sized=model.sized, resumable=model.resumable, size_header=model.size_header
        )
    return Endpoint(
        id=model.id,
        pattern=PathPattern.parse(model.match),
        hosts=tuple(HostPattern.parse(host) for host in model.hosts),
        kind=model.kind,
        wire=wire,
        quiet=model.quiet,
        template=model.match.partition(" ")[2],
    )


def _judged(endpoint: Endpoint, model: ServiceFile) -> Endpoint:
    """An endpoint of which no more is judged than what was recorded.

    Services that are like another speak its format, whatever of it they recorded themselves.
    """
    if model.like or not model.fixtures:
        return endpoint
    recorded = [fixture for fixture in model.fixtures if fixture.endpoint == endpoint.id]
    asked = any(fixture.request for fixture in recorded)
    answered = any(fixture.response for fixture in recorded)
    wire = endpoint.wire
    judged = replace(wire, says=wire.says if asked else (), tells=wire.tells if answered else ())
    return replace(endpoint, wire=judged)


def _clashes(model: ServiceFile, positions: Positions, taken: dict[str, str]) -> list[Problem]:
    """Names and hosts of a file that another service has already."""
    claims = [("id", (), model.id), *(("aliases", (n,), a) for n, a in enumerate(model.aliases))]
    claims += [("hosts", (n,), host) for n, host in enumerate(model.hosts)]
    problems = [
        Problem(
            t("« {name} » est déjà pris", '"{name}" is taken already', name=name),
            t("par {place}", "by {place}", place=taken[name]),
            positions.where(key, *index),
        )
        for key, index, name in claims
        if name in taken
    ]
    endpoints = [endpoint.id for endpoint in model.endpoints]
    problems += [
        Problem(
            t("deux appels s'appellent « {name} »", 'two calls are named "{name}"', name=name),
            "",
            positions.where("endpoints", index, "id"),
        )
        for index, name in enumerate(endpoints)
        if name in endpoints[:index]
    ]
    problems += [
        Problem(
            t("appel inconnu : « {name} »", 'unknown call: "{name}"', name=fixture.endpoint),
            "",
            positions.where("fixtures", index, "endpoint"),
        )
        for index, fixture in enumerate(model.fixtures)
        if fixture.endpoint not in endpoints
    ]
    for key, index, name in claims:
        if not (key == "hosts" and is_unknown(model.format)):
            taken.setdefault(name, positions.where(key, *index))
    return problems
