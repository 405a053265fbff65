"""The text of a voucher: fifty characters, names not cut in the middle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.rules.posting.item import LONGEST_TEXT, fitted

TEXTS = [
    ("Faktura 1001 Kund AB", "Faktura 1001 Kund AB"),
    ("Faktura  1001\n Kund AB ", "Faktura 1001 Kund AB"),
    ("x" * 50, "x" * 50),
    ("x" * 80, "x" * 50),
    ("Faktura 1001 Svenska Handelsbolaget Andersson & Son", "Faktura 1001 Svenska Handelsbolaget Andersson"),
    ("Betalning " + ", ".join(str(n) for n in range(1001, 1020)), "Betalning 1001, 1002, 1003, 1004, 1005, 1006"),
    ("Faktura 1001 " + "Å" * 60, "Faktura 1001 " + "Å" * 37),
]


@pytest.mark.parametrize(("text", "short"), TEXTS)
def test_texts_fit(text: str, short: str) -> None:
    """Whole words as long as that leaves half of the text."""
    assert fitted(text) == short


@given(st.text(max_size=120))
def test_no_text_is_too_long(text: str) -> None:
    """And what fits is only tidied."""
    assert len(fitted(text)) <= LONGEST_TEXT
    if len(" ".join(text.split())) <= LONGEST_TEXT:
        assert fitted(text) == " ".join(text.split())
