"""Mistyped references and references in free text: only the issuer's own are ever proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.reference import HARD, VARIABLE, issue_ocr
from faktura.core.reference_repair import Repair, find_ocr, find_references, repairs

MINE = frozenset({"12351", "1234567806", "0000004200", "20260425"})

WRITTEN = [
    # what came,     what was meant, the slip
    ("12361", "12351", "digit"),
    ("13251", "12351", "swap"),
    ("1231", "12351", "lost"),
    ("000004200", "0000004200", "lost"),
    ("123451", "12351", "extra"),
    ("1 234-567 807", "1234567806", "digit"),
]


@pytest.mark.parametrize(("written", "meant", "slip"), WRITTEN)
def test_one_slip_is_repaired(written: str, meant: str, slip: str) -> None:
    """Whichever slip it was, and however the number was spaced."""
    assert [(one.reference, one.slip) for one in repairs(written, MINE)] == [(meant, slip)]


@pytest.mark.parametrize("written", ["", "12351", "99999", "1235x", "12 3 7 8", "1" * 27, "²2351", "12399"])
def test_what_is_right_far_off_or_no_number_has_no_repair(written: str) -> None:
    """Two slips are two too many."""
    assert repairs(written, MINE) == ()


serials = st.integers(1, 10**12).map(str)


@given(serials, st.data())
def test_every_single_slip_is_found_again(serial: str, data: st.DataObject) -> None:
    """Whatever slip was made in whatever reference, the reference is among the repairs, and nothing else is proposed."""
    right = issue_ocr(serial).digits
    at = data.draw(st.integers(0, len(right) - 1))
    slip = data.draw(st.sampled_from(["digit", "swap", "lost", "extra"]))
    digit = data.draw(st.sampled_from("0123456789"))
    wrong = {
        "digit": right[:at] + digit + right[at + 1 :],
        "swap": right[:at] + right[at : at + 2][::-1] + right[at + 2 :],
        "lost": right[:at] + right[at + 1 :],
        "extra": right[:at] + digit + right[at:],
    }[slip]
    found = repairs(wrong, [right])
    assert [one.reference for one in found] == ([] if wrong == right else [right])


@given(st.sets(serials, max_size=20), st.from_regex(r"\A[0-9]{1,26}\Z"))
def test_nothing_but_the_issuers_own_is_proposed(own: set[str], written: str) -> None:
    """Each proposal is open, none is the text itself, and the order is the same each time."""
    found = repairs(written, own)
    assert {one.reference for one in found} <= own - {written}
    assert found == repairs(written, sorted(own))


def test_likelier_slips_come_first() -> None:
    """A wrong digit before a swap, a swap before a lost digit, that before one too many."""
    assert repairs("1212", {"1213", "2112", "12112", "121"}) == (
        Repair(reference="1213", slip="digit"),
        Repair(reference="2112", slip="swap"),
        Repair(reference="12112", slip="lost"),
        Repair(reference="121", slip="extra"),
    )


TEXTS = [
    ("OCR12351", ["12351"]),
    ("12351,1234567806", ["12351", "1234567806"]),
    ("1235 1 tack", ["12351"]),
    ("12\u00a0345\u00a0678\u00a006", ["1234567806"]),
    ("123511234567806", ["12351", "1234567806"]),
    ("2026-04-25", ["20260425"]),
    ("12  351", []),
    ("12,351", []),
    ("912351", []),
    ("", []),
    ("9" * 10_000, []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_references_in_free_text(text: str, expected: list[str]) -> None:
    """In groups, run together, among words; never out of the middle of a longer number."""
    found = find_references(text, MINE)
    assert [one.reference for one in found] == expected
    for one in found:
        within = text[one.start : one.end]
        assert "".join(digit for digit in within if digit.isdigit()) == one.reference


def test_digits_with_two_readings_are_no_references() -> None:
    """1212 12 can be cut in two ways: nobody knows which was meant."""
    assert find_references("121212", {"12", "1212"}) == ()
    assert [one.reference for one in find_references("12125", {"12", "125"})] == ["12", "125"]


@given(st.lists(serials, min_size=1, max_size=5), st.sampled_from([", ", " och ", "; ", "\n"]))
def test_each_reference_in_a_list_is_found(own: list[str], between: str) -> None:
    """In the order in which they were written."""
    references = [issue_ocr(one).digits for one in own]
    found = find_references(between.join(references), references)
    assert [one.reference for one in found] == references


def test_ocr_numbers_without_a_list() -> None:
    """The control decides what may be one; each is told once."""
    text = "Order 1230, ocr 12351 12351, 12350"
    assert [str(one) for one in find_ocr(text, VARIABLE)] == ["12351"]
    assert [str(one) for one in find_ocr(text, HARD)] == ["1230", "12351"]
