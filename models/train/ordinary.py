"""Make the lists of words that are names too: ``ordinary.py DICT ...``, run by hand, never in CI.

DICT are SCOWL's word lists as Debian's wamerican-small and wbritish-small hold them, whose words in
lower case are ordinary ones. Those that common_en.txt leaves out, being surnames or rare, go to
ordinary_en.txt; the first names that are words of any list, and that first_names.tsv leaves out for
that, to wordy_names.txt. After a change, put the new sums into ../manifest.yaml.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "proxy")]

from people import read_familiar  # noqa: E402

from paravent.detect.words import fold  # noqa: E402

LEXICON = HERE.parent / "lexicon"
HOMES = {"fr", "en"}  # other countries' names are rarely written among our words


def listed(name: str) -> set[str]:
    return {line.split("\t")[0] for line in (LEXICON / name).read_text("utf-8").splitlines()}


def ordinary(dictionaries: list[Path]) -> set[str]:
    found = {line for file in dictionaries for line in file.read_text("utf-8").splitlines()}
    words = {fold(word) for word in found if word.isalpha() and word.islower()}
    return {word for word in words if len(word) > 2} - listed("common_en.txt")


def wordy_names(words: set[str]) -> set[str]:
    rows = [
        line.split("\t") for line in (HERE / "names" / "first.tsv").read_text("utf-8").splitlines()
    ]
    names = {fold(name) for name, _sex, group, _weight in rows if group in HOMES}
    familiar = read_familiar(frozenset())
    names |= {fold(name) for name in familiar["words"] + familiar["short forms"]}
    names = {name for name in names if re.fullmatch(r"[a-z]{3,}", name)}
    return (names & words) - listed("first_names.tsv")


def main() -> None:
    extra = ordinary([Path(given) for given in sys.argv[1:]])
    known = extra | listed("common_en.txt") | listed("common_fr.txt") | listed("words.txt")
    for name, words in (("ordinary_en.txt", extra), ("wordy_names.txt", wordy_names(known))):
        (LEXICON / name).write_text(
            "".join(f"{word}\n" for word in sorted(words)), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
