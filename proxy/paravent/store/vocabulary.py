"""The closed vocabularies of the audit log; those that rules speak too are in the core.

A word that has been written to a log is never renamed or given another meaning; words are added.
"""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    """What happened."""

    REQUEST = "request"
    RESPONSE = "response"
    BLOCK = "block"
    OVERRIDE = "override"
    NUDGE = "nudge"
    TUNNEL = "tunnel"
    UNINSPECTED = "uninspected"
    CHALLENGE = "challenge"
    FORMAT_DRIFT = "format_drift"
    ENGINE_DEGRADED = "engine_degraded"
    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    CLOCK_JUMP = "clock_jump"
    RULES_CHANGE = "rules_change"
    CATALOGUE_CHANGE = "catalogue_change"
    VAULT_OPEN = "vault_open"
    VAULT_READ = "vault_read"
    VAULT_EXPORT = "vault_export"
    VAULT_PURGE = "vault_purge"
    KEY_CREATE = "key_create"
    KEY_ROTATE = "key_rotate"
    KEY_DESTROY = "key_destroy"
    REPORT_EXPORT = "report_export"
    LOG_READ = "log_read"
    DSR_SEARCH = "dsr_search"
    DSR_ERASE = "dsr_erase"
    RETENTION_PURGE = "retention_purge"
    MONTH_TOTAL = "month_total"
    BREACH_DRAFT = "breach_draft"
    CHECKPOINT_EXPORT = "checkpoint_export"
    VERIFY_RESULT = "verify_result"


class Outcome(StrEnum):
    """What became of an exchange as a whole; key ``action`` of an event."""

    ALLOW = "allow"
    REDACT = "redact"
    WARN = "warn"
    BLOCK = "block"
    OVERRIDE = "override"
    TUNNEL = "tunnel"
    UNINSPECTED = "uninspected"
    ERROR_CLOSED = "error_closed"
    ERROR_OPEN = "error_open"


class Tier(StrEnum):
    """The kind of account at the provider, which decides on training and contract."""

    UNKNOWN = "unknown"
    LOCAL = "local"
    FREE = "free"
    PERSONAL = "personal"
    TEAM = "team"
    ENTERPRISE = "enterprise"
    API = "api"


class Basis(StrEnum):
    """What a transfer outside the EU rests on, chapter V GDPR; ``none`` where there is none."""

    UNKNOWN = "unknown"
    NONE = "none"
    ADEQUACY = "adequacy"
    DPF = "dpf"
    SCC = "scc"


class Role(StrEnum):
    """The person's role for this dossier, art. 4(7) and (8) GDPR."""

    UNKNOWN = "unknown"
    CONTROLLER = "controller"
    PROCESSOR = "processor"


class Band(StrEnum):
    """How sure the detector was: 1, from 0.85, from 0.5, below; key ``score``."""

    CERTAIN = "certain"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @classmethod
    def of(cls, score: float) -> Band:
        """The band of a score from 0 to 1."""
        if score >= 1:
            return cls.CERTAIN
        if score >= 0.85:
            return cls.HIGH
        return cls.MEDIUM if score >= 0.5 else cls.LOW


class Why(StrEnum):
    """Why something was not inspected."""

    HANDS_OFF = "hands_off"
    STATIC = "static"
    NOT_CATALOGUED = "not_catalogued"
    OPTED_OUT = "opted_out"
    PINNED = "pinned"
    NOT_HTTP = "not_http"
    PAUSED = "paused"
    ENGINE = "engine"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_ENCODING = "unknown_encoding"
    MALFORMED = "malformed"
    ENCRYPTED = "encrypted"
    BINARY = "binary"
    SIGNED = "signed"


class Parsed(StrEnum):
    """How much of an attachment could be read."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Unrestored(StrEnum):
    """Why a label was left in an answer; the words that ``core.types.Tally`` counts by."""

    URL = "url"
    TARGET = "target"
    ATTRIBUTE = "attribute"
    TOOL = "tool"
    FOREIGN = "foreign"
    FLOOD = "flood"


class Challenger(StrEnum):
    """Who asked whether a person is there; the words of ``services.challenge``."""

    CLOUDFLARE = "cloudflare"
    TURNSTILE = "turnstile"
    AWS_WAF = "aws_waf"
    DATADOME = "datadome"
    HUMAN = "human"
    ARKOSE = "arkose"
    AKAMAI = "akamai"
    VERCEL = "vercel"
    IMPERVA = "imperva"
    GOOGLE = "google"
    HCAPTCHA = "hcaptcha"
    RECAPTCHA = "recaptcha"


class OverrideReason(StrEnum):
    """The reasons a person may give for letting a refused request through."""

    PUBLIC_FIGURE = "public_figure"
    PUBLIC_DATA = "public_data"
    CONSENT = "consent"
    CLIENT_AGREEMENT = "client_agreement"
    OWN_DATA = "own_data"
    FICTITIOUS = "fictitious"
    FALSE_POSITIVE = "false_positive"
    OTHER = "other"


class TokenSource(StrEnum):
    """Where a count of tokens comes from."""

    UNKNOWN = "unknown"
    API = "api_usage"
    ESTIMATE = "estimated"


class App(StrEnum):
    """The family of the program that sent the request."""

    UNKNOWN = "unknown"
    BROWSER = "browser"
    SDK = "sdk"
    CLI = "cli"
    IDE = "ide"
    DESKTOP = "desktop"
