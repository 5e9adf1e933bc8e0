"""One lesson of ``services learn``: from what was heard to a folder that the next start finds.

It is written apart, checked as ``services test`` checks it, and moved to its place only once it
passes. Shows places, kinds and lengths, never a value.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.cli import console
from paravent.errors import Exit, fail
from paravent.fixturecheck import check_service
from paravent.i18n import plural, t
from paravent.services.catalogue import Catalogue, load_catalogue
from paravent.services.document import UnreadableError
from paravent.services.learning.lesson import blank, fields_of, teach
from paravent.settings import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.cli.program import Base
    from paravent.pipeline.parts import Parts
    from paravent.pipeline.watching import Watch
    from paravent.services.learning.heard import Heard
    from paravent.services.learning.lesson import Lesson, Subject


@dataclass(slots=True)
class Course:
    """One lesson: the services in force meanwhile, what is watched, where it is written first."""

    base: Base
    subject: Subject
    draft: Path
    catalogue: Catalogue
    watch: Watch

    async def see_through(self, parts: Parts, stop: asyncio.Event) -> None:
        """Wait until the exchange is complete or it is time to stop, then conclude.

        Raises:
            ParaventError: see ``conclude``.
        """
        ends = [asyncio.ensure_future(one.wait()) for one in (self.watch.done, stop)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for one in ends:
            one.cancel()
        await self.conclude(parts)

    async def conclude(self, parts: Parts) -> None:
        """Tell what was heard, and write the service that it makes.

        Raises:
            ParaventError: nothing was heard, or nothing can be learnt from it.
        """
        heard = self.watch.heard
        if heard is None:
            raise fail(
                t(
                    "aucun échange qui dise quelque chose n'a été entendu ; rien n'est écrit",
                    "no exchange that says something was heard; nothing is written",
                ),
                "",
                self.subject.host,
                exit_code=Exit.NOT_READY,
            )
        _show(heard)
        for reply, known in ((True, True), (True, False), (False, True), (False, False)):
            try:
                lesson = teach(heard, self.subject, reply=reply, known=known)
            except UnreadableError:
                continue
            self._write(lesson)
            service = self._load().services[self.subject.id]
            if not await check_service(service, parts.policies.current(), parts.engine.scan):
                self._keep(lesson, with_reply=reply and heard.reply() is not None)
                return
        raise fail(
            t(
                "cet échange ne se laisse pas apprendre ; rien n'est écrit",
                "this exchange cannot be learnt from; nothing is written",
            ),
            "",
            self.subject.host,
            exit_code=Exit.INVALID,
        )

    def begin(self) -> None:
        """Write the service down as one of which nothing is known but its host."""
        self._folder.mkdir(parents=True)
        (self._folder / "service.yaml").write_text(blank(self.subject), encoding="utf-8")
        self.catalogue = self._load().opened(self.base.settings.opt_in)

    @property
    def _folder(self) -> Path:
        return self.draft / self.subject.id

    def _load(self) -> Catalogue:
        return load_catalogue([shipped("rules") / "services", self.base.home.services, self.draft])

    def _write(self, lesson: Lesson) -> None:
        (self._folder / "service.yaml").write_text(lesson.service, encoding="utf-8")
        shutil.rmtree(self._folder / "fixtures", ignore_errors=True)
        (self._folder / "fixtures").mkdir()
        for name, body in lesson.fixtures:
            (self._folder / "fixtures" / name).write_bytes(body)

    def _keep(self, lesson: Lesson, *, with_reply: bool) -> None:
        """Move what was learnt to where the program finds it at its next start."""
        folder = self.base.home.services / self.subject.id
        folder.parent.mkdir(exist_ok=True, mode=0o700)
        self._folder.rename(folder)
        console.say(
            t(
                "Appris : {folder} (format « {wire} »). « paravent services test {id} » le "
                "vérifie, « paravent up » l'emploie.",
                "Learnt: {folder} (format `{wire}`). `paravent services test {id}` checks it, "
                "`paravent up` uses it.",
                folder=folder,
                wire=lesson.wire,
                id=self.subject.id,
            )
        )
        if not with_reply:
            console.note(
                t(
                    "La réponse n'a pas été apprise : vos données y sont remises comme dans celle "
                    "de tout service inconnu.",
                    "The answer was not learnt: values are put back in it as for any unknown "
                    "service.",
                )
            )


def _show(heard: Heard) -> None:
    """The places of an exchange that hold text, without a value."""
    asked, answered = heard.request(), heard.reply()
    rows = fields_of(asked, outgoing=True) if asked else []
    rows += fields_of(answered, outgoing=False) if answered else []
    console.table(
        ("", t("champ", "field"), t("nature", "kind"), t("longueur", "length"), t("fois", "times")),
        [
            (
                "→" if row.outgoing else "←",
                row.path,
                t("texte", "text") if row.text else t("autre", "other"),
                plural(row.longest, "signe", "signes", "character", "characters"),
                str(row.count),
            )
            for row in rows
        ],
    )
