"""What is done to names, references and amounts is what it is called, and nothing else."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.check_digit import modulus_10
from faktura.core.reference import issue_ocr
from faktura.lab.synthetic import amounts, names, references
from faktura.lab.synthetic.books import Claim, Customer, Payer

chances = st.integers(0, 10**6).map(Random)
ocrs = st.integers(1, 10**8).map(lambda serial: issue_ocr(str(serial)).digits)


def claim(minor: int, **more: int) -> Claim:
    """An open claim of somebody."""
    who = Customer(id="K", payer=Payer(name=("Anna", "Ek"), account="iban:A"), company=False)
    return Claim(customer=who, kind="invoice", issued=1, due=31, total=minor, open=minor, **more)  # type: ignore[arg-type]


@given(ocrs, chances)
def test_a_wrong_digit_is_one_and_the_check_digit_shows_it(ocr: str, chance: Random) -> None:
    """The same length, one place different, and no valid OCR any more."""
    slipped = references.wrong_digit(ocr, chance)
    assert sum(a != b for a, b in zip(ocr, slipped, strict=True)) == 1
    assert modulus_10(slipped[:-1]) != slipped[-1]


@given(ocrs, chances)
def test_other_slips_are_one_slip(ocr: str, chance: Random) -> None:
    """Two neighbours swapped, one digit lost, one too many: undone by one step."""
    swapped = references.swapped_digits(ocr, chance)
    assert sorted(swapped) == sorted(ocr) or len(set(ocr)) == 1
    lost = references.lost_digit(ocr, chance)
    assert lost in {ocr[:at] + ocr[at + 1 :] for at in range(len(ocr))}
    extra = references.extra_digit(ocr, chance)
    assert ocr in {extra[:at] + extra[at + 1 :] for at in range(len(extra))}


@given(ocrs, chances)
def test_an_ocr_in_words_still_holds_its_digits(ocr: str, chance: Random) -> None:
    """Spaces, zeros before it and words round it take nothing away."""
    digits = "".join(one for one in references.in_words(ocr, chance) if one.isdigit())
    assert ocr in digits


@given(st.lists(st.integers(1000, 1040), min_size=1, max_size=5, unique=True), chances)
def test_listed_numbers_name_every_one_or_their_ends(numbers: list[int], chance: Random) -> None:
    """A range stands only for numbers in a row."""
    text = references.listed([str(one) for one in numbers], chance)
    in_a_row = all(b - a == 1 for a, b in pairwise(sorted(numbers)))
    if "-" in text:
        assert in_a_row
        assert text.endswith(f"{min(numbers)}-{max(numbers)}")
    else:
        assert all(str(one) in text for one in numbers)


@given(chances, st.floats(0, 1))
def test_a_name_is_damaged_as_it_says(chance: Random, damage: float) -> None:
    """Cut at the width of the files; whole when nothing is said; the surname survives but for its letters."""
    name = names.company(chance) if chance.random() < 0.3 else names.person(chance, crowded=chance.random() < 0.5)
    whole = (name, "") if isinstance(name, str) else name
    text, kinds = names.written(whole, chance, damage=damage)
    assert len(text) <= names.WIDTH
    if not kinds:
        assert text == " ".join(whole).strip()
    if whole[1] and not set(kinds.split("+")) & {"iso_646", "question_marks", "misread_utf8", "plain_letters"}:
        assert whole[1].lower() in text.lower()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("plain_letters", "Asa Ohrn"),
        ("iso_646", "]sa \\hrn"),
        ("question_marks", "?sa ?hrn"),
        ("misread_utf8", "Ã\x85sa Ã\x96hrn"),
    ],
)
def test_swedish_letters_are_damaged_in_four_ways(kind: str, text: str) -> None:
    """Without marks, as ISO 646-SE has them, as question marks, and UTF-8 read as Latin-1."""
    assert names._LETTERS[kind]("Åsa Öhrn") == text


@given(
    st.lists(st.integers(1, 10**7), min_size=1, max_size=4),
    st.sampled_from(["exact", "ore", "part", "too_much"]),
    chances,
)
def test_no_ore_is_lost_whatever_is_paid(open_: list[int], kind: str, chance: Random) -> None:
    """Placed, and over, less what is given up, is the amount; nobody pays nothing, and no claim takes more than it has."""
    claims = [claim(one) for one in open_]
    made = amounts.paid_for(claims, kind, chance)
    assert sum(made.placed) + made.remainder - made.written_off == made.amount > 0
    assert all(placed <= one.open for placed, one in zip(made.placed, claims, strict=True))
    if made.kind == "ore":
        assert made.amount % 100 == 0
        assert abs(made.amount - sum(open_)) < 100
    if made.kind == "too_much":
        assert made.remainder > 0


@given(st.integers(100_00, 10**7), st.integers(1, 49), chances)
def test_misunderstood_deductions_add_up(total: int, percent: int, chance: Random) -> None:
    """The whole total, the deduction taken twice, or a figure of the buyer's own."""
    one = claim(total)
    one.deduction = total * percent // 100
    one.open = total - one.deduction
    made = amounts.deducted(one, chance)
    assert made.placed[0] + made.remainder == made.amount
    expected = {"rot_total": total, "rot_twice": total - 2 * one.deduction}
    assert made.amount == expected.get(made.kind, made.amount)


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=3), chances)
def test_money_from_abroad_says_what_was_sent_or_not(open_: list[int], chance: Random) -> None:
    """A fee is one of a few; where the bank tells what was sent, it is the whole."""
    claims = [claim(one) for one in open_]
    made = amounts.abroad(claims, chance)
    assert sum(made.placed) + made.remainder - made.written_off == made.amount > 0
    if made.kind == "bank_fee":
        assert made.written_off in amounts.FEES
        assert made.original in (None, (sum(open_), "SEK"))
    if made.kind == "exchanged":
        assert made.original is not None
        assert made.original[1] == "EUR"
