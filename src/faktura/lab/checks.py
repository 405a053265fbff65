"""What must not change a decision, and what should: the order of the rows, and a link that a clerk confirmed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from attrs import frozen

from faktura.lab.keys import Key, Names
from faktura.lab.metrics import is_true
from faktura.lab.records import Decided, decided
from faktura.lab.synthetic.truth import Ledger, Row, Truth

Rows = Sequence[Mapping[str, str]]
Decide = Callable[[Rows, Rows, Rows], Iterable[Mapping[str, object]]]
"""An engine: open items, payments and links in, decision records out."""


def changed_by_order(decide: Decide, ledger: Ledger, *, seed: int) -> tuple[str, ...]:
    """Return the payments that are decided otherwise when items, payments and links come in another order."""
    chance = Random(seed)  # noqa: S311 - a repeatable draw is what is wanted

    def shuffled(rows: Rows) -> Rows:
        return chance.sample(rows, len(rows))

    names = Names.of(map(_key, ledger.payments))
    before = _by_payment(names, decide(ledger.items, ledger.payments, ledger.links))
    after = _by_payment(names, decide(shuffled(ledger.items), shuffled(ledger.payments), shuffled(ledger.links)))
    changed = (one for one in sorted(before.keys() | after.keys()) if before.get(one) != after.get(one))
    return tuple(map(names.said, changed))


@frozen(kw_only=True)
class Learning:
    """What one confirmed link teaches: payments from accounts that were unknown, and came again.

    Attributes:
        payments: Later payments from such accounts that have a true set.
        before: Of those, settled and right without the link.
        after: The same with it.
        wrong_before: Settled wrongly without the link, of all payments.
        wrong_after: The same with it.
    """

    payments: int
    before: int
    after: int
    wrong_before: int
    wrong_after: int


def learning(decide: Decide, ledger: Ledger) -> Learning:
    """Decide twice: as the ledger is, and with one link confirmed by hand for each new payer that pays again."""
    again, links = _repeaters(ledger)
    names = Names.of(map(_key, ledger.payments))
    before = _by_payment(names, decide(ledger.items, ledger.payments, ledger.links))
    after = _by_payment(names, decide(ledger.items, ledger.payments, (*ledger.links, *links)))
    return Learning(
        payments=len(again),
        before=sum(_settled(one, before) for one in again),
        after=sum(_settled(one, after) for one in again),
        wrong_before=_wrong(ledger, before),
        wrong_after=_wrong(ledger, after),
    )


def _repeaters(ledger: Ledger) -> tuple[list[Truth], list[Row]]:
    """Return the later payments of accounts without any link, and a link for each of these accounts."""
    customers = {(row["creditor"], row["claim_id"]): row["customer_id"] for row in ledger.items}
    linked = {(row["creditor"], row["payer_account"]) for row in ledger.links}
    seen: dict[tuple[str, str, str], list[tuple[Row, Truth]]] = defaultdict(list)
    for row, one in zip(ledger.payments, ledger.truth, strict=True):
        payer = row["creditor"], row["payer_account"]
        if one.claims and row["payer_account"] and payer not in linked:
            seen[*payer, customers[row["creditor"], one.claims[0][0]]].append((row, one))
    again = [one for rows in seen.values() for _, one in rows[1:]]
    links = [
        {"creditor": creditor, "payer_account": account, "customer_id": customer, "count": "1",
         "last_on": rows[0][0]["booked_on"], "manual": "true"}
        for (creditor, account, customer), rows in seen.items() if len(rows) > 1
    ]  # fmt: skip
    return again, links


def _key(row: Row) -> Key:
    return row["creditor"], row["payment_id"]


def _by_payment(names: Names, records: Iterable[Mapping[str, object]]) -> dict[Key, Decided]:
    return {names.key(*one.key): one for one in map(decided, records)}


def _settled(one: Truth, told: Mapping[Key, Decided]) -> bool:
    decision = told.get((one.creditor, one.payment_id))
    return decision is not None and decision.automatic and is_true(one, decision.top)


def _wrong(ledger: Ledger, told: Mapping[Key, Decided]) -> int:
    decisions = ((one, told.get((one.creditor, one.payment_id))) for one in ledger.truth)
    return sum(not _settled(one, told) for one, decision in decisions if decision is not None and decision.automatic)
