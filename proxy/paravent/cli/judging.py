"""A text judged by itself: what is found in it, and what a policy would say of it.

Nothing is sent, labelled or recorded.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.cli.program import now
from paravent.core.types import Segment, Sensitive
from paravent.detect.catalogue import entities
from paravent.detect.lexicon import Lexicon
from paravent.detect.marks import Marker
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide
from paravent.register.register import Register, attribute
from paravent.register.sample import find_clients
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from paravent.core.types import Decision, Finding
    from paravent.detect.engine import Engine
    from paravent.detect.marks import Marks
    from paravent.policy.rules import Example, Policy, Situation


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[Engine]:
    """An engine that is ready, and ended afterwards."""
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


class Judge:
    """Says what a policy wants done with texts, each a conversation of its own.

    Args:
        engine: running.
        policy: whose rules decide.
        register: the person's own; without it nothing of theirs counts.
    """

    def __init__(self, engine: Engine, policy: Policy, register: Register | None = None) -> None:
        self._engine = engine
        self._policy = policy
        self._register = register or Register({}, (), None, policy.entities)
        folder = shipped("models") / "lexicon"
        self._marker = Marker(folder, entities())
        self._lexicon = Lexicon.read(folder)
        self._year = now().year

    async def find(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """What is in each text."""
        segments = [Segment(Sensitive(text), "$") for text in texts]
        return await self._engine.scan(segments, self._policy.searched)

    def mark(self, text: str, found: Sequence[Finding]) -> Marks:
        """What makes a text sensitive in which these findings were made."""
        return self._marker.find(text, found, self._year)

    def suppose(self, example: Example) -> tuple[Finding, ...]:
        """What the register that an example supposes finds in it."""
        return find_clients(example, self._lexicon, self._policy.entities)

    async def judge(self, text: str, situation: Situation) -> Judgement:
        """What the policy says of everything that is found in a text."""
        (found,) = await self.find([text])
        noted = self._register.read(text)
        dossier = situation.dossier or attribute([noted])
        client = self._register.clients.get(dossier)
        situation = replace(
            situation, dossier=dossier, client=client.name if client else situation.client
        )
        lists = self._register.lists(situation.service, dossier, now())
        found = (*found, *noted.findings, *lists.find(text))
        marks = self.mark(text, found)
        given = replace(situation, marks=situation.marks | marks.marks)
        situation = look_into(given, self._policy, [(text, found)])
        decisions = decide(self._policy, found, text, situation)
        if not self._policy.observes:
            decisions = lists.apply(decisions, text)
        return Judgement(decisions, marks, dossier)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision for each finding of a text, what makes the text sensitive, for whom it is."""

    decisions: tuple[Decision, ...]
    marks: Marks
    dossier: str = ""


def find_dossier(register: Register, client: str) -> str:
    """The code of the client with this name or code; empty for none.

    Raises:
        ParaventError: there is no such client.
    """
    if not client:
        return ""
    found = register.named(client)
    if found is None:
        raise fail(
            t("aucun client de ce nom", "no client of this name"),
            t("voyez « paravent clients list »", "see `paravent clients list`"),
            exit_code=Exit.USAGE,
        )
    return found.code


def unreadable(file: str) -> ParaventError:
    """The error of a file that is no text."""
    return fail(
        t("ce fichier ne peut pas être lu", "this file cannot be read"),
        t("donnez un fichier de texte en UTF-8", "give a text file in UTF-8"),
        file,
        exit_code=Exit.USAGE,
    )
