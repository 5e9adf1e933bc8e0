from paravent.core.types import Finding
from paravent.detect.memo import Memo, weigh_findings

ONE = (Finding(0, 3, "PERSON", 0.9, "cue"),)


def test_remembers_what_was_found_nothing_included():
    memo = Memo(10, "g", weigh_findings)
    memo.put(memo.key("piece", "", "a"), ONE)
    memo.put(memo.key("piece", "", "b"), ())
    assert memo.get(memo.key("piece", "", "a")) == ONE
    assert memo.get(memo.key("piece", "", "b")) == ()
    assert memo.get(memo.key("piece", "", "c")) is None


def test_the_key_depends_on_all_that_matters():
    memo = Memo(10, "g", weigh_findings)
    keys = [
        memo.key("piece", "", "ab"),
        memo.key("piece", "a", "b"),
        memo.key("segment", "", "ab"),
        memo.key("piec", "e", "ab"),
    ]
    assert len(set(keys)) == len(keys)


def test_another_start_makes_other_keys():
    assert Memo(10, "g", weigh_findings).key("piece", "", "a") != Memo(10, "g", weigh_findings).key(
        "piece", "", "a"
    )


def test_what_was_unused_for_longest_goes_first():
    memo = Memo(2, "g", weigh_findings)
    a, b, c = (memo.key("piece", "", text) for text in "abc")
    memo.put(a, ())
    memo.put(b, ())
    memo.get(a)
    memo.put(c, ())
    assert memo.get(a) == ()
    assert memo.get(b) is None


def test_many_findings_weigh_more():
    memo = Memo(20, "g", weigh_findings)
    a, b = memo.key("piece", "", "a"), memo.key("piece", "", "b")
    memo.put(a, ONE * 160)
    memo.put(b, ONE * 160)
    assert memo.get(a) is None
    assert memo.get(b) is not None


def test_a_lone_surrogate_has_a_key():
    assert Memo(10, "g", weigh_findings).key("piece", "\ud800", "\udfff")
