"""The one error type of Paravent: what happened, a hint, and where; several at once.

Its texts are shown to people and written to logs, so they never hold a person's data: name a
file, a line, a field, a count, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable


class Exit(IntEnum):
    """Exit codes of the command line; every other code is reserved."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    INVALID = 3
    NOT_READY = 4
    AUDIT_BROKEN = 5
    WOULD_REDACT = 10
    WOULD_BLOCK = 11


class Reason(StrEnum):
    """Why a request was refused; a closed list that the audit log and the refusal share."""

    POLICY = "policy"
    NUDGE = "nudge"
    UNREADABLE = "unreadable"
    ATTACHMENT = "attachment"
    TOO_LARGE = "too_large"
    SIGNED_BLOCK = "signed_block"
    SIGNED_BODY = "signed_body"
    SIGNATURE = "signature"
    CREDENTIALS = "credentials"
    KNOWN_VALUE = "known_value"
    DOSSIER = "dossier"
    ENDPOINT = "endpoint"
    DESTINATION = "destination"
    CALLER = "caller"
    ENGINE = "engine"
    ENGINE_TIMEOUT = "engine_timeout"
    WARMING = "warming"
    STORE = "store"
    INTERNAL = "internal"
    NO_VERDICT = "no_verdict"
    WATCHED = "watched"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, what to do about it, and where (``file:line:col``)."""

    message: str
    hint: str = ""
    where: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  {t('piste', 'hint')}: {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


class ParaventError(Exception):
    """Anything that went wrong and that a person can be told.

    Args:
        problems: one problem, or all those of a file at once.
        exit_code: what the command line returns.
        reason: what the audit log and the refusal say if a request was the victim.
    """

    def __init__(
        self,
        problems: Problem | Iterable[Problem],
        *,
        exit_code: Exit = Exit.ERROR,
        reason: Reason = Reason.INTERNAL,
    ) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.exit_code = exit_code
        self.reason = reason
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def fail(
    message: str,
    hint: str = "",
    where: str = "",
    *,
    exit_code: Exit = Exit.ERROR,
    reason: Reason = Reason.INTERNAL,
) -> ParaventError:
    """A ParaventError with a single problem, ready to be raised."""
    return ParaventError(Problem(message, hint, where), exit_code=exit_code, reason=reason)
