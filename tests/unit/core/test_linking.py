from paravent.core.linking import link_names


def test_a_last_name_belongs_to_the_one_who_bears_it() -> None:
    assert link_names(["Marie Dupont", "Dupont", "DUPONT", "Paul Noël", "Noel"]) == {
        "Dupont": "Marie Dupont",
        "DUPONT": "Marie Dupont",
        "Noel": "Paul Noël",
    }


def test_where_two_bear_it_it_belongs_to_neither() -> None:
    assert link_names(["Marie Dupont", "Paul Dupont", "Dupont"]) == {}


def test_spellings_of_one_person_are_one_person() -> None:
    assert link_names(["Marie Dupont", "MARIE DUPONT", "Dupont"]) == {"Dupont": "Marie Dupont"}


def test_those_of_the_text_go_before_those_known() -> None:
    assert link_names(["Dupont"], ["Marie Dupont"]) == {"Dupont": "Marie Dupont"}
    assert link_names(["Paul Dupont", "Dupont"], ["Marie Dupont"]) == {"Dupont": "Paul Dupont"}
    assert link_names(["Dupont"], ["Marie Dupont", "Paul Dupont"]) == {}


def test_a_first_name_belongs_to_nobody() -> None:
    assert link_names(["Marie Dupont", "Marie"]) == {}
