"""How long a year's report takes: ``python tests/bench/year.py [DAYS]``.

Forty clients at eight services, with all that happens in a year, in a log under the folder for
temporary files. The report of all clients and that of one, to PDF, French and English: from the log
alone, and then with what the running program has read ahead, a stretch a minute.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from auditing import START, make_keys
from paravent.i18n import Lang, speaking
from paravent.report.build import Setting, build_report
from paravent.report.facts import Scope, gather
from paravent.report.formats.json import write_json
from paravent.report.formats.pdf import write_pdf
from paravent.report.memo import Memo
from paravent.report.pieces import remember
from paravent.report.sections import compose
from reporting import ZONE, make_setting, write_log

SERVICES = ("openai_api", "mistral_api", "anthropic_api", "chatgpt_web", "claude_web",
            "mistral_web", "gemini_api", "perplexity_web")  # fmt: skip
LANGUAGES: tuple[Lang, ...] = ("fr", "en")
KEYS = make_keys()
CLIENTS = {f"C-2026-{n:03}": SERVICES[n % len(SERVICES)] for n in range(40)}


def main(folder: Path, days: int) -> None:
    """Write the log, then time the reports."""
    path = folder / "audit.db"
    write_log(path, CLIENTS, days=days, most=27)
    until = START + timedelta(days=days)
    setting, kept = make_setting(), folder / "facts"
    report("from the log alone", path, Scope(START, until), setting, Memo(folder / "once", KEYS))
    began, spent = time.perf_counter(), time.process_time()
    while remember(path, KEYS, kept):
        pass
    tell("read ahead, all stretches", began, spent)
    for client in ("", "C-2026-007"):
        scope = Scope(START, until, client)
        for lang in LANGUAGES:
            what = f"{client or 'all clients'}, {lang}"
            report(what, path, scope, setting, Memo(kept, KEYS), lang)


def report(
    what: str, path: Path, scope: Scope, setting: Setting, memo: Memo, lang: Lang = "fr"
) -> None:
    """Make one, and say how long it took."""
    began, spent = time.perf_counter(), time.process_time()
    with gather(path, KEYS, scope, memo) as facts, speaking(lang):
        made, size = build_report(facts, setting), facts.size
        pdf = write_pdf(compose(made, lang), ZONE, write_json(made), made.made_at)
    tell(f"{what}: {size:,} events, {len(pdf) // 1000} kB", began, spent)


def tell(what: str, began: float, spent: float) -> None:
    """Seconds since, on the clock and of the processor."""
    wall_s, cpu_s = time.perf_counter() - began, time.process_time() - spent
    print(f"{what:<56} {wall_s:5.1f} s, CPU {cpu_s:.1f} s (≤ 5 s)", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 365)
