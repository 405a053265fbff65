"""Which öre a movement concerns: nothing is taken twice, nothing is lost, and what is undone is exactly that."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.ledger import AccountCode
from faktura.rules.posting.portion import Line, without, worth
from faktura.rules.posting.sales import SalePart

LENGTH = 1000


def sale(*minors: int) -> tuple[SalePart, ...]:
    """The first is VAT."""
    return tuple(
        SalePart(account=AccountCode(str(3000 + n)), minor=minor, is_vat=not n) for n, minor in enumerate(minors)
    )


def covered(moves: list[tuple[tuple[int, int], ...]]) -> list[int]:
    return sorted(point for stretches in moves for low, high in stretches for point in range(low, high))


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans()), max_size=12))
def test_no_ore_is_taken_twice(steps: list[tuple[int, bool]]) -> None:
    """Takings and undoings in any order: what is held is disjoint, within the line, and as long as was asked."""
    held: dict[str, tuple[tuple[int, int], ...]] = {}
    line, start = Line(50, LENGTH), 50
    for number, (amount, undo) in enumerate(steps):
        if undo and held:
            name, stretches = held.popitem()
            size = sum(high - low for low, high in stretches)
            back = line.move(("", name), -size)
            assert (covered([back.stretches]), back.beyond, back.sign) == (covered([stretches]), 0, -1)
            continue
        taken = line.move(("", f"k{number}"), amount)
        if not taken.beyond:
            held[f"k{number}"] = taken.stretches
        else:
            line.move(("", f"k{number}"), -amount)
        assert sum(high - low for low, high in taken.stretches) + taken.beyond == amount
    points = covered(list(held.values()))
    assert len(points) == len(set(points))
    assert all(start <= point < start + LENGTH for point in points)


def test_what_is_paid_beyond_the_debt_is_beyond_the_line() -> None:
    """It is neither revenue nor VAT; it goes back first."""
    line = Line(0, 100)
    assert line.move(("", "a"), 130).beyond == 30
    assert line.move(("", "b"), 10).stretches == ()
    back = line.move(("", "a"), -130)
    assert (back.stretches, back.beyond) == (((0, 100),), 30)
    assert Line(0, 0).move(("", "a"), 5).beyond == 5


def test_what_is_owed_anew_without_having_been_paid_is_beyond_as_well() -> None:
    """A debt that grows by a set-off has no stretch of the document to give back."""
    grown = Line(0, 100).move(("", "n"), -40)
    assert (grown.stretches, grown.beyond, grown.sign) == ((), 40, -1)


@given(
    st.lists(st.integers(-500, 5000), min_size=1, max_size=6).filter(lambda minors: sum(minors) > 0),
    st.lists(st.integers(0, 10**4), max_size=6),
)
def test_shares_sum_to_the_parts(minors: list[int], cuts: list[int]) -> None:
    """Cut anywhere: each piece sums to its length, all pieces to the document, and VAT is rounded half up."""
    parts, whole = sale(*minors), sum(minors)
    points = sorted({0, whole, *(cut % whole for cut in cuts)})
    pieces = [worth(parts, [(low, high)]) for low, high in pairwise(points)]
    for piece, (low, high) in zip(pieces, pairwise(points), strict=True):
        assert sum(piece) == high - low
    assert [sum(column) for column in zip(*pieces, strict=True)] == minors
    if len(minors) > 1 and len(points) > 2:
        exact = 2 * points[1] * minors[0] + whole
        assert pieces[0][0] == exact // (2 * whole)


def test_a_document_of_nothing_is_worth_nothing() -> None:
    """Sale and deposit that cancel out: no proportion exists."""
    assert worth(sale(25, -25), [(0, 0)]) == (0, 0)


@given(st.lists(st.tuples(st.sampled_from(["pay", "cede"]), st.integers(0, 1), st.integers(1, 500)), max_size=8))
def test_what_passes_between_two_debtors_is_paid_once(steps: list[tuple[str, int, int]]) -> None:
    """Pay and pass over in any order, give back at once what is then paid too much: each öre is paid once."""
    lines, owed = (Line(0, 600), Line(600, 400)), [600, 400]
    paid: Counter[int] = Counter()

    def move(at: int, amount: int, name: str) -> None:
        moved = lines[at].move(("", name), amount)
        owed[at] -= amount
        assert moved.beyond == 0
        for low, high in moved.stretches:
            paid.update(dict.fromkeys(range(low, high), moved.sign))

    for number, (what, at, wanted) in enumerate(steps):
        if what == "pay" and (amount := min(wanted, max(owed[at], 0))):
            move(at, amount, f"{number}")
        elif what == "cede" and (ceded := lines[at].cede(wanted)):
            size = sum(high - low for low, high in ceded)
            assert without(ceded, [(0, LENGTH)]) == []
            lines[1 - at].receive(ceded)
            owed[at], owed[1 - at] = owed[at] - size, owed[1 - at] + size
            if owed[at] < 0:
                move(at, owed[at], f"refund {number}")
    for at in (0, 1):
        if owed[at]:
            move(at, owed[at], "rest")
    assert sum(owed) == 0
    assert +paid == Counter(range(LENGTH))
