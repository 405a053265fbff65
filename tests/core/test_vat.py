"""A VAT treatment is a category with the rate that goes with it, or it cannot exist."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.core.vat import OUTSIDE_VAT, REVERSE_CHARGE_BUILDING, Vat, VatCategory, vat

NOT_CHARGED = [category for category in VatCategory if category is not VatCategory.STANDARD]


@given(st.decimals("0.0001", "99.9999", places=4))
def test_only_the_standard_category_has_a_rate(percent: Decimal) -> None:
    """Any rate between zero and a hundred goes with S, and with nothing else."""
    assert Vat(VatCategory.STANDARD, percent).percent == percent
    for category in NOT_CHARGED:
        with pytest.raises(InputError) as refused:
            Vat(category, percent)
        assert refused.value.code == "vat.percent_of_category"


@pytest.mark.parametrize("category", NOT_CHARGED)
def test_every_other_category_is_without_rate(category: VatCategory) -> None:
    """Zero, exempt, reverse charge, EU, export and outside say zero; S with zero is no category at all."""
    assert Vat(category, Decimal(0), "ground").ground == "ground"
    with pytest.raises(InputError):
        Vat(VatCategory.STANDARD, Decimal(0))


@pytest.mark.parametrize(
    "percent",
    [
        Decimal(-1),
        Decimal(100),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1E+1000000"),
        25,
        25.0,
        "25",
    ],
    ids=repr,
)
def test_a_rate_is_a_decimal_from_zero_to_below_a_hundred(percent: object) -> None:
    """No other type, no other number; the sentence says what was found, shortened."""
    with pytest.raises(InputError) as refused:
        Vat(VatCategory.STANDARD, percent)  # type: ignore[arg-type]
    assert refused.value.code == "vat.percent"
    assert len(refused.value.explain("sv")) < 100


@pytest.mark.parametrize(
    ("percent", "category", "rate"),
    [
        (25, "S", "25"), ("12", "S", "12"), ("6.5", "S", "6.5"), (Decimal("12"), "S", "12"),
        (0, "E", "0"), ("0", "E", "0"), ("0.0", "E", "0"), (Decimal(0), "E", "0"),
    ],
    ids=repr,
)  # fmt: skip
def test_ordinary_vat_by_its_percent(percent: int | str | Decimal, category: str, rate: str) -> None:
    """Zero is exempt, without a ground: the completeness check asks for one."""
    made = vat(percent)
    assert (made.category, made.percent, made.ground) == (category, Decimal(rate), "")


@pytest.mark.parametrize(
    "percent",
    [
        "", "25%", "25,0", "-6", "+6", "6.", ".5", "1e1", "100", "²5", "6.5.1", " 6", "NaN", -1, 100, True, 25.0, None,
        pytest.param(10**5000, id="an int of 5001 digits"), Decimal("1E-1000000"), Decimal("1E+1000000"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_percentage_is_refused(percent: object) -> None:
    """Text is read strictly; a float is never a rate, though it prints like one."""
    with pytest.raises(InputError) as refused:
        vat(percent)  # type: ignore[arg-type]
    assert refused.value.code == "vat.percent"


def test_the_treatments_without_vat_have_their_ground() -> None:
    """What must be printed is a key into the statutory texts."""
    assert (REVERSE_CHARGE_BUILDING.category, REVERSE_CHARGE_BUILDING.ground) == ("AE", "reverse_charge.building")
    assert (OUTSIDE_VAT.category, OUTSIDE_VAT.ground) == ("O", "outside.compensation")
