"""Digits of a person are in the file and nowhere else."""

from faktura.formats.bankgirot.autogiro.private import PrivateDigits


def test_only_the_beginning_is_ever_shown() -> None:
    """In `str`, `repr` and what holds it; `full` gives them to the writer."""
    number = PrivateDigits("191212121212")
    for text in (str(number), repr(number), f"{(number,)}"):
        assert "1212" not in text
        assert "1912" in text
    assert number.full == "191212121212"
    assert number == PrivateDigits("191212121212")
