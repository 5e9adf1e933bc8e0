"""How long a year's report takes: ``python tests/bench/year.py [DAYS]``.

Forty clients at eight services, with all that happens in a year, in a log under the folder for
temporary files. The report of all clients and that of one, to PDF, first from the log and then
again, when what was read is remembered; French and English.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from auditing import START, make_keys
from paravent.i18n import speaking
from paravent.report.build import build_report
from paravent.report.facts import Scope, gather
from paravent.report.formats.json import write_json
from paravent.report.formats.pdf import write_pdf
from paravent.report.memo import Memo
from paravent.report.sections import compose
from reporting import ZONE, make_setting, write_log

SERVICES = ("openai_api", "mistral_api", "anthropic_api", "chatgpt_web", "claude_web",
            "mistral_web", "gemini_api", "perplexity_web")  # fmt: skip
CLIENTS = {f"C-2026-{n:03}": SERVICES[n % len(SERVICES)] for n in range(40)}


def main(folder: Path, days: int) -> None:
    """Write the log, then time the reports."""
    path = folder / "audit.db"
    write_log(path, CLIENTS, days=days, most=27)
    until = START + timedelta(days=days)
    setting, memo = make_setting(), Memo(folder / "facts", make_keys())
    for turn in ("first", "again"):
        for client in ("", "C-2026-007"):
            for lang in ("fr", "en"):
                began = time.perf_counter()
                scope = Scope(START, until, client)
                with gather(path, make_keys(), scope, memo) as facts, speaking(lang):
                    made, size = build_report(facts, setting), facts.size
                    document = compose(made, lang)
                    pdf = write_pdf(document, ZONE, write_json(made), made.made_at)
                told = f"{client or 'all clients'}, {lang}, {turn}"
                spent = time.perf_counter() - began
                print(f"{told:<28} {size:,} events, {len(pdf) // 1000} kB  {spent:.1f} s (≤ 5 s)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 365)
