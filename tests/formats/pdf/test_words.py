"""The words of the print."""

from faktura.core.deduction import DeductionKind
from faktura.core.product import Unit
from faktura.core.wording import Text
from faktura.formats.pdf import words


def _texts() -> list[Text]:
    found = [one for one in vars(words).values() if isinstance(one, Text)]
    for table in (words.WORKS, words.ACCOUNTS, words.DEDUCTION_OF):
        found += table.values()
    return found


def test_both_languages_ask_for_the_same_facts() -> None:
    """A fact that one language leaves out would be lost on the reader."""
    assert [one for one in _texts() if one.facts("sv") != one.facts("en") or not one.sv or not one.en] == []


def test_every_unit_and_deduction_of_core_has_a_word() -> None:
    """No code of a list is printed for what most invoices count in."""
    assert [one for one in Unit if words.unit(one, "sv") == one.value] == []
    assert set(words.DEDUCTION_OF) == set(DeductionKind)
