"""A proposed term is taken over only where its words stand in the contract and its value can be read."""

import pytest

from service.adapters.sows.document import compose
from service.adapters.sows.proposal import CANNOT_BE_SAID, Term, proposed

CONTRACT = "Seniors cost “140.00 EUR” an\nhour – until accep-\ntance. Blue hats are worn."
SENIORS = "Seniors cost"


@pytest.mark.parametrize(
    "quote", ["Seniors cost", 'seniors  cost "140.00 EUR" an hour', "an hour - until", "until acceptance"]
)
def test_words_stand_in_a_contract_whatever_its_lines_and_quotes(quote: str) -> None:
    assert proposed([Term("rates.cards[]", "{role: senior, rate: 140.00}", quote)], CONTRACT, "c.txt").taken == 1


@pytest.mark.parametrize(
    ("key", "value", "quote", "why"),
    [
        ("rates.cards[]", "{rate: 1}", "Juniors cost", "the words named for it do not stand in the contract"),
        ("rates.cards[]", "{rate: 1}", " ", "no words of the contract are named for it"),
        ("ratez", "1", SENIORS, "a SOW file has no such key"),
        ("amendments[]", "{number: 1}", SENIORS, "a SOW file has no such key"),
        ("sow.id: x", "1", SENIORS, "a SOW file has no such key"),
        ("sow.title", "a: b", SENIORS, "its value is no YAML on one line"),
        ("sow.title", "a # b", SENIORS, "its value is no YAML on one line"),
        ("sow.title", "[a", SENIORS, "its value is no YAML on one line"),
        ("sow.title", "a\nrates: {}", SENIORS, "its value is no YAML on one line"),
        ("sow.title", "&a b", SENIORS, "its value is no YAML on one line"),
        ("sow.title", "", SENIORS, "its value is no YAML on one line"),
    ],
)
def test_a_term_that_cannot_be_believed_is_left_out_with_the_reason(key: str, value: str, quote: str, why: str) -> None:
    made = proposed([Term(key, value, quote)], CONTRACT, "c.txt")
    assert (made.taken, [one.why for one in made.left_out]) == (0, [why])


def test_a_thing_is_said_once() -> None:
    terms = [
        Term("retainer", "{hours: 20}", SENIORS),
        Term("retainer.hours", "30", SENIORS),
        Term("sow.title", "One", SENIORS),
        Term("sow.title", "Two", SENIORS),
        Term("caps[]", "{limit: 1}", SENIORS),
        Term("caps[]", "{limit: 1}", SENIORS),
        Term("caps[]", "{limit: 2}", SENIORS),
        Term("caps", "[]", SENIORS),
    ]
    made = proposed(terms, CONTRACT, "c.txt")
    assert (made.taken, len(made.left_out)) == (4, 4)


def test_the_file_reads_as_a_contract_does_and_holds_every_word_it_rests_on() -> None:
    terms = [
        Term("invoicing.net_days", "30", "an hour"),
        Term("rates.cards[]", "{role: senior, rate: 140.00}", "Seniors cost “140.00 EUR” an\nhour"),
        Term("sow.title", "Booking site", SENIORS),
        Term(CANNOT_BE_SAID, "", "Blue hats are worn."),
        Term("tiers[]", "{", SENIORS),
    ]
    text = proposed(terms, CONTRACT, "c.txt\nrates: {}").text
    compose(text)
    assert (
        text.partition("billed by it.\n")[2]
        == """
sow:
  # "Seniors cost"
  title: Booking site

rates:
  cards:
    # "Seniors cost “140.00 EUR” an hour"
    - {role: senior, rate: 140.00}

invoicing:
  # "an hour"
  net_days: 30

# Clauses that no key can say; see to them by hand:
#   "Blue hats are worn."

# Proposed and left out:
#   tiers[]: { (its value is no YAML on one line)
"""
    )
