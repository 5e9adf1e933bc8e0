from paravent.detect.own import find_own


def found(text, *regexes):
    return [(hit.start, hit.end) for hit in find_own(text, [("AFFAIRE", r, 0.9) for r in regexes])]


def test_the_value_is_the_group_v_or_the_whole_match():
    assert found("ref. 12/34", r"ref\. (?P<v>\d+)/\d+", r"\d+/\d+") == [(5, 7), (5, 10)]


def test_a_piece_of_a_longer_word_is_no_value():
    assert found("xAFF-1 AFF-12é AFF-1", r"AFF-1") == [(15, 20)]


def test_a_group_that_took_no_part_is_no_value():
    assert found("AFF", r"AFF(?P<v>-\d)?") == []


def test_a_pattern_is_linear_in_the_text_even_where_it_never_quite_fits():
    # Gone through anew from every position, this would take longer than any test may.
    assert found("x" + "1" * 2_000_000, r"\d+", r"(?:1|11)+2") == []
