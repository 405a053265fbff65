"""Swish's error codes in words."""

import pytest

from faktura.formats.swish.errors import CODES, SwishError

PUBLISHED = (
    *("FF08", "RP03", "BE18", "RP01", "PA02", "AM02", "AM03", "AM06", "RP02", "RP06", "ACMT03", "ACMT01", "ACMT07"),
    *("RF07", "BANKIDCL", "FF10", "TM01", "DS24", "RF02", "RF04", "RF06"),
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_each_published_code_has_a_sentence(code: str) -> None:
    """In both languages, its own in each."""
    error = SwishError(code)
    assert code in CODES
    assert error.explain("en") != error.explain("sv")
    assert code not in error.explain("en")


def test_a_new_code_is_said_as_it_stands() -> None:
    """Swish adds codes; nothing breaks."""
    assert (
        SwishError("XX99", "whatever").explain("sv")
        == "Swish svarar med felet XX99, som är okänt här; slå upp det hos Swish"
    )


def test_a_time_out_at_the_bank_leaves_the_money_uncertain() -> None:
    """Asking again could take it twice."""
    assert [code for code in CODES if SwishError(code).uncertain] == ["DS24"]
