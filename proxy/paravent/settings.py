"""Where Paravent keeps its things, and what a person can set.

Everything that Paravent writes lies under one folder, ``PARAVENT_HOME``; what it ships (rules,
models) is read from the package and never written to.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from paravent.core.vocabulary import DOSSIER
from paravent.declarations import Account, Engagement, Organisation
from paravent.errors import Exit, ParaventError, Problem, fail
from paravent.i18n import Lang, t

_PACKAGE = Path(__file__).parent


def shipped(folder: Literal["rules", "models"]) -> Path:
    """The folder of rules or models that came with this copy of Paravent."""
    inside = _PACKAGE / "data" / folder
    return inside if inside.is_dir() else _PACKAGE.parents[1] / folder


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one installation and the files in it. Readable by its owner only."""

    root: Path

    @classmethod
    def find(cls) -> Home:
        """``$PARAVENT_HOME``, else the folder that the platform keeps for program data."""
        chosen = os.environ.get("PARAVENT_HOME")
        path = Path(chosen) if chosen else Path(platformdirs.user_data_dir("paravent"))
        return cls(path.expanduser().absolute())

    def make(self) -> Home:
        """Create the folder if it is not there.

        Raises:
            ParaventError: it cannot be created or written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.run.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise fail(
                t("impossible de créer le dossier de Paravent", "cannot create Paravent's folder"),
                t(
                    "donnez un autre dossier dans la variable PARAVENT_HOME",
                    "name another folder in the variable PARAVENT_HOME",
                ),
                str(self.root),
                exit_code=Exit.NOT_READY,
            ) from error
        return self

    @property
    def settings(self) -> Path:
        """What the person set, in TOML; need not exist."""
        return self.root / "settings.toml"

    @property
    def ca_certificate(self) -> Path:
        """The root certificate to trust; never holds a key."""
        return self.root / "ca.pem"

    @property
    def ca(self) -> Path:
        """The signing certificate and its key, as mitmproxy reads them."""
        return self.root / "ca"

    @property
    def bundle(self) -> Path:
        """The system's root certificates followed by ours, for programs that replace the store."""
        return self.root / "ca-bundle.pem"

    @property
    def audit(self) -> Path:
        """The audit log."""
        return self.root / "audit.db"

    @property
    def vault(self) -> Path:
        """What the labels stand for, encrypted."""
        return self.root / "vault.db"

    @property
    def register(self) -> Path:
        """The clients, and what is never or always hidden, encrypted."""
        return self.root / "register.db"

    @property
    def keys(self) -> Path:
        """The key of vault and log where the system has no keyring."""
        return self.root / "keys.json"

    @property
    def observation(self) -> Path:
        """Since when a policy that changes nothing has been in force; need not exist."""
        return self.root / "observation.json"

    @property
    def extensions(self) -> Path:
        """The browser extensions that were paired; need not exist."""
        return self.root / "extensions.json"

    @property
    def policies(self) -> Path:
        """The person's own rules, added to those that are shipped."""
        return self.root / "rules"

    @property
    def services(self) -> Path:
        """The person's own services, added to those that are shipped."""
        return self.root / "services"

    @property
    def providers(self) -> Path:
        """The person's own facts about vendors, added to those that are shipped."""
        return self.root / "providers"

    @property
    def facts(self) -> Path:
        """What reports have read of the log, sealed; may be deleted at any time."""
        return self.root / "facts"

    @property
    def run(self) -> Path:
        """Files that live as long as the program runs."""
        return self.root / "run"

    @property
    def secret(self) -> Path:
        """What the command line proves itself with to the program that runs."""
        return self.run / "secret"

    @property
    def log(self) -> Path:
        """The program's own log: ids and counts."""
        return self.root / "log" / "paravent.log"


class Settings(BaseModel):
    """What a person can set in ``settings.toml``; the command line overrides it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Lang | None = None
    """Language of messages; the operating system's where unset."""
    policy: str = "freelance"
    """Name of the policy in force."""
    dossier: str = ""
    """Code of the client's matter that is worked on, for rules and the log; has a digit in it."""
    port: Annotated[int, Field(ge=1, le=65535)] = 8787
    """Port of the proxy on 127.0.0.1."""
    ui_port: Annotated[int, Field(ge=1, le=65535)] = 8788
    """Port of the local pages on 127.0.0.1."""
    workers: Annotated[int, Field(ge=1, le=32)] = 2
    """Detection processes."""
    scan_timeout_s: Annotated[float, Field(gt=0, le=600)] = 60.0
    """Longest time, in seconds, that one request may be scanned before it is refused."""
    ask_timeout_s: Annotated[float, Field(gt=0, le=600)] = 60.0
    """Time, in seconds, that a request waits for the person where a rule says ``ask``."""
    max_body_mb: Annotated[int, Field(ge=1, le=256)] = 20
    """Largest request body, in megabytes, that is read; a larger one is refused."""
    vault_days: Annotated[int, Field(ge=0, le=365)] = 30
    """Days that a label keeps its value after its last use; 0 keeps it in memory only."""
    opt_in: tuple[str, ...] = ()
    """Services on general hosts (mail, chat) that are to be read all the same, by their ids."""
    log_months: Annotated[int, Field(ge=6, le=36)] = 12
    """Months, whole ones, that an event of the audit log is kept; more than 12 need a reason."""
    log_reason: Annotated[str, Field(max_length=200)] = ""
    """Why events are kept for more than 12 months, for whoever audits it."""
    tsa_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    """Address of an authority of time (RFC 3161) for checkpoints; none is asked where empty."""
    private_destinations: tuple[str, ...] = ()
    """Hosts in loopback or private networks that may be reached, as ``host:port``."""
    upstream_proxy: Annotated[str, Field(repr=False)] = ""
    """A company's proxy, ``http://name:password@host:port``, by which services are reached."""
    organisation: Organisation | None = None
    """Who the person is, for reports."""
    clients: Mapping[str, Engagement] = {}
    """What was agreed with each client, by its code, for reports."""
    providers: Mapping[str, Account] = {}
    """Which account is held at each provider, by the provider's id, for rules and reports."""

    @field_validator("dossier")
    @classmethod
    def _check_dossier(cls, code: str) -> str:
        if code and not re.fullmatch(DOSSIER, code):
            raise ValueError(
                t(
                    "un code de dossier s'écrit en lettres sans accent et chiffres, dont un au "
                    "moins, par exemple 2026-014",
                    "a dossier's code is written in plain letters and digits, of which there is "
                    "at least one, such as 2026-014",
                )
            )
        return code

    @model_validator(mode="after")
    def _check_months(self) -> Settings:
        if self.log_months > 12 and not self.log_reason.strip():
            raise ValueError(
                t(
                    "au-delà de 12 mois, dites pourquoi dans « log_reason »",
                    "beyond 12 months, say why in `log_reason`",
                )
            )
        return self


def load_settings(home: Home) -> Settings:
    """The person's settings, or the defaults where there is no file.

    Raises:
        ParaventError: the file is not TOML, or a setting in it is unknown or out of range; all
            the problems at once.
    """
    try:
        raw = tomllib.loads(home.settings.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise fail(
            t("réglages illisibles : {why}", "unreadable settings: {why}", why=error),
            t("corrigez ou supprimez ce fichier", "correct or delete this file"),
            str(home.settings),
            exit_code=Exit.INVALID,
        ) from error
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        known = ", ".join(Settings.model_fields)
        raise ParaventError(
            [
                Problem(
                    f"{'.'.join(map(str, item['loc']))}: {item['msg']}",
                    t("réglages connus : {known}", "known settings: {known}", known=known),
                    str(home.settings),
                )
                for item in error.errors()
            ],
            exit_code=Exit.INVALID,
        ) from error
