"""Two creditors whose ids coincide are two creditors: whatever is counted, told or learnt, nothing of theirs is mixed."""

from collections.abc import Callable
from functools import cache

import attrs
import pytest

from faktura import lab
from faktura.core.errors import InputError, NotFound
from faktura.core.sender import MatchingPolicy
from faktura.lab.baselines import BASELINES
from faktura.lab.checks import changed_by_order, learning
from faktura.lab.keys import Key
from faktura.lab.metrics import Evaluation, evaluate
from faktura.lab.months import replay_months
from faktura.lab.synthetic import CONSUMER, SUPPLIER, Ledger, generate
from faktura.lab.synthetic.truth import Row


def renamed(ledger: Ledger, prefix: str) -> Ledger:
    """The ledger with payments and claims numbered from 1, each id after *prefix*."""
    payments = {row["payment_id"]: f"{prefix}P{at}" for at, row in enumerate(ledger.payments, start=1)}
    claims = {row["claim_id"]: f"{prefix}F{at}" for at, row in enumerate(ledger.items, start=1)}

    def of(row: Row, column: str, names: dict[str, str]) -> Row:
        return {**row, column: names[row[column]]}

    return Ledger(
        items=tuple(of(row, "claim_id", claims) for row in ledger.items),
        payments=tuple(of(row, "payment_id", payments) for row in ledger.payments),
        links=ledger.links,
        truth=tuple(
            attrs.evolve(
                one,
                payment_id=payments[one.payment_id],
                claims=tuple((claims[claim], minor) for claim, minor in one.claims),
                same=tuple(frozenset(claims[claim] for claim in some) for some in one.same),
                twin=payments.get(one.twin, ""),
            )
            for one in ledger.truth
        ),
    )


@cache
def both(first: str, second: str) -> Ledger:
    """Two creditors' ledgers as one; with equal prefixes their ids are the same."""
    mine = renamed(generate(CONSUMER, claims=160, seed=4, creditor="A"), first)
    return mine + renamed(generate(SUPPLIER, claims=160, seed=5, creditor="B"), second)


@pytest.fixture
def mixed() -> Ledger:
    """Two creditors with the same ids."""
    return both("", "")


@pytest.fixture
def apart() -> Ledger:
    """The same two with ids of their own."""
    return both("a", "b")


def counted(found: Evaluation) -> object:
    """Everything an evaluation counts; of ids only how many there are."""
    sizes = (len(found.over_allocated), len(found.wrong), len(found.missed))
    return found.overall, found.kinds, found.bins, found.brier, sizes


def test_what_is_counted_is_what_ids_of_their_own_would_give(mixed: Ledger, apart: Ledger) -> None:
    """Score, kinds, calibration and over-allocation; the ids of what is wrong or missed tell the creditor."""
    one, other = (lab.match(some.items, some.payments, some.links) for some in (mixed, apart))
    found, expected = one.evaluate(mixed.truth), other.evaluate(apart.truth)
    assert counted(found) == counted(expected)
    assert found.missed
    for name in (*found.wrong, *found.missed):
        creditor, _, id = name.partition(":")
        assert one.why(name) == one.why(id, creditor=creditor)
    assert [row["creditor"] for row in one.records()] == [row["creditor"] for row in mixed.payments]


def test_thresholds_are_swept_for_each_creditor(mixed: Ledger, apart: Ledger) -> None:
    """The scores at every threshold are those of ids of their own."""
    one, other = (lab.sweep(lab.match(some.items, some.payments, some.links), some.truth) for some in (mixed, apart))
    assert one.records() == other.records()


def test_policies_are_compared_payment_by_payment(mixed: Ledger, apart: Ledger) -> None:
    """The same payments are decided differently, and the same policy was right."""
    bold, careful = MatchingPolicy(margin=1), MatchingPolicy(margin=30)
    one, other = (
        lab.compare(bold, careful, items=some.items, payments=some.payments, links=some.links, truth=some.truth)
        for some in (mixed, apart)
    )
    assert one.differences
    assert [(row.first, row.second, row.right) for row in other.differences] == [
        (_own(row.first, row.payment_id), row.second, row.right) for row in one.differences
    ]
    assert {row.payment_id[:2] for row in one.differences if ":" in row.payment_id} == {"A:", "B:"}


def _own(text: str, payment_id: str) -> str:
    """Return claims under ids of their own."""
    return text.replace("F", f"{payment_id[0].lower()}F")


def test_a_year_is_replayed_for_each_creditor(mixed: Ledger, apart: Ledger) -> None:
    """The clerk settles and confirms what is the creditor's own."""
    one, other = (replay_months(some.items, some.payments, some.links, truth=some.truth) for some in (mixed, apart))
    assert [(month.score, month.links) for month in one.months] == [
        (month.score, month.links) for month in other.months
    ]


def test_an_engine_is_checked_for_each_creditor(mixed: Ledger, apart: Ledger) -> None:
    """Order and learning; and an engine that leaves the creditor out cannot be checked on such ids."""
    assert learning(lab.decide, mixed) == learning(lab.decide, apart)
    assert changed_by_order(lab.decide, mixed, seed=1) == ()

    def without(items: object, payments: object, links: object) -> list[dict[str, object]]:
        rows = lab.decide(items, payments, links)
        return [{name: cell for name, cell in row.items() if name != "creditor"} for row in rows]

    assert learning(without, apart) == learning(lab.decide, apart)
    with pytest.raises(InputError, match="several creditors"):
        learning(without, mixed)


@pytest.mark.parametrize("name", BASELINES)
def test_baselines_take_no_claim_of_another_creditor(name: str, mixed: Ledger, apart: Ledger) -> None:
    """What one creditor's payment has settled, the other's may still settle."""
    one, other = (
        evaluate(BASELINES[name](some.items, some.payments), some.truth, some.items) for some in (mixed, apart)
    )
    assert counted(one) == counted(other)


def test_an_id_of_several_creditors_is_not_guessed() -> None:
    """Neither by a question nor by a truth without the creditor; with it, or where one creditor has it, all is told."""
    items = [
        {"creditor": one, "claim_id": "F1", "ocr": ocr, "customer_id": "K", "due_date": "2026-10-01", "open": "250.00"}
        for one, ocr in (("A", "12351"), ("B", "67892"))
    ]
    payments = [
        {"creditor": one, "payment_id": id, "booked_on": "2026-10-02", "amount": "250.00", "reference": "12351"}
        for one, id in (("A", "P1"), ("B", "P1"), ("A", "P2"))
    ]
    run = lab.match(items, payments[:2])
    assert (run.decision("P1", "A").gate, run.decision("B:P1").gate) == ("", "evidence")
    assert run.payment("P1", creditor="B") is run.payment("B:P1")
    asked: tuple[Callable[[], object], ...] = (lambda: run.why("P1"), lambda: run.score({"P1": ["F1"]}))
    for ask in asked:
        with pytest.raises(InputError, match="several creditors"):
            ask()
    for creditor, id in (("C", "P1"), ("", "P9"), ("A", "B:P1")):
        with pytest.raises(NotFound):
            run.why(id, creditor=creditor)
    truth: dict[Key, list[str]] = {("A", "P1"): ["F1"], ("B", "P1"): []}
    assert (run.score(truth).right, run.score(truth).decidable, run.score(truth).recalled) == (1, 1, 1)
    wide = lab.match(items, payments)
    assert wide.why("P2") == wide.why("P2", creditor="A")
    assert [line.split()[0] for line in wide.table().splitlines()] == ["payment", "A:P1", "B:P1", "P2"]
