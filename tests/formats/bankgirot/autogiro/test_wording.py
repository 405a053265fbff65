"""What Bankgirot's codes mean, in both languages."""

import pytest

from faktura.formats.bankgirot.autogiro.wording import reason, said

KNOWN = {
    "payment": "0 1 2 9",
    "refund": "01 02 03",
    "mandate.status": "02 03 04 05 07 10 20 21 23 29 30 32 33 98",
    "mandate.information": "03 04 05 10 42 43 44 46",
    "rejected": "01 02 03 04 05 06 07 08 09 10 12 13 15 24",
    "change": "01 02 05 06 10 11 12 13 14 15 18",
    "change_code": "03 11 21 23 24 25 26 27 28 29",
}


@pytest.mark.parametrize(("group", "codes"), KNOWN.items())
def test_every_known_code_is_said_in_both_languages(group: str, codes: str) -> None:
    """Each by a sentence of its own language."""
    for code in codes.split():
        assert reason(group, code) == f"autogiro.{group}.{code}"
        assert said(group, code, "sv") != said(group, code, "en")


def test_an_unknown_code_says_itself() -> None:
    """A code the bank adds tomorrow is no error today."""
    assert reason("rejected", "99") == "autogiro.code"
    assert "99" in said("rejected", "99", "sv")
