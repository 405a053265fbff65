"""Money: exact, never mixed, and split without losing an öre."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch, InvalidAmount
from faktura.core.money import LARGEST, Money, amount, exponent, sek, total
from faktura.core.number import exact
from faktura.core.rounding import down, half_even, half_up, up

CURRENCIES = st.sampled_from(["SEK", "EUR", "JPY", "KWD"])
MINORS = st.integers(-(10**14), 10**14)
ANY = st.builds(Money, st.integers(-LARGEST, LARGEST), CURRENCIES)
AMOUNTS = st.builds(Money, MINORS, CURRENCIES)
WEIGHTS = st.lists(st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=3)), min_size=1, max_size=12).filter(
    any
)


@given(AMOUNTS, WEIGHTS)
def test_allocate_loses_and_makes_nothing(whole: Money, weights: list[int | Decimal]) -> None:
    """Shares sum to the whole, and each is within one minor unit of its exact part."""
    shares = whole.allocate(weights)
    assert len(shares) == len(weights)
    assert sum(share.minor for share in shares) == whole.minor
    for share, weight in zip(shares, weights, strict=True):
        exact = Fraction(whole.minor) * Fraction(weight) / sum(map(Fraction, weights))
        assert abs(share.minor - exact) < 1


@given(AMOUNTS, WEIGHTS)
def test_allocate_is_the_same_for_both_signs(whole: Money, weights: list[int | Decimal]) -> None:
    """A credit note splits as the mirror of its invoice."""
    assert (-whole).allocate(weights) == tuple(-share for share in whole.allocate(weights))


@given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
def test_allocate_asks_for_proportions_only(whole: Money, weights: list[int | Decimal], factor: int) -> None:
    """Weights a thousand times larger split alike, and a weight of zero gets nothing."""
    shares = whole.allocate(weights)
    assert whole.allocate([weight * factor for weight in weights]) == shares
    assert all(share.minor == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


ALLOCATIONS = [
    # öre,  weights,          shares
    (100, [1, 1, 1], [34, 33, 33]),
    (-100, [1, 1, 1], [-34, -33, -33]),
    (1, [1, 1], [1, 0]),
    (0, [1, 2], [0, 0]),
    (100, [0, 1, 0], [0, 100, 0]),
    (1001, [50, 50], [501, 500]),
    (5, [1, 3], [1, 4]),
    (10, [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")], [5, 3, 2]),
]


@pytest.mark.parametrize(("minor", "weights", "shares"), ALLOCATIONS)
def test_allocate(minor: int, weights: list[int | Decimal], shares: list[int]) -> None:
    """The largest remainders get what is left over, the earlier share first among equals."""
    assert [share.minor for share in Money(minor).allocate(weights)] == shares


BAD_WEIGHTS: list[list[int | Decimal]] = [
    [],
    [0],
    [0, 0],
    [1, -1],
    [-1],
    [Decimal("NaN")],
    [Decimal("sNaN"), 1],
    [Decimal("Infinity"), 1],
    [Decimal("1E+999999999"), 1],
    [Decimal("1E-999999999"), 1],
]


@pytest.mark.parametrize("weights", BAD_WEIGHTS, ids=str)
def test_allocate_refuses_weights_that_mean_nothing(weights: list[int | Decimal]) -> None:
    """None at all, nothing but zeros, negative, no number, or beyond all measure."""
    with pytest.raises(InvalidAmount) as refused:
        sek(100).allocate(weights)
    assert refused.value.code == "money.weights"


READ = [
    # text,          currency, minor units
    ("0", "SEK", 0),
    ("-0", "SEK", 0),
    ("-0.00", "SEK", 0),
    ("1", "SEK", 100),
    ("1250.5", "SEK", 125050),
    ("1250,50", "SEK", 125050),
    ("-1250,05", "SEK", -125005),
    ("0001", "SEK", 100),
    ("0.01", "SEK", 1),
    ("300", "JPY", 300),
    ("1.234", "KWD", 1234),
    ("10000000000000.00", "SEK", LARGEST),
    ("1000000000000000", "JPY", LARGEST),
]


@pytest.mark.parametrize(("text", "currency", "minor"), READ)
def test_text_is_read_exactly(text: str, currency: str, minor: int) -> None:
    """A point or a comma, and as many decimals as the currency has."""
    assert Money.parse(text, currency) == Money(minor, currency)


ATTACKS = [
    "", " ", "-", ".", ",", ".5", "5.", "1.2.3", "1,2,3", "1,250.50", "1 250", "1\u00a0250", "1_000", "+1", "--1", "1-",
    "１２", "²", "٣٤", "½", "Ⅷ", "一", "NaN", "sNaN", "Infinity", "-inf", "1E+1000000", "1e3", "0x10", "0b1", "1.005",
    "1\n", "\n1", "1\x00", "99999999999999999", "1" * 1000, "9" * 10_000_000, "1250.50 kr", "kr 5", "1’000", "−5",
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: ascii(text[:20]))
def test_text_that_only_looks_like_an_amount(text: str) -> None:
    """What `Decimal`, `int` or a human eye would let through is refused, at once and with a short message."""
    for read in (Money.parse, sek):
        with pytest.raises(InvalidAmount) as refused:
            read(text)
        assert refused.value.code == "money.text"
        assert len(str(refused.value)) < 200


@pytest.mark.parametrize("read", [Money.parse, exact])
@pytest.mark.parametrize("text", ["191212121212", "19121212-1212", "121212-1212 kr"])
def test_a_personal_number_in_the_wrong_column_is_not_shown(read: Callable[[str], object], text: str) -> None:
    """What was found is masked as soon as it is long enough to be one."""
    with pytest.raises(InvalidAmount) as refused:
        read(f"{text}x")
    assert "1212" not in refused.value.explain("sv")
    assert "1212" not in str(refused.value.facts)


@given(ANY)
def test_what_is_printed_is_read_back(one: Money) -> None:
    """`str` shows the decimals of the currency and its code."""
    text, currency = str(one).split(" ")
    assert Money.parse(text, currency) == amount(one.major, currency) == one
    assert len(text.partition(".")[2]) == exponent(currency)


@given(MINORS, MINORS, MINORS)
def test_sums_are_sums_of_integers(a: int, b: int, c: int) -> None:
    """Adding, taking away and turning the sign are those of the integers."""
    one, two, three = Money(a), Money(b), Money(c)
    assert (one + two) + three == one + (two + three) == total([one, two, three], "SEK") == Money(a + b + c)
    assert one - two == -(two - one) == Money(a - b)
    assert abs(one) == Money(abs(a))
    assert one.sign == (-one).sign * -1
    assert bool(one) == (a != 0)
    assert (one < two, one <= two, one > two, one >= two) == (a < b, a <= b, a > b, a >= b)


@pytest.mark.parametrize("other", ["EUR", "sek", "NOK"])
def test_currencies_never_mix(other: str) -> None:
    """Not in a sum, a difference or a comparison; equality is simply false."""
    if other == "sek":
        with pytest.raises(InvalidAmount):
            Money(1, other)
        return
    here, there = Money(1), Money(1, other)
    assert here != there
    for mix in (
        lambda: here + there,
        lambda: here - there,
        lambda: here < there,
        lambda: here >= there,
        lambda: total([here, there], "SEK"),
        lambda: total([here], other),
    ):
        with pytest.raises(CurrencyMismatch) as refused:
            mix()
        assert refused.value.code == "money.mixed"


@pytest.mark.parametrize("minor", [1.0, 0.5, "1", None, True, Decimal(1), float("nan")], ids=repr)
def test_minor_units_are_whole_numbers(minor: object) -> None:
    """No float, no bool, no text: nothing that would have to be understood."""
    with pytest.raises(InvalidAmount) as refused:
        Money(minor)  # type: ignore[arg-type]
    assert refused.value.code == "money.not_whole"


@pytest.mark.parametrize("major", [1.0, True, None, b"1", Fraction(1, 2)], ids=repr)
def test_kronor_come_as_text_int_or_decimal(major: object) -> None:
    """A float has been rounded already, by nobody's rule."""
    with pytest.raises(InvalidAmount) as refused:
        sek(major)  # type: ignore[arg-type]
    assert refused.value.code == "money.not_whole"


@pytest.mark.parametrize(
    "major", [Decimal("0.005"), Decimal("1E-7"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999"), 10**30],
    ids=str,
)  # fmt: skip
def test_an_amount_that_would_need_rounding_is_refused(major: Decimal | int) -> None:
    """`sek` never rounds; `Money.rounded` does, by a named rule."""
    with pytest.raises(InvalidAmount):
        sek(major)


def test_there_is_a_largest_amount() -> None:
    """Ten thousand billion kronor either way, and nothing beyond, by any road."""
    assert Money(LARGEST).minor == -Money(-LARGEST).minor == 10**15
    roads: tuple[Callable[[], object], ...] = (
        lambda: Money(LARGEST + 1),
        lambda: Money(-LARGEST - 1),
        lambda: Money(LARGEST) + Money(1),
        lambda: Money(LARGEST) * 2,
        lambda: sek(1).times(Decimal("1E+14"), half_up),
        lambda: Money.rounded(Decimal("1E+14"), "SEK", half_up),
        lambda: sek("10000000000000.01"),
        lambda: Money.parse("9999999999999999", "KWD"),
        lambda: Money.rounded(Decimal("NaN"), "SEK", half_up),
    )
    for beyond in roads:
        with pytest.raises(InvalidAmount) as refused:
            beyond()
        assert refused.value.code == "money.too_large"


@pytest.mark.parametrize("factor", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+1000000"])
def test_a_factor_beyond_all_measure_is_refused(factor: str) -> None:
    """Before anything is computed with it."""
    for one in (sek(1), sek(0)):
        with pytest.raises(InvalidAmount):
            one.times(Decimal(factor), half_up)


TIMES = [
    # kronor, factor,   by half up, half even, down, up    (öre)
    ("0.01", "0.5", 1, 0, 0, 1),
    ("0.03", "0.5", 2, 2, 1, 2),
    ("0.05", "0.5", 3, 2, 2, 3),
    ("100", "0.25", 2500, 2500, 2500, 2500),
    ("0.10", "0.06", 1, 1, 0, 1),
    ("333.33", "0.12", 4000, 4000, 3999, 4000),
]


@pytest.mark.parametrize(("kronor", "factor", "by_half_up", "by_half_even", "by_down", "by_up"), TIMES)
def test_each_product_names_its_rounding(
    kronor: str, factor: str, by_half_up: int, by_half_even: int, by_down: int, by_up: int
) -> None:
    """And a credit rounds as the mirror of the charge."""
    one = sek(kronor)
    rules = {half_up: by_half_up, half_even: by_half_even, down: by_down, up: by_up}
    for rule, minor in rules.items():
        assert one.times(Decimal(factor), rule).minor == minor
        assert (-one).times(Decimal(factor), rule).minor == -minor


@given(st.integers(-(10**12), 10**12), st.decimals(-1000, 1000, places=6))
def test_a_product_is_within_one_unit_of_the_exact_one(minor: int, factor: Decimal) -> None:
    """Half a unit for the nearest, less than one for the others."""
    exact = Fraction(minor) * Fraction(factor)
    assert abs(Money(minor).times(factor, half_up).minor - exact) <= Fraction(1, 2)
    assert abs(Money(minor).times(factor, half_even).minor - exact) <= Fraction(1, 2)
    assert 0 <= abs(exact) - abs(Money(minor).times(factor, down).minor) < 1
    assert 0 <= abs(Money(minor).times(factor, up).minor) - abs(exact) < 1


def test_money_is_multiplied_by_whole_numbers_only() -> None:
    """A fraction needs a rounding, hence `times`."""
    assert sek(5) * 3 == 3 * sek(5) == sek(15)
    for factor in (0.5, Decimal("0.5"), True, sek(1)):
        with pytest.raises(TypeError):
            sek(5) * factor  # type: ignore[operator]


@given(AMOUNTS)
def test_money_is_a_value(one: Money) -> None:
    """Usable as a key, frozen, and the same in another process."""
    assert {one: 1}[Money(one.minor, one.currency)] == 1
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    with pytest.raises(AttributeError):
        one.minor = 0  # type: ignore[misc]
