from __future__ import annotations

import pytest

from paravent.errors import Exit, ParaventError
from paravent.hostnames import HostPattern, covered, normalise, subtrees
from paravent.i18n import speaking


@pytest.mark.parametrize(
    ("text", "name", "subdomains"),
    [
        ("chatgpt.com", "chatgpt.com", False),
        ("*.dust.tt", "dust.tt", True),
        ("API.OpenAI.com", "api.openai.com", False),
        ("chatgpt.com.", "chatgpt.com", False),
        ("xn--ia-exemple-d7a.fr", "xn--ia-exemple-d7a.fr", False),
        ("a_b.example.org", "a_b.example.org", False),
    ],
)
def test_patterns(text: str, name: str, subdomains: bool) -> None:
    assert HostPattern.parse(text) == HostPattern(name, subdomains)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "*.com",
        "com",
        "localhost",
        "a.*.example.org",
        "*example.org",
        "*.*.example.org",
        ".example.org",
        "example..org",
        "-a.example.org",
        "example.org:443",
        "https://example.org",
        "example.org/",
        "127.0.0.1",
        "[::1]",
        "éxemple.fr",
        'a"b.example.org',
        "example.org\n",
        f"{'a' * 64}.example.org",
        ".".join(["abcdefghi"] * 26),
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ParaventError) as refused:
        HostPattern.parse(text)
    assert refused.value.exit_code == Exit.INVALID
    assert refused.value.problems[0].hint


def test_the_refusal_speaks_both_languages() -> None:
    for lang, word in (("fr", "refusé"), ("en", "refused")):
        with speaking(lang), pytest.raises(ParaventError, match=word):
            HostPattern.parse("localhost")


def test_subtrees_are_the_fewest_names_that_cover_all() -> None:
    patterns = ["*.chatgpt.com", "api.openai.com", "chatgpt.com", "ab.chatgpt.com", "openai.com"]
    assert subtrees(patterns) == ("chatgpt.com", "openai.com")
    assert subtrees(["*.openai.azure.com"]) == ("openai.azure.com",)


def test_a_name_is_not_covered_by_its_own_ending() -> None:
    assert subtrees(["chatgpt.com", "evil-chatgpt.com"]) == ("chatgpt.com", "evil-chatgpt.com")


def test_no_pattern_at_all_is_refused() -> None:
    with pytest.raises(ParaventError):
        subtrees([])


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("chatgpt.com", True),
        ("ab.chatgpt.com", True),
        ("ChatGPT.com.", True),
        ("evil-chatgpt.com", False),
        ("chatgpt.com.example.org", False),
        ("com", False),
        ("", False),
    ],
)
def test_coverage(host: str, expected: bool) -> None:
    assert covered(normalise(host), ("chatgpt.com",)) is expected
