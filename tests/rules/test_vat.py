"""VAT on the sum of each rate, rounded once; the figures of Skatteverket's guidance."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import PriceBasis
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_25, Vat, VatCategory
from faktura.rules.vat import breakdown, group_amounts, reason_of, vat_on, vat_within, without_vat

RATES = st.sampled_from([Decimal(25), Decimal(12), Decimal(6), Decimal(0), Decimal("8.5")])
PARTS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("base", "percent", "vat"),
    [
        # taxable amount in öre, percent; the VAT in öre
        (446_775, 25, 111_694),  # Skatteverket's example Anna: 1 116.9375 is 1 116.94
        (2, 25, 1),  # half an öre goes up
        (1, 25, 0),
        (100_000, 25, 25_000),
        (50_000, 12, 6_000),
        (20_000, 6, 1_200),
        (-2, 25, -1),  # and away from zero in a credit
    ],
)
def test_vat_on_a_sum(base: int, percent: int, vat: int) -> None:
    """Two decimals, the third 5-9 up."""
    assert vat_on(base, Decimal(percent)) == vat


@given(st.integers(-(10**12), 10**12), RATES)
def test_vat_within_what_vat_was_put_on_is_that_vat(base: int, percent: Decimal) -> None:
    """Adding VAT and taking it out again gives the same VAT, so both price bases agree on a total."""
    tax = vat_on(base, percent)
    assert vat_within(base + tax, percent) == tax
    assert without_vat(base + tax, percent) == base


@given(PARTS, RATES, st.sampled_from(tuple(PriceBasis)))
def test_a_rate_adds_up(parts: list[int], percent: Decimal, basis: PriceBasis) -> None:
    """Parts sum to taxable amount and VAT, and VAT is the rate of the taxable amount within its rounding."""
    group = group_amounts(parts, percent, basis)
    assert sum(group.nets) == group.base
    assert sum(group.grosses) == group.base + group.vat
    assert abs(group.vat - group.base * percent / 100) < 1
    given_parts = group.grosses if basis is PriceBasis.WITH_VAT else group.nets
    assert given_parts == tuple(parts)


def test_the_specification_lists_the_highest_rate_first_and_states_each_ground() -> None:
    """One row for each treatment; rows without VAT say why."""
    free = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education")
    amounts = {REVERSE_CHARGE_BUILDING: (500, 0), free: (300, 0), VAT_25: (100, 25)}
    rows = breakdown(amounts, currency="SEK", language="sv")
    assert [row.category for row in rows] == [VatCategory.STANDARD, VatCategory.EXEMPT, VatCategory.REVERSE_CHARGE]
    assert [row.reason_code for row in rows] == ["", "VATEX-EU-132-1I", "VATEX-EU-AE"]
    assert rows[2].reason == "Omvänd betalningsskyldighet"
    assert not rows[0].reason


def test_a_ground_may_be_the_text_itself() -> None:
    """What is no key is printed as it stands."""
    assert reason_of(Vat(VatCategory.EXEMPT, Decimal(0), "Momsfri enligt beslut"), "sv") == "Momsfri enligt beslut"


def test_a_zero_rate_states_no_reason() -> None:
    """EN 16931 forbids one (BR-Z-10)."""
    assert reason_of(Vat(VatCategory.ZERO, Decimal(0), "nollsats"), "sv") == ""
