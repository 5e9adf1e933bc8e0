"""The sets that detection is measured on: whole, many enough, and true in form."""

import ipaddress
import json
import re
from collections import Counter

import phonenumbers
import pytest
from stdnum import iban, imei, luhn
from stdnum.au import tfn
from stdnum.ca import sin
from stdnum.fr import nif, nir, siret, tva
from stdnum.gb import nhs, utr
from stdnum.ie import pps
from stdnum.us import ssn

from eval.sets import MUST_HIDE, WRITTEN, Prompt, Span, as_row, read_set
from pages import ROOT

NEUTRAL = {"X_LOCATION", "X_ORGANISATION", "X_DATE", "X_PERSON", "X_OTHER"}
LONG = 40  # characters: below it, two authors write the same
AT_LEAST = {"dev_fr": 170, "dev_en": 120, "clean_fr": 150, "clean_en": 110}
SETS = {file.stem: read_set(file) for file in WRITTEN}
PROMPTS = [prompt for prompts in SETS.values() for prompt in prompts]
NINO = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")


HELD = ROOT / "tests" / "eval" / "held_en.txt"
TRIAL = ROOT / "tests" / "eval" / "trial_en.txt"


def test_a_set_that_nobody_tunes_on_is_kept_apart():
    held = read_set(HELD)
    names = {
        prompt.text[s.start : s.end]
        for prompt in held
        for s in prompt.values
        if " " in prompt.text[s.start : s.end]
    }
    assert len(held) >= 80
    assert not any(prompt.is_clean for prompt in held)
    assert names.isdisjoint(values("PERSON"))


def test_the_set_of_names_that_are_hard_to_see_shares_no_name_and_no_line():
    trial = read_set(TRIAL)
    named = [
        prompt.text[span.start : span.end]
        for prompt in trial
        for span in prompt.spans
        if span.type == "PERSON"
    ]
    whole = {name.casefold() for name in named if " " in name}
    assert len(named) >= 350
    assert sum(prompt.is_clean for prompt in trial) >= 60
    assert whole.isdisjoint(name.casefold() for name in values("PERSON"))
    assert shared([prompt.text for prompt in trial], whole) == []


def shared(texts, names):
    """The names and the long lines that the templates of the generator have too."""
    files = sorted((ROOT / "models" / "train").glob("skeletons/**/*.txt"))
    templates = "\n".join(file.read_text(encoding="utf-8") for file in files).casefold()
    lines = {line.strip() for line in templates.split("\n")}
    said = [line.strip() for text in texts for line in text.casefold().split("\n")]
    return [
        *(name for name in names if name in templates),
        *(line for line in said if len(line) > LONG and line in lines),
    ]


def values(type_):
    return [
        prompt.text[span.start : span.end]
        for prompt in PROMPTS
        for span in prompt.spans
        if span.type == type_
    ]


def compact(value):
    return re.sub(r"[\s.-]", "", value)


def is_phone(value):
    regions = ("FR", "RE", "GB", "US")
    return any(phonenumbers.is_valid_number(phonenumbers.parse(value, one)) for one in regions)


def is_email(value):
    return re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value) is not None


def is_ip(value):
    return ipaddress.ip_address(value).is_global


def is_number_of(*modules):
    return lambda value: any(one.is_valid(compact(value)) for one in modules)


def is_national_id(value):
    known = is_number_of(nir, nhs, ssn, pps)
    return known(value) or NINO.fullmatch(compact(value)) is not None


CHECKS = {
    "PHONE": is_phone,
    "EMAIL": is_email,
    "IBAN": is_number_of(iban),
    "CARD": is_number_of(luhn),
    "NATIONAL_ID": is_national_id,
    "TAX_ID": is_number_of(nif, utr, sin, tfn),
    "COMPANY_ID": is_number_of(siret, tva),
    "IP": is_ip,
}


@pytest.mark.parametrize("name", AT_LEAST)
def test_there_are_enough_prompts_of_the_right_kind(name):
    prompts = SETS[name]
    assert len(prompts) >= AT_LEAST[name]
    assert {prompt.is_clean for prompt in prompts} == {name.startswith("clean")}
    assert {prompt.lang for prompt in prompts} == {name[-2:]}


def test_no_two_prompts_are_the_same():
    assert [id_ for id_, number in Counter(one.id for one in PROMPTS).items() if number > 1] == []
    assert [
        text for text, number in Counter(one.text for one in PROMPTS).items() if number > 1
    ] == []


def test_prompts_are_short_and_long():
    lines = [one.text.count("\n") + 1 for one in PROMPTS if not one.is_clean]
    assert min(lines) == 1
    assert max(lines) >= 20


def test_every_mark_was_read():
    assert {span.type for one in PROMPTS for span in one.spans} <= {*MUST_HIDE, *NEUTRAL}
    assert [one.id for one in PROMPTS if re.search(r"[⟦⟧¦]|^===", one.text, re.MULTILINE)] == []
    marked = [value for type_ in (*MUST_HIDE, *NEUTRAL) for value in values(type_)]
    assert [value for value in marked if value != value.strip() or not value] == []


def test_nothing_is_shared_with_the_templates_of_the_generator():
    names = {name.casefold() for name in values("PERSON") if " " in name}
    assert shared([one.text for one in PROMPTS], names) == []


@pytest.mark.parametrize("type_", MUST_HIDE)
def test_every_type_is_there(type_):
    assert len(values(type_)) >= 4


@pytest.mark.parametrize("type_", CHECKS)
def test_identifiers_are_valid(type_):
    assert [value for value in values(type_) if not CHECKS[type_](value)] == []


def test_the_identifier_of_a_telephone_is_valid():
    assert any(imei.is_valid(value) for value in values("OTHER_ID"))


def test_a_written_set_is_read(tmp_path):
    file = tmp_path / "small_fr.txt"
    file.write_text("=== a-1\nPour ⟦PERSON:Zoé 𝕏⟧,\n\nmerci\n=== a-2\nRien\n", encoding="utf-8")
    spans = (Span(5, 10, "PERSON"),)
    assert read_set(file) == [
        Prompt("a-1", "fr", "small_fr", "Pour Zoé 𝕏,\n\nmerci", spans),
        Prompt("a-2", "fr", "small_fr", "Rien", ()),
    ]


def test_what_stands_before_the_first_prompt_is_refused(tmp_path):
    file = tmp_path / "small_fr.txt"
    file.write_text("== a-1\nPour\n=== a-2\nRien\n", encoding="utf-8")
    with pytest.raises(ValueError, match="before"):
        read_set(file)


def test_the_common_form_is_read_and_written(tmp_path):
    file = tmp_path / "all.jsonl"
    rows = [json.dumps(as_row(one), ensure_ascii=False) for one in PROMPTS]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert read_set(file) == PROMPTS
