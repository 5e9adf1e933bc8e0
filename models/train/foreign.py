"""Make the list of words of other languages again: ``foreign.py NAMES ...``, by hand, never in CI.

It wants Faker and Mimesis (MIT) for words of German, Spanish, Italian, Dutch, Portuguese, Latin and
the Scandinavian languages, wordfreq (CC BY-SA 4.0) for German words whose ending no surname has, and
takes towns of other countries (places.tsv, GeoNames) and the words of foreign_added.txt, which are
written by hand. What anybody of the lists of
names is called is left out, NAMES (one a line, before a tab) among them: these words say
that a guess at a name is none. The network does not know them. After a change, put the new sum into
../manifest.yaml.
"""

import json
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import mimesis
from wordfreq import top_n_list

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "proxy")]

from ordinary import listed  # noqa: E402
from rare import LEXICON, named  # noqa: E402

from paravent.detect.words import fold  # noqa: E402

FAKER = ("de_DE", "es_ES", "it_IT", "nl_NL", "la", "da_DK")
MIMESIS = ("de", "es", "it", "nl", "pt", "sv", "no", "da")
FOOD = ("fruits", "spices", "vegetables")
HOMES = {"FR", "BE", "CH", "GB", "IE", "US", "CA", "AU", "NZ"}  # whose towns are surnames
FREQUENT = 30_000  # German words that are looked at
ENDING = re.compile(
    r".{3,}(?:ung|heit|keit|schaft|nummer|kosten|datum|betrag|adresse|schein|konto|lich|isch|ier"
    r"|iert|tion|ismus|los|bar|zeit|vertrag|recht|arbeit|bereich|programm)(?:en|e|er|es|te)?"
)


def words() -> set[str]:
    found = set((HERE / "foreign_added.txt").read_text(encoding="utf-8").split())
    for place in FAKER:
        found.update(import_module(f"faker.providers.lorem.{place}").Provider.word_list)
    for place in MIMESIS:
        folder = Path(mimesis.__file__).parent / "datasets" / place
        text = json.loads((folder / "text.json").read_text(encoding="utf-8"))
        food = json.loads((folder / "food.json").read_text(encoding="utf-8"))
        found.update(word for word in text["words"] if word.islower())
        found.update(word for kind in FOOD for word in food[kind])
    towns = (line.split("\t") for line in (HERE / "places.tsv").read_text("utf-8").splitlines())
    found.update(name for name, country, *_ in towns if country not in HOMES)
    german = (word for word in top_n_list("de", FREQUENT) if ENDING.fullmatch(word))
    return {fold(word) for word in (*found, *german)}


def called(files: Iterable[str]) -> set[str]:
    lines = (line for file in files for line in Path(file).read_text("utf-8").splitlines())
    return {fold(line.split("\t")[0].strip()) for line in lines}


def main() -> None:
    left = named() | called(sys.argv[1:]) | {word for name in listed("notables.txt") for word in name.split()}
    kept = {word for word in words() if re.fullmatch(r"[a-z]{4,}", word)} - left
    lines = "".join(f"{word}\n" for word in sorted(kept))
    (LEXICON / "foreign.txt").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
