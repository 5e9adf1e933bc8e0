"""Marks of whole requests: on the event, before anything is decided, at the cost of a hash."""

import asyncio
import json
from datetime import UTC, datetime

from paravent.core.types import Finding
from paravent.core.vocabulary import Mark
from paravent.detect.catalogue import entities
from paravent.pipeline.marks import RequestMarks
from paravent.settings import shipped
from parting import NAME, Finds

NIR = "2 85 05 78 006 084 41"


def marks_of(reader, *texts, findings=None):
    found = findings or [[] for _ in texts]
    return asyncio.run(reader.marks_of(texts, found))


def reader(year=2026):
    now = datetime(year, 5, 1, tzinfo=UTC)
    return RequestMarks(shipped("models"), entities(), lambda: now)


def test_the_event_says_what_makes_a_request_sensitive_and_nothing_of_what_was_said(desk):
    desk.chat(f"{NAME} est en arrêt maladie et a été condamnée pour escroquerie.")
    (event,) = desk.events()
    assert event["sens"] == ["art10", "art9"]
    written = json.dumps(event, ensure_ascii=False)
    assert "maladie" not in written
    assert "escroquerie" not in written


def test_an_event_without_marks_is_written_as_before(desk):
    desk.chat(f"Écris à {NAME}, merci.")
    (event,) = desk.events()
    assert "sens" not in event


def test_a_refused_request_is_marked_too(desk_with):
    rules = """
version: 1
name: own
rules:
  - id: bloquer
    when: {types: [PERSON]}
    then: block
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "Léa Noël", expect: hit}, {text: "Bonjour", expect: miss}]
"""
    desk = desk_with(rules=rules)
    desk.chat(f"{NAME} est enceinte.")
    (event,) = desk.events()
    assert (event["type"], event["sens"]) == ("block", ["art9"])


def test_a_number_marks_its_findings_and_the_request(desk_with):
    desk = desk_with(Finds(NIR=NIR))
    desk.chat(f"Mon NIR est {NIR}.")
    (event,) = desk.events()
    assert event["sens"] == ["nir"]
    assert event["entities"][0]["sens"] == "nir"


def test_marks_of_all_texts_are_put_together():
    assert marks_of(reader(), "Ma cliente est enceinte.", "Sa fille de 8 ans danse.") == {
        Mark.ART9,
        Mark.MINOR,
    }
    assert marks_of(reader()) == frozenset()


def test_a_text_read_again_with_other_people_or_in_another_year_is_judged_anew():
    text = "Léa Noël : cancer, née en 2008."
    seen = reader()
    assert marks_of(seen, text) == frozenset()
    people = [[Finding(0, 8, "PERSON", 0.9, "test")]]
    assert marks_of(seen, text, findings=people) == {Mark.ART9, Mark.MINOR}
    assert marks_of(seen, text) == frozenset()
    assert marks_of(reader(2030), text, findings=people) == {Mark.ART9}


def test_a_long_text_is_read_to_its_end_and_others_have_their_turn():
    filler = "Le devis est prêt et la facture suivra demain.\n\n" * 4_000
    text = f"{filler}Léa Noël souffre d'un cancer."
    at = text.index("Léa")
    turns = 0

    async def work():
        nonlocal turns
        task = asyncio.ensure_future(
            reader().marks_of([text], [[Finding(at, at + 8, "PERSON", 0.9, "test")]])
        )
        while not task.done():
            turns += 1
            await asyncio.sleep(0)
        return await task

    assert asyncio.run(work()) == {Mark.ART9}
    assert turns >= len(text) // 6_000
