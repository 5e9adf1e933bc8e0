"""The report: its figures, its two cuts, and that it is the same again."""

import csv
import io
import json
import re
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from auditing import make_event, make_keys, opened
from paravent.errors import Exit, ParaventError
from paravent.i18n import speaking
from paravent.providers.catalogue import load_providers
from paravent.report.build import build_report
from paravent.report.estimators import Estimate, Span, estimate, methods
from paravent.report.facts import Scope, gather
from paravent.report.footprint import round_one, tell_footprint
from paravent.report.formats.csv import guard, write_csv
from paravent.report.formats.html import write_html
from paravent.report.formats.json import write_json
from paravent.report.model import Report, json_schema
from paravent.report.quality import read_quality
from paravent.report.sections import compose
from paravent.report.typesetting import span
from paravent.settings import Settings, shipped
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.keys import Backend
from paravent.store.vocabulary import EventType, Outcome
from reporting import SINCE, UNTIL, ZONE, Story, alter, make_setting, report_of, write_log

ROOT = Path(__file__).parents[3]
A, B = "C-014", "Z-777"
SECRETS = (B, "dust_secret_b", "mail-of-z")
LANGUAGES = ("fr", "en")
REGENERATE = (
    "rules/schema/report.json is out of date; write to it what this prints: .venv/bin/python -c "
    "'import json; from paravent.report.model import json_schema; "
    "print(json.dumps(json_schema(), indent=2, ensure_ascii=False))'"
)
SETTINGS = Settings.model_validate(
    {
        "organisation": {"name": "Atelier Lumen", "contact": "contact@atelier-lumen.example"},
        "clients": {
            A: {"name": "Maison Vidal", "role": "processor", "authorisation": "none"},
            B: {"name": "Cabinet Secret B", "role": "processor"},
        },
    }
)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "audit.db"
    write_log(path, {A: "openai_api", B: "dust_secret_b"})
    return path


@pytest.fixture(scope="module")
def report(log):
    return report_of(log, A, settings=SETTINGS)


def renderings(report: Report) -> dict[str, bytes]:
    found = {"json": write_json(report)}
    for lang in LANGUAGES:
        found[f"html-{lang}"] = write_html(compose(report, lang), ZONE)
        found[f"csv-{lang}"] = write_csv(compose(report, lang), ZONE)
    return found


def test_the_schema_is_the_one_that_is_published():
    kept = (ROOT / "rules/schema/report.json").read_text(encoding="utf-8")
    assert kept == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", REGENERATE
    Draft202012Validator.check_schema(json_schema())


def test_a_report_fits_its_schema(report):
    Draft202012Validator(json_schema()).validate(json.loads(write_json(report)))


def test_figures_are_those_of_the_log(log, report):
    """Counted a second time, event by event."""
    sent = refused = overridden = elements = 0
    with gather(log, make_keys(), Scope(SINCE, UNTIL)) as facts:
        rows = facts.sql.execute("SELECT i, type, client, n FROM sent").fetchall()
        entities = facts.sql.execute("SELECT i, n FROM entity").fetchall()
    mine = {i for i, _, client, _ in rows if client == A}
    for i, kind, _, n in rows:
        if i in mine:
            sent += n * (kind == "request")
            refused += n * (kind == "block")
            overridden += n * (kind == "override")
    elements = sum(n for i, n in entities if i in mine)
    totals = report.totals
    assert (totals.sent, totals.refused) == (sent, refused)
    assert (totals.overridden, totals.elements) == (overridden, elements)
    assert sent > 20
    assert refused > 5
    assert overridden > 0


def test_parts_add_up_to_their_totals(log):
    for client in (A, ""):
        report = report_of(log, client)
        totals = report.totals
        assert sum(one.sent for one in report.activities) == totals.sent
        assert sum(one.sent for one in report.months) == totals.sent
        assert sum(one.refused for one in report.months) == totals.refused
        assert sum(one.requests for one in report.refusals) == totals.refused
        assert sum(one.elements for one in report.categories) == totals.elements
        assert len(report.overrides) == totals.overridden
        told = report.continuity
        period_s = int(report.until.timestamp() - report.since.timestamp())
        assert abs(told.on_s + told.off_s + told.unknown_s - period_s) <= 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_comes_from_the_json(report, lang):
    again = Report.model_validate_json(write_json(report))
    assert again == report
    assert write_html(compose(again, lang), ZONE) == renderings(report)[f"html-{lang}"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_shown_are_recomputed_from_the_json(log, lang):
    """Counted from the JSON by hand, without what the program composes a report with."""
    report = report_of(log, settings=SETTINGS)
    data = json.loads(write_json(report))
    page = write_html(compose(report, lang), ZONE).decode()
    shown = [int(re.sub(r"\D", "", n)) for n in re.findall(r"<b>([^<]+)</b>", page)]
    totals, done = data["totals"], data["activities"]
    hidden = sum(one["pseudonymised"] for one in done)
    assert shown == [
        totals["sent"],
        hidden,
        *(totals[n] for n in ("refused", "overridden", "unread")),
    ]
    tables = [_rows(table) for table in re.findall(r"<table>(.*?)</table>", page, re.DOTALL)]
    summed = [rows for rows in tables if rows[-1][0] == "Total"]
    assert len(summed) == 2
    for *rows, total in summed:
        for n, said in enumerate(total):
            column = [row[n] for row in rows if isinstance(row[n], int)]
            assert said == sum(column) if column else said in {"Total", ""}
    services, categories = (rows[-1] for rows in summed)
    keys = ("sent", "pseudonymised", "clear", "refused", "overridden")
    assert [services[n] for n in (1, 2, 4, 5, 6)] == [sum(o[k] for o in done) for k in keys]
    assert sum(categories[1:]) == sum(one["elements"] for one in data["categories"])
    refusals = {one["requests"] for one in data["refusals"]}
    assert refusals <= {row[-1] for rows in tables for row in rows}


def _rows(table: str) -> list[list[str | int]]:
    """The rows of a table below its head, with numbers as numbers."""
    body = table.partition("</thead>")[2]
    return [
        [int(re.sub(r"[,\s]", "", cell)) if re.fullmatch(r"\d[\d,\s]*", cell) else cell
         for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]  # fmt: skip


def test_nothing_of_another_client_is_in_a_clients_report(report, log):
    for name, data in renderings(report).items():
        text = data.decode()
        for secret in (*SECRETS, "Cabinet Secret B"):
            assert secret not in text, name
    whole = renderings(report_of(log, settings=SETTINGS))
    assert all(B in data.decode() or "dust_secret_b" in data.decode() for data in whole.values())


def test_a_clients_report_is_what_it_would_be_without_the_others(tmp_path, log):
    alone = tmp_path / "audit.db"
    write_log(alone, {A: "openai_api"})
    mine, both = report_of(alone, A), report_of(log, A)
    events = {"integrity", "rules", "accesses", "overrides", "retention", "made_at"}
    assert mine.model_dump(exclude=events) == both.model_dump(exclude=events)
    assert [one.model_copy(update={"event": 0}) for one in mine.overrides] == [
        one.model_copy(update={"event": 0}) for one in both.overrides
    ]


def test_two_reports_of_one_checkpoint_are_the_same(log):
    with reading(log, AUDIT) as sql:
        (size,) = sql.execute("SELECT min(size) FROM checkpoint WHERE size > 20").fetchone()
    first = renderings(report_of(log, A, size=size, settings=SETTINGS))
    assert first == renderings(report_of(log, A, size=size, settings=SETTINGS))
    assert json.loads(first["json"])["integrity"]["size"] == size
    assert first != renderings(report_of(log, A, settings=SETTINGS))


def test_a_checkpoint_that_was_not_kept_cannot_be_gone_back_to(log):
    with pytest.raises(ParaventError) as caught:
        report_of(log, size=3)
    assert caught.value.exit_code is Exit.USAGE


def test_no_report_is_made_of_an_altered_log(tmp_path):
    path = tmp_path / "audit.db"
    write_log(path, {A: "openai_api"}, days=2)
    alter(path)
    with pytest.raises(ParaventError) as caught:
        report_of(path)
    assert caught.value.exit_code is Exit.AUDIT_BROKEN


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_needs_nothing_from_elsewhere(report, lang):
    page = renderings(report)[f"html-{lang}"].decode()
    assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]+\"|url\(|@import|<script", page)
    assert f'<html lang="{lang}">' in page
    assert page.count("<h1>") == 1
    assert page.count("<caption>") == page.count("<table>")
    assert len(
        re.findall(r'<svg class="bars"[^>]*role="img" aria-label="[^"]+"', page)
    ) == page.count('<svg class="bars"')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_promised(report, lang):
    page = re.sub(r"<[^>]+>", " ", renderings(report)[f"html-{lang}"].decode())
    assert not re.search(r"anonymi[sz]|anonyme", page, re.IGNORECASE)
    for found in re.finditer(r"conform|complian", page, re.IGNORECASE):
        assert re.search(r"\b(?:ni|neither)\b", page[: found.start()][-300:])


def test_what_a_person_wrote_does_not_become_markup(log):
    settings = Settings.model_validate({"organisation": {"name": "<script>alert(1)</script>"}})
    page = write_html(compose(report_of(log, A, settings=settings), "fr"), ZONE).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_french_spreadsheet_opens_the_table(report):
    data = write_csv(compose(report, "fr"), ZONE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert ["Total", *map(str, _totals(report))] in rows
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
    assert data.count(b"\r\n") == data.count(b"\n")


def _totals(report: Report) -> list[int]:
    (one,) = report.activities
    cut = one.removed + one.generalised
    return [one.sent, one.pseudonymised, cut, one.clear, one.refused, one.overridden]


def test_security_measures_are_those_of_the_configuration(log):
    setting = make_setting(SETTINGS)
    told = {}
    for backend in Backend:
        with gather(log, make_keys(), Scope(SINCE, UNTIL, A)) as facts:
            report = build_report(facts, replace(setting, backend=backend))
        (section,) = (one for one in compose(report, "fr").sections if one.id == "security")
        told[backend] = str(section)
        assert f"serveurs de {len(setting.catalogue.services)} services" in told[backend]
        assert f"({len(setting.policy.entities)} types de données" in told[backend]
        assert report.security.ruleset == setting.policy.sha256
        assert set(report.security.decrypts) == set(setting.catalogue.hosts)
    assert "dans le trousseau du système" in told[Backend.KEYRING]
    assert "dans un fichier lisible par le seul compte" in told[Backend.FILE]
    mild = replace(setting, policy=replace(setting.policy, observes=True, unread="pass"))
    with gather(log, make_keys(), Scope(SINCE, UNTIL, A)) as facts:
        words = str(compose(build_report(facts, mild), "fr"))
    assert "observent les envois sans rien masquer" in words
    assert "transmis et compté" in words


@pytest.mark.parametrize(("lang", "sign"), [("fr", ","), ("en", ".")])
def test_a_spreadsheet_gets_the_decimal_sign_of_its_language(log, lang, sign):
    setting = replace(make_setting(SETTINGS), quality=read_quality(shipped("models")))
    with gather(log, make_keys(), Scope(SINCE, UNTIL, A)) as facts:
        text = write_csv(compose(build_report(facts, setting), lang), ZONE).decode("utf-8-sig")
    delimiter = ";" if lang == "fr" else ","
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
    shares = [cell for cell in cells if re.fullmatch(r"\d+[.,]\d\s?%", cell)]
    assert shares
    assert all(sign in cell for cell in shares)


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\tx", "\r=x"])
def test_nothing_is_calculated_by_a_spreadsheet(text):
    assert guard(text) == f"'{text}"
    assert guard(f"a{text}") == f"a{text}"
    assert guard(-2) == -2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_is_the_same_again_and_holds_the_data(report, lang):
    pytest.importorskip("typst", reason="typst is not in this environment yet")
    from paravent.report.formats.pdf import write_pdf

    data = write_json(report)
    first, second = (write_pdf(compose(report, lang), ZONE, data, report.made_at) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-1.7")
    parts = inside(first)
    assert data in parts
    told = b"".join(parts)
    for word in (
        b"<pdfaid:part>3</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        f"<dc:language><rdf:Bag><rdf:li>{lang}<".encode(),
        b"/GTS_PDFA1",
        b"/StructTreeRoot",
        b"/Marked true",
        b"/AFRelationship/Source",
        b"/S/TH",
        b"/S/H1",
    ):
        assert word.replace(b" ", b"") in told.replace(b" ", b""), word
    # Every chart is told in words; nothing runs, and nothing is fetched.
    assert len(re.findall(rb"/Alt[(<]", told)) >= told.count(b"/S/Figure") > 0
    assert not re.search(rb"/(?:JavaScript|JS|Launch|URI|EmbeddedGoTo)\b", told)
    other = report_of_day(report)
    assert first != write_pdf(compose(other, lang), ZONE, write_json(other), other.made_at)


def inside(pdf: bytes) -> list[bytes]:
    """All that a PDF holds: its own bytes, and each of its streams opened (ISO 32000-1 §7.3.8)."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    found = [pdf]
    for stream in streams:
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return found


def report_of_day(report: Report) -> Report:
    totals = report.totals.model_copy(update={"sent": report.totals.sent + 1})
    return report.model_copy(update={"totals": totals})


def test_the_footprint_is_an_order_of_magnitude(log):
    def ask(vendor: str, model: str) -> Estimate | None:
        known = {("openai", "gpt-5.5"): 1.0}.get((vendor, model))
        return known and Estimate(Span(known, 9 * known), Span(2, 3), Span(4, 5))

    with gather(log, make_keys(), Scope(SINCE, UNTIL)) as facts:
        told = tell_footprint(facts, load_providers([shipped("rules") / "providers"]), ZONE, ask)
        (tokens,) = facts.sql.execute(
            "SELECT sum(tokens) FROM answer JOIN sent ON sent.id = ref WHERE service = 'openai_api'"
        ).fetchone()
    known, unknown = sorted(told.lines, key=lambda line: line.provider, reverse=True)
    assert known.tokens == tokens
    assert known.tokens_guessed == tokens
    assert known.energy_mwh == (round_one(tokens), round_one(9 * tokens))
    assert (unknown.energy_mwh, unknown.carbon_mg) == (None, None)
    assert unknown.answers_unknown_model == unknown.answers > 0


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (0.4, 0), (7.2, 7), (96, 100), (1449, 1000), (2_500_001, 3_000_000)],
)
def test_one_significant_figure(value, rounded):
    assert round_one(value) == rounded


def test_published_methods_are_asked_without_a_network():
    pytest.importorskip("ecologits", reason="ecologits is not in this environment yet")
    pytest.importorskip("ecocost", reason="ecocost is not in this environment yet")
    assert len(methods()) == 2
    found = estimate("openai", "gpt-4o")
    # EcoLogits: 0.72 to 1.20 Wh for 500 tokens; ecocost goes below and above.
    assert 0 < found.energy_mwh.low < 720 / 500
    assert found.energy_mwh.high > 1200 / 500
    assert found.carbon_mg.low < found.carbon_mg.high
    assert estimate("openai", "no-such-model") is None
    assert estimate("dust", "gpt-4o") is None


def test_both_ends_are_told_in_one_unit():
    units = ("mWh", "Wh", "kWh")
    with speaking("fr"):
        assert span(400, 50_000, units) == "0,4 à 50\u00a0Wh"
        assert span(3, 3, units) == "3\u00a0mWh"
        assert span(0, 2_000_000, units) == "0 à 2\u00a0kWh"
    with speaking("en"):
        assert span(70, 2_000_000, units) == "0.00007 to 2\u00a0kWh"


def test_an_exchange_with_several_recipients_is_one(tmp_path):
    path, story = tmp_path / "audit.db", Story()
    with opened(path, clock=story.clock) as log:
        for refused in (False, False, True):
            first = make_event(service="groq")
            hops = [make_event(service="cohere"), make_event(service="groq")]
            if refused:
                hops.append(make_event(EventType.BLOCK, "deepseek_api", Outcome.BLOCK))
            for one in (first, *(replace(hop, cascade=first.id) for hop in hops)):
                log.append_now(one)
        log.append_now(make_event(service="cohere"))
    report = report_of(path, "")
    assert [(one.services, one.refused, one.exchanges, one.hops) for one in report.cascades] == [
        (("cohere", "groq"), (), 2, 6),
        (("cohere", "groq"), ("deepseek_api",), 1, 4),
    ]
    assert report.totals.sent == 10
    told = " ".join(write_html(compose(report, "fr"), ZONE).decode().split())
    assert "Échanges à plusieurs destinataires" in told
    assert "Cohere API, Groq" in told
