"""Values of Skatteverket's files, and what an error says of them."""

from datetime import date

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.skatteverket.fields import Place
from faktura.testing.identities import COMPANIES, COOPERATIVE, COORDINATED, PERSONS

HERE = Place("rot-rut-request")


def test_good_values() -> None:
    """As they stand in the files."""
    assert HERE.whole("Kostnad", "050") == 50
    assert HERE.day("Betalningsdatum", "2026-03-01") == date(2026, 3, 1)
    assert HERE.person("Kopare", COORDINATED[0].full) == COORDINATED[0]
    assert HERE.identity("Utforare", PERSONS[3].full) == PERSONS[3]
    assert HERE.association("BrfOrgNr", COOPERATIVE.full) == COOPERATIVE


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1_000", "²", "1" * 12])
def test_what_is_no_whole_number(text: str) -> None:
    """Only ASCII digits, and no more than any amount has."""
    with pytest.raises(MalformedFile):
        HERE.whole("Kostnad", text)


@pytest.mark.parametrize("text", [PERSONS[3].full[:-1] + "1", PERSONS[3].full[2:], COMPANIES[0].full, "", "x" * 12])
def test_a_number_of_no_person_is_not_repeated(text: str) -> None:
    """It may be somebody's, mistyped."""
    with pytest.raises(MalformedFile) as refusal:
        HERE.person("Kopare", text)
    assert not text or text not in refusal.value.explain("sv")


def test_other_refusals() -> None:
    """Each names its field."""
    for read, text in ((HERE.day, "2026-02-30"), (HERE.association, "556677-8890"), (HERE.identity, "1")):
        with pytest.raises(MalformedFile) as refusal:
            read("Falt", text)
        assert (refusal.value.field, refusal.value.format) == ("Falt", "rot-rut-request")
