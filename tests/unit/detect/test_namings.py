"""Databases, brands, assistants and animals keep their names; people who are called so do not."""

import pytest

STAY = (
    ("open a MySQL database called Bob and a table", "Bob"),
    ("Slogan for a soap called Faith & Honey", "Faith"),
    ('Our school\'s motto: "Grit, Grace and Hope". Rewrite.', "Grace"),
    ('Is "Sage & Rose" a good name for a skincare brand?', "Rose"),
    ("How would Warren, the AI tutor in my app, greet a pupil?", "Warren"),
    ("À partir de maintenant, tu es Anne, une conseillère virtuelle.", "Anne"),
    ("You are Ethan, a chatbot for gardeners.", "Ethan"),
    ("rehoming blurb for Pickles the lurcher", "Pickles"),
)
HIDDEN = (
    ("I have a friend called Bob.", "Bob"),
    ("ma fille nommée Marie", "Marie"),
    ("Remind Priya, my assistant, about Friday.", "Priya"),
    ("Cast: Ottilie as the cat in our play", "Ottilie"),
    ("You are right, Ethan owes me a reply", "Ethan"),
    ("a shop called Emily Carter owns", "Emily Carter"),
)


@pytest.mark.parametrize(("text", "name"), STAY)
def test_a_thing_stays(hidden, text, name):
    assert hidden(text, name) == []


@pytest.mark.parametrize(("text", "name"), HIDDEN)
def test_somebody_is_hidden(hidden, text, name):
    assert hidden(text, name) == [name]
