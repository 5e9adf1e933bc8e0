import pytest

from paravent.core.linking import link_names


def test_a_last_name_belongs_to_the_one_who_bears_it() -> None:
    assert link_names(["Marie Dupont", "Dupont", "DUPONT", "Paul Noël", "Noel"]) == {
        "Dupont": "Marie Dupont",
        "DUPONT": "Marie Dupont",
        "Noel": "Paul Noël",
    }


@pytest.mark.parametrize(
    "form",
    [
        "Dupont",
        "Marie",
        "DUPONT Marie",
        "Dupont, Marie",
        "marie_dupont",
        "MDUPONT",
        "mdupont",
        "dupontm",
        "MarieDupont",
        "M. D.",
        "M.D.",
        "Marie D.",
        "M. Dupont",
    ],
)
def test_a_form_belongs_to_the_full_name(form: str) -> None:
    assert link_names(["Marie Dupont", form]) == {form: "Marie Dupont"}
    assert link_names([form, "Marie Dupont"]) in ({form: "Marie Dupont"}, {"Marie Dupont": form})


@pytest.mark.parametrize("form", ["Durand", "Paul Dupont", "P. D.", "pdupont", "J. Dupont", "Anne"])
def test_another_name_does_not(form: str) -> None:
    assert link_names(["Marie Dupont", form]) == {}


def test_a_shorter_full_name_belongs_to_the_longer() -> None:
    assert link_names(["Anne Dupont", "Anne-Marie Dupont", "Dupont"]) == {
        "Anne Dupont": "Anne-Marie Dupont",
        "Dupont": "Anne-Marie Dupont",
    }


@pytest.mark.parametrize("form", ["Dupont", "M. Dupont", "dupont"])
def test_where_two_bear_it_it_belongs_to_neither(form: str) -> None:
    assert link_names(["Marie Dupont", "Michel Dupont", form]) == {}
    assert link_names([form, "Michel Dupont", "Marie Dupont"], ["Marie Dupont"]) == {}


def test_where_very_many_bear_it_it_belongs_to_nobody() -> None:
    assert link_names([*(f"Marie Nom{'x' * n}" for n in range(30)), "Marie"]) == {}


def test_spellings_of_one_person_are_one_person() -> None:
    assert link_names(["Marie Dupont", "MARIE DUPONT", "Dupont"]) == {"Dupont": "Marie Dupont"}


def test_those_of_the_text_go_before_those_known() -> None:
    assert link_names(["Dupont"], ["Marie Dupont"]) == {"Dupont": "Marie Dupont"}
    assert link_names(["Paul Dupont", "Dupont"], ["Marie Dupont"]) == {"Dupont": "Paul Dupont"}
    assert link_names(["Dupont"], ["Marie Dupont", "Paul Dupont"]) == {}


def test_a_first_name_belongs_to_nobody_of_before() -> None:
    assert link_names(["Marie"], ["Marie Dupont"]) == {}
    assert link_names(["Marie"], ["DUPONT Marie"]) == {}
