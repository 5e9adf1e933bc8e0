from paravent.detect.chunks import split

PARAGRAPH = "Voici une phrase du paragraphe numéro {0}, assez longue pour compter. " * 4
DOCUMENT = "\n\n".join(PARAGRAPH.format(number) for number in range(120))


def pieces(text):
    return [text[chunk.start : chunk.end] for chunk in split(text)]


def test_a_short_text_is_one_piece():
    assert [(c.start, c.end, c.left, c.right) for c in split("bonjour")] == [(0, 7, 0, 7)]
    assert list(split("")) == []


def test_pieces_cover_the_text_and_stay_small():
    assert "".join(pieces(DOCUMENT)) == DOCUMENT
    assert max(map(len, pieces(DOCUMENT))) <= 6_000


def test_cuts_fall_between_paragraphs():
    assert all(piece.endswith("\n\n") for piece in pieces(DOCUMENT)[:-1])


def test_a_change_at_the_top_leaves_the_pieces_below():
    changed = f"Traduis ce texte.\n\n{DOCUMENT}"
    assert set(pieces(DOCUMENT)[2:]) <= set(pieces(changed))


def test_a_private_key_is_never_cut():
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA\n\n" * 300
    key += "-----END RSA PRIVATE KEY-----"
    text = f"{DOCUMENT}\n\n{key}\n\n{DOCUMENT}"
    assert any(key in piece for piece in pieces(text))


def test_a_line_without_end_is_cut_between_words():
    text = "mot " * 3_000
    assert all(piece.endswith(" ") for piece in pieces(text))


def test_a_word_without_end_is_cut_at_last():
    assert max(map(len, pieces("x" * 50_000))) == 8_000


def test_the_surroundings_begin_and_end_between_words():
    text = "abcdefg " * 2_000
    for chunk in split(text):
        assert chunk.left == 0 or text[chunk.left - 1] == " "
        assert chunk.right == len(text) or text[chunk.right] == " "


def test_a_value_in_a_line_without_spaces_is_whole_in_some_piece():
    value = "anna.keller@exemple.fr"
    line = ";".join(f"k{number:06}" for number in range(2_000))
    for at in range(7_960, 8_040):
        text = f"{line[:at]};{value};{line[at:]}"
        start = text.index(value)
        assert any(c.left <= start and start + len(value) <= c.right for c in split(text))
