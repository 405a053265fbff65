"""OCR references: made, read, and held to the four kinds of agreement."""

import csv
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from faktura.core.errors import InvalidIdentifier
from faktura.core.reference import HARD, SOFT, VARIABLE, OcrControl, OcrReference, issue_ocr, parse_control
from tests.reference import reference

SERIALS = st.text("0123456789", min_size=1, max_size=23).filter(lambda serial: serial.strip("0"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of answers."""
    with reference("bank", "ocr", name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_answer_about_made_references() -> None:
    """With and without length digit, to the last digit."""
    answers = rows("ocr_generate.csv")
    assert len(answers) == 27
    for answer in answers:
        length_digit = answer["length_digit"] == "yes"
        if answer["ocr"]:
            assert issue_ocr(answer["base"], length_digit=length_digit).digits == answer["ocr"]
        else:
            with pytest.raises(InvalidIdentifier) as refused:
                issue_ocr(answer["base"], length_digit=length_digit)
            assert refused.value.code == "ocr.too_long"


def test_every_answer_about_read_references() -> None:
    """Accepted, or refused for the reason in the table, which the code repeats."""
    answers = rows("ocr_validate.csv")
    assert len(answers) == 23
    for answer in answers:
        lengths = answer["fixed_lengths"].replace("|", ",")
        control = parse_control(f"fixed:{lengths}" if lengths else answer["level"])
        if answer["expected"] == "valid":
            assert str(OcrReference.parse(answer["ocr"], control)) == answer["ocr"]
        else:
            with pytest.raises(InvalidIdentifier) as refused:
                OcrReference.parse(answer["ocr"], control)
            assert refused.value.code == f"ocr.{answer['expected'].removeprefix('invalid:')}", answer


@given(SERIALS)
def test_a_reference_with_length_digit_satisfies_every_bank(serial: str) -> None:
    """Soft, hard, variable, and fixed with its own length; its last digit is Luhn's."""
    made = issue_ocr(serial)
    assert luhn.is_valid(made.digits)
    assert made.digits[:-2] == serial
    for control in (SOFT, HARD, VARIABLE, OcrControl.fixed(len(made.digits))):
        assert OcrReference.parse(str(made), control) == made


@given(SERIALS, st.data())
def test_one_wrong_digit_is_always_found(serial: str, data: st.DataObject) -> None:
    """Modulus 10 sees any single mistyped digit."""
    digits = issue_ocr(serial).digits
    at = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda one: one != digits[at]))
    with pytest.raises(InvalidIdentifier) as refused:
        OcrReference.parse(digits[:at] + wrong + digits[at + 1 :])
    assert refused.value.code == "ocr.check_digit"


@given(SERIALS, st.integers(2, 25), st.booleans())
def test_a_fixed_length_is_reached_or_refused(serial: str, length: int, length_digit: bool) -> None:
    """The serial is padded with leading zeros, and never cut."""
    if len(serial) + 1 + length_digit > length:
        with pytest.raises(InvalidIdentifier) as refused:
            issue_ocr(serial, length_digit=length_digit, length=length)
        assert refused.value.code in ("ocr.too_long", "ocr.length_range")
    else:
        made = issue_ocr(serial, length_digit=length_digit, length=length)
        assert len(made.digits) == length
        assert made.digits[: length - 1 - length_digit].lstrip("0") == serial.lstrip("0")
        OcrReference.parse(made.digits, OcrControl.fixed(length))


BAD_SERIALS = [
    # serial, length digit, length,   reason
    ("", True, None, "all_zero"),
    ("0", True, None, "all_zero"),
    ("0000", False, None, "all_zero"),
    ("٣٤", True, None, "characters"),
    ("²", True, None, "characters"),
    ("12 3", True, None, "characters"),
    ("2026-1", True, None, "characters"),
    ("-1", True, None, "characters"),
    ("1_0", True, None, "characters"),
    ("1", True, 2, "length_range"),
    ("1", True, 26, "length_range"),
    ("1", False, 1, "length_range"),
    ("1", False, -5, "length_range"),
    ("1234", False, 4, "too_long"),
]


@pytest.mark.parametrize(("serial", "length_digit", "length", "reason"), BAD_SERIALS)
def test_serials_that_make_no_reference(serial: str, length_digit: bool, length: int | None, reason: str) -> None:
    """Nothing but ASCII digits, not all zeros, and room for the digits added."""
    with pytest.raises(InvalidIdentifier) as refused:
        issue_ocr(serial, length_digit=length_digit, length=length)
    assert refused.value.code == f"ocr.{reason}"


@pytest.mark.parametrize("text", ["1230\n", " 1230", "1230 ", "12-30", "１２３０", "+1230", ""])
def test_a_reference_is_read_exactly(text: str) -> None:
    """Nothing is trimmed: the bank compares the digits as they stand."""
    with pytest.raises(InvalidIdentifier):
        OcrReference.parse(text)


CONTROLS = ["soft", "hard", "variable", "fixed:6", "fixed:4,6", "fixed:2,25"]


@pytest.mark.parametrize("text", CONTROLS)
def test_a_control_is_read_back_from_its_text(text: str) -> None:
    """`parse_control` undoes `str`."""
    assert str(parse_control(text)) == text
    assert pickle.loads(pickle.dumps(parse_control(text))) == parse_control(text)  # noqa: S301


@pytest.mark.parametrize(
    "text", ["", "Soft", "fixed", "fixed:", "fixed:1", "fixed:26", "fixed:4,6,8", "fixed:٤", "fixed:4, 6", "mjuk"]
)
def test_a_control_no_bank_offers(text: str) -> None:
    """One or two lengths from 2 to 25, and no other words."""
    with pytest.raises(InvalidIdentifier) as refused:
        parse_control(text)
    assert refused.value.code == "ocr.control"


def test_controls_of_one_meaning_are_equal() -> None:
    """The order of two lengths means nothing, and lengths belong to fixed control only."""
    assert OcrControl.fixed(6, 4) == OcrControl.fixed(4, 6) == parse_control("fixed:6,4")
    assert OcrControl.fixed(6, 6) == OcrControl.fixed(6)
    for lengths in ((), (4, 6, 8), (1,), (26,)):
        with pytest.raises(InvalidIdentifier):
            OcrControl.fixed(*lengths)
    with pytest.raises(InvalidIdentifier):
        OcrControl("soft", (4,))


def test_the_reason_is_told_with_digits_and_lengths_only() -> None:
    """Whoever reads the message sees what to look for; the number itself is not repeated."""
    with pytest.raises(InvalidIdentifier) as refused:
        OcrReference.parse("123456789012345678")
    assert str(refused.value) == ("OCR reference: the last digit is 8, the others ask for 1; look for a mistyped digit")
    assert refused.value.explain("sv").startswith("OCR-numret: sista siffran är 8")
