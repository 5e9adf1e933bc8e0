from paravent.core.ledger import MAX_FORMS, Entry, Ledger
from paravent.core.placeholders import mint_id, normalise
from paravent.core.types import Placeholder, Sensitive


def test_a_value_keeps_its_label() -> None:
    ledger = Ledger(b"key", "site")
    label = ledger.label("PERSONNE", "Marie Dupont")
    assert ledger.label("PERSONNE", "Marie Dupont") == label
    assert ledger.value(label) == "Marie Dupont"
    assert [entry.label for entry in ledger.fresh] == [label]


def test_spellings_share_an_id_and_each_comes_back_exactly() -> None:
    ledger = Ledger(b"key", "site")
    first = ledger.label("PERSONNE", "Marie Dupont")
    second = ledger.label("PERSONNE", "MARIE DUPONT")
    assert (second.id, second.form) == (first.id, 2)
    assert str(second) == f"[PERSONNE_{first.id}.2]"
    assert ledger.value(second) == "MARIE DUPONT"


def test_a_short_name_is_a_form_of_the_full_one_whichever_comes_first() -> None:
    ledger = Ledger(b"key", "site")
    full = ledger.label("PERSONNE", "Marie Dupont")
    short = ledger.label("PERSONNE", "Dupont", "Marie Dupont")
    assert (short.id, short.form) == (full.id, 2)

    other = Ledger(b"key", "site")
    before = other.label("PERSONNE", "Dupont", "Marie Dupont")
    after = other.label("PERSONNE", "Marie Dupont")
    assert before.id == after.id == full.id


def test_what_was_given_out_is_never_renamed() -> None:
    ledger = Ledger(b"key", "site")
    alone = ledger.label("PERSONNE", "Dupont")
    ledger.label("PERSONNE", "Marie Dupont")
    assert ledger.label("PERSONNE", "Dupont", "Marie Dupont") == alone


def test_labels_survive_a_restart_and_an_empty_vault() -> None:
    first = Ledger(b"key", "site")
    labels = [first.label("PERSONNE", name) for name in ("Marie Dupont", "MARIE DUPONT", "Zoé")]
    again = Ledger(b"key", "site", list(first.entries()))
    assert [again.label("PERSONNE", n) for n in ("Zoé", "MARIE DUPONT", "Marie Dupont")] == [
        labels[2],
        labels[1],
        labels[0],
    ]
    assert not again.fresh
    assert Ledger(b"key", "site").label("PERSONNE", "Marie Dupont") == labels[0]


def test_sites_do_not_share_labels() -> None:
    one, other = Ledger(b"key", "one"), Ledger(b"key", "other")
    label = one.label("PERSONNE", "Marie Dupont")
    assert other.label("PERSONNE", "Marie Dupont") != label
    assert Ledger(b"key", "third").value(label) is None


def test_a_collision_takes_the_next_counter() -> None:
    taken = mint_id(b"key", "site", "PERSONNE", normalise("Marie Dupont"), 0)
    ledger = Ledger(
        b"key", "site", [Entry(Placeholder("PERSONNE", taken), Sensitive("somebody else"))]
    )
    label = ledger.label("PERSONNE", "Marie Dupont")
    assert label.id == mint_id(b"key", "site", "PERSONNE", normalise("Marie Dupont"), 1)
    assert ledger.value(Placeholder("PERSONNE", taken)) == "somebody else"


def test_a_typed_label_is_never_given_out() -> None:
    ledger = Ledger(b"key", "site")
    wanted = mint_id(b"key", "site", "PERSONNE", normalise("Marie Dupont"), 0)
    assert not ledger.knows(Placeholder("PERSONNE", wanted))
    assert ledger.label("PERSONNE", "Marie Dupont").id != wanted
    assert not ledger.knows(Placeholder("PERSONNE", wanted))


def test_an_entity_with_too_many_forms_gets_a_second_id() -> None:
    ledger = Ledger(b"key", "site")
    labels = [ledger.label("PERSONNE", "Zoé" + " " * n) for n in range(MAX_FORMS + 1)]
    assert len(set(labels)) == MAX_FORMS + 1
    assert labels[-1].id != labels[0].id
    assert labels[-1].form == 1


def test_unknown_forms_and_ids_have_no_value() -> None:
    ledger = Ledger(b"key", "site")
    label = ledger.label("TEL", "06 12")
    assert ledger.value(Placeholder("TEL", label.id, 2)) is None
    assert ledger.value(Placeholder("TEL", label.id, 0)) is None
    assert ledger.value(Placeholder("PERSONNE", label.id)) is None
