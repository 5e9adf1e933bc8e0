"""The documentation holds together: links, pairs of languages, typography, words, pictures."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pages import (
    LANGUAGES,
    MARKDOWN,
    READMES,
    ROOT,
    SOURCE,
    bare,
    blocks,
    firsts,
    headings,
    prose,
    read,
    tables,
)

PAGES = sorted(path.name for path in (ROOT / "docs/en").glob("*.md"))
PAIRS = [(READMES["fr"], READMES["en"]), *((f"docs/fr/{n}", f"docs/en/{n}") for n in PAGES)]
FRENCH = [fr for fr, _ in PAIRS]
PICTURES = sorted((ROOT / "docs/images").iterdir())
TEXTS = sorted(
    path
    for path in (
        *(ROOT / name for name in MARKDOWN),
        *(p for p in SOURCE.rglob("*") if p.suffix in {".py", ".html"}),
        *(ROOT / "rules").rglob("*.yaml"),
    )
    if "data" not in path.relative_to(ROOT).parts
)
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
PROMISE = re.compile(
    r"\banonymi[sz]|\banonyme|conformité garantie|garantit la conformité|guaranteed? complian"
    r"|\bCNIL[- ]approved|agréé par la CNIL",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:jamais|pas|ni|sans|never|not|no|nor)\b", re.IGNORECASE)


def slug(title: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", title).lower()).replace(" ", "-")


def broken(name: str) -> list[str]:
    """The links of a page that lead nowhere."""
    found = []
    for link in (one or other for one, other in LINK.findall(bare(read(name)))):
        if re.match(r"https?:", link):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        anchors = (
            {slug(title) for _, title in headings(target.read_text(encoding="utf-8"))}
            if target.suffix == ".md" and target.exists()
            else set()
        )
        if not (target.exists() and target.is_relative_to(ROOT)) or (
            anchor and anchor not in anchors
        ):
            found.append(link)
    return found


@pytest.mark.parametrize("name", MARKDOWN)
def test_links_lead_somewhere(name):
    assert broken(name) == []


def test_both_languages_have_the_same_pages():
    assert PAGES
    assert sorted(path.name for path in (ROOT / "docs/fr").glob("*.md")) == PAGES


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1])
def test_pairs_are_built_alike(pair):
    french, english = map(read, pair)
    assert [level for level, _ in headings(french)] == [level for level, _ in headings(english)]
    for language in ("sh", "console", "python", "yaml", "toml"):
        assert len(blocks(french, language)) == len(blocks(english, language))
    assert [firsts(table) for table in tables(french)] == [
        firsts(table) for table in tables(english)
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1])
def test_each_language_leads_to_the_other(pair):
    for one, other in (pair, pair[::-1]):
        links = [Path(link) for link, _ in LINK.findall(read(one))]
        folder = (ROOT / one).parent
        assert ROOT / other in {(folder / link).resolve() for link in links}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_line_of_the_readme_says_what_it_is(lang):
    first = read(READMES[lang]).splitlines()[0]
    assert re.match(r"# Paravent\u00a0?: \w+ .*(?:écran|screen)", first)


@pytest.mark.parametrize("name", FRENCH)
def test_french_signs_do_not_part_from_their_words(name):
    wrong = re.compile(r".{0,20}(?: [:;?!»]|« |«[^\u00a0]|[^\u00a0]»|\w[;?!]).{0,10}")
    assert wrong.findall(prose(read(name))) == []


@pytest.mark.parametrize("name", MARKDOWN)
def test_nothing_is_exclaimed(name):
    assert "!" not in prose(read(name))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_promised_that_cannot_be_kept(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        for found in PROMISE.finditer(line):
            assert DENIED.search(line[: found.start()]), line


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("Vos données sont anonymisées.", True),
        ("Dire pseudonymisé, jamais anonymisé.", False),
        ("It anonymizes prompts.", True),
        ("Conformité garantie au RGPD.", True),
        ("Les données sont pseudonymisées.", False),
    ],
)
def test_the_words_that_are_looked_for(line, bad):
    found = PROMISE.search(line)
    assert bool(found and not DENIED.search(line[: found.start()])) is bad


@pytest.mark.parametrize("name", MARKDOWN)
def test_no_page_knows_the_machine_that_it_was_written_on(name):
    assert re.findall(r"/work/|/tmp/wt|\.\./shared|/root/|\bshared/", read(name)) == []


@pytest.mark.parametrize("name", MARKDOWN)
def test_targets_of_make_exist(name):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    shown = "\n".join(blocks(read(name), "sh")) + "\n".join(re.findall(r"`[^`\n]+`", read(name)))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", shown)) <= targets


def test_the_architecture_names_what_there_is():
    text = read("ARCHITECTURE.md")
    assert len(text.splitlines()) < 200
    files = {path.name for path in (*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"))}
    named = {Path(name).name for name in re.findall(r"`([\w/]+\.py)`", text)}
    assert named <= files
    packages = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert packages <= set(re.findall(r"\w+", text))


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures(path):
    books = [f"docs/{lang}/{name}.md" for lang in ("fr", "en") for name in ("bench", "pages")]
    pages = [*READMES.values(), *books]
    assert f"images/{path.name})" in "\n".join(map(read, pages))
    assert path.stat().st_size < 200_000
    if path.suffix == ".svg":
        text = path.read_text(encoding="utf-8")
        tree = ElementTree.fromstring(text)
        assert tree.find("{http://www.w3.org/2000/svg}title") is not None
        assert "prefers-color-scheme: dark" in text
        assert not re.search(r"https?://(?!www\.w3\.org/)|@font-face|@import|<script|<image", text)
    else:
        assert path.read_bytes().startswith(b"\x89PNG")


def test_the_package_shows_the_readme():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["readme"] == READMES["en"]
