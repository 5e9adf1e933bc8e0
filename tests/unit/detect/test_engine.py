import asyncio

import pytest

from paravent.core.types import Category, EntityType, Pattern
from paravent.detect.engine import Engine, EngineState, _jobs
from paravent.errors import ParaventError, Reason
from paravent.log import keep_task

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENTENCE = "Merci de rappeler Solène Kervella au 06 12 34 56 78 avant la réunion numéro {}. "


def values(segment, findings, type_):
    text = segment.text.reveal()
    return [text[one.start : one.end] for one in findings if one.type == type_]


async def test_finds_in_offsets_of_the_text_as_it_was_given(engine, segment):
    given = segment("M. Rivet, 06\u00a012\u200b\u202f34 56\n78, paul.\u200brivet@exemple.fr \ud800")
    (found,) = await engine.scan([given])
    assert values(given, found, "PHONE") == ["06\u00a012\u200b\u202f34 56\n78"]
    assert values(given, found, "EMAIL") == ["paul.\u200brivet@exemple.fr"]
    assert values(given, found, "PERSON") == ["Rivet"]
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))


async def test_one_tuple_for_each_segment_in_order(engine, segment):
    found = await engine.scan([segment("rien"), segment("a@b.fr"), segment(""), segment("a@b.fr")])
    assert [len(one) for one in found] == [0, 1, 0, 1]
    assert await engine.scan([]) == []


async def test_a_label_tells_what_a_value_is(engine, segment):
    (named,) = await engine.scan([segment("Castellan", "last_name")])
    assert ("PERSON", 0, 9) in [(one.type, one.start, one.end) for one in named]
    (born,) = await engine.scan([segment("1975-03-12", "dateNaissance")])
    assert [(one.type, one.start, one.end) for one in born] == [("DATE_OF_BIRTH", 0, 10)]
    (plain,) = await engine.scan([segment("1975-03-12", "shippedOn")])
    assert plain == ()


async def test_a_label_is_never_found_itself(engine, segment):
    (found,) = await engine.scan([segment("rien à voir", "marie.dupont@exemple.fr")])
    assert found == ()


async def test_a_long_text_has_no_seams(engine, segment):
    given = segment("".join(SENTENCE.format(number) for number in range(400)))
    (found,) = await engine.scan([given])
    assert values(given, found, "PHONE") == ["06 12 34 56 78"] * 400
    assert values(given, found, "PERSON") == ["Solène Kervella"] * 400


async def test_a_name_longer_than_the_surroundings_is_covered(engine, segment):
    given = segment("Marie Dupont " * 800)
    (found,) = await engine.scan([given])
    covered = {at for one in found if one.type == "PERSON" for at in range(one.start, one.end)}
    assert all(at in covered for at, char in enumerate(given.text.reveal()) if char.isalpha())


async def test_the_memo_changes_nothing(engine, segment):
    given = [segment(SENTENCE.format(number) * 30) for number in range(3)]
    first = await engine.scan(given)
    assert await engine.scan(given) == first
    other = Engine(workers=1, memo_entries=1)
    await other.start()
    try:
        assert await other.scan(given) == first
        assert other.generation == engine.generation
    finally:
        await other.stop()


def own(regex, score=0.9):
    entity = EntityType("AFFAIRE", "AFFAIRE", Category.PROFESSIONAL, "affaire", "case")
    return Pattern(entity, regex, score)


async def test_patterns_of_ones_own_are_looked_for_in_the_view_of_the_text(engine, segment):
    given = segment("voir AFF\u200b-2026, xAFF-2026, AFF-20261 et AFF-\uff12026", "AFF-1111")
    (found,) = await engine.scan([given], [own(r"AFF-\d{4}", 0.7)])
    assert values(given, found, "AFFAIRE") == ["AFF\u200b-2026", "AFF-\uff12026"]
    assert {one.score for one in found if one.type == "AFFAIRE"} == {0.7}
    (found,) = await engine.scan([segment("ref. 12/34")], [own(r"ref\. (?P<v>\d+)/\d+")])
    assert [(one.start, one.end) for one in found if one.type == "AFFAIRE"] == [(5, 7)]


async def test_the_memo_knows_which_patterns_a_text_was_read_with(engine, segment):
    given = [segment("voir le dossier AFF-9999 puis DOS-9999")]
    for regex, wanted in (
        (None, []),
        (r"AFF-\d+", ["AFF-9999"]),
        (r"DOS-\d+", ["DOS-9999"]),
        (r"AFF-\d+", ["AFF-9999"]),
        (None, []),
    ):
        (found,) = await engine.scan(given, [own(regex)] if regex else [])
        assert values(given[0], found, "AFFAIRE") == wanted


async def test_a_large_text_does_not_starve_a_small_one(engine, segment):
    large = asyncio.ensure_future(
        engine.scan([segment("\n\n".join(SENTENCE.format(f"{n}-grand") * 10 for n in range(150)))])
    )
    await asyncio.sleep(0)
    await engine.scan([segment("Un petit texte avec Odalric Vauquelin dedans")])
    assert not large.done()
    assert len((await large)[0]) >= 3_000


async def test_a_caller_that_leaves_breaks_nothing(engine, segment):
    leaving = asyncio.ensure_future(engine.scan([segment(SENTENCE.format("qui part") * 200)]))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    (found,) = await engine.scan([segment("et puis a@exemple.fr")])
    assert [one.type for one in found] == ["EMAIL"]
    assert engine.state is EngineState.READY


async def test_waits_for_an_engine_that_is_starting(segment):
    engine = Engine(workers=1)
    scan = keep_task(engine.scan([segment("a@b.fr")]), "scan")
    await asyncio.sleep(0)
    assert not scan.done()
    await engine.start()
    try:
        assert [one.type for one in (await scan)[0]] == ["EMAIL"]
    finally:
        await engine.stop()


async def test_does_not_wait_for_one_that_was_stopped(segment):
    engine = Engine(workers=1)
    scan = keep_task(engine.scan([segment("a@b.fr")]), "scan")
    await asyncio.sleep(0)
    await engine.stop()
    with pytest.raises(ParaventError) as error:
        await scan
    assert error.value.reason is Reason.ENGINE


async def test_refuses_when_it_does_not_start_in_time(segment, monkeypatch):
    monkeypatch.setattr("paravent.detect.engine._WARM_UP_S", 0.01)
    engine = Engine(workers=1)
    assert engine.state is EngineState.WARMING
    with pytest.raises(ParaventError) as error:
        await engine.scan([segment("a@b.fr")])
    assert error.value.reason is Reason.WARMING


async def test_a_short_text_is_read_by_one_process_a_long_one_by_all():
    texts = {str(number).encode(): "x" * 1_000 for number in range(60)}
    short = dict(list(texts.items())[:6])
    assert list(_jobs(short, 2)) == [list(short)]
    jobs = list(_jobs(texts, 4))
    assert len(jobs) == 4
    assert [key for job in jobs for key in job] == list(texts)
