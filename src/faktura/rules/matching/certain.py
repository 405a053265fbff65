"""What may be booked without a person: the plan for one payment, or why there is none.

Exact references only. One item: its amount, less (a part), or more (the rest is the payer's).
Several: together exactly what is open, or the payer's own parts that fit. A reference shared by all
of a customer's invoices: the one with the amount, all of them, or the oldest first where that is the
declared policy. Text that is a reference of ours counts only with the exact amount.
"""

from collections.abc import Mapping

from attrs import frozen

from faktura.core.claim import OpenItem
from faktura.core.money import Money, total
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import Claimed, Reason, because
from faktura.rules.matching.evidence import Case, Slot

Left = Mapping[str, int]
"""What is open of each item now, in minor units, by item id: other payments of the batch lower it."""


@frozen(kw_only=True)
class Plan:
    """Allocations that may be booked.

    Attributes:
        exact: The amount settles what it names to the öre; such plans go before all others.
        difference: As in `Matched`.
    """

    allocations: tuple[Claimed, ...]
    rest: int = 0
    difference: int = 0
    exact: bool
    reasons: tuple[Reason, ...]


def plan(case: Case, left: Left, policy: MatchingPolicy) -> Plan | Reason:
    """Return the plan for *case* when it is certain, else the reason why it is not."""
    named = [slot for slot in case.slots if slot.items]
    hinder = _hindrance(case, named)
    if hinder is not None:
        return hinder
    live = [slot for slot in named if any(left[item.id] for item in slot.items)]
    if not live:
        return because("matching.already_paid", reference=named[0].label)
    items = {item.id: item for slot in live for item in slot.items if left[item.id]}
    if len(items) == 1:
        return _one(case, live[0], next(iter(items.values())), left, policy, alone=len(live) == len(named))
    divided = len(live) > 1 and all(slot.amount is not None for slot in live)
    if not divided and all(set(slot.items) == set(live[0].items) for slot in live):
        alone = len(live) == len(named)
        return _shared(case, live[0], tuple(items.values()), left, policy, alone=alone)
    return _several(case, named, live, left, policy)


def _hindrance(case: Case, named: list[Slot]) -> Reason | None:
    """Return what forbids any plan, whatever the amounts."""
    for slot in case.slots:
        if slot.hindered:
            amount = case.payment.amount
            if slot.hindered == "currency":
                return because("matching.currency", reference=slot.label, amount=amount)
            return because("matching.account", reference=slot.label)
        if not slot.items and slot.strength == "named":
            return because("matching.unknown_reference", reference=slot.label)
    if not named:
        first = next((slot for slot in case.slots if slot.label), None)
        return (
            because("matching.unknown_reference", reference=first.label) if first else because("matching.no_reference")
        )
    weak = next((slot for slot in named if slot.strength == "weak"), None)
    return because("matching.written_reference", reference=weak.label) if weak else None


def _known(case: Case, items: list[OpenItem]) -> tuple[Reason, ...]:
    known = bool(items) and all(item.customer_id in case.known for item in items)
    return (because("matching.payer_known"),) if known else ()


def _stranger(case: Case, items: list[OpenItem]) -> bool:
    """Whether the payer is known, and as none of the customers named."""
    return bool(case.known) and case.known.isdisjoint(item.customer_id for item in items)


def _one(case: Case, slot: Slot, item: OpenItem, left: Left, policy: MatchingPolicy, *, alone: bool) -> Plan | Reason:
    paid, open_ = case.payment.amount, Money(left[item.id], case.payment.amount.currency)
    if open_.minor < 0 or slot.credit:
        return because("matching.credit_only", reference=slot.label)
    over = paid - open_
    known = _known(case, [item])
    if not over:
        code = "matching.number_and_amount" if slot.by_number else "matching.reference_and_amount"
        reason = because(code, reference=slot.label, amount=paid)
        return Plan(allocations=(_claim(item, paid),), exact=True, reasons=(reason, *known))
    if not alone:
        return because("matching.amount_differs", references=_labels([slot]), amount=paid, open=open_)
    if slot.strength == "written":
        return because("matching.written_reference", reference=slot.label)
    applied, rest = min(paid, open_), max(over.minor, 0)
    if _within(over.minor, policy, paid.currency):
        reason = because("matching.rounding", references=slot.label, amount=paid, difference=abs(over))
        return Plan(
            allocations=(_claim(item, applied),),
            rest=rest,
            difference=-over.minor,
            exact=False,
            reasons=(reason, *known),
        )
    if _stranger(case, [item]):
        return because("matching.other_payer", amount=paid, open=open_)
    if any(left[rival.id] == paid.minor for rival in case.rivals):
        return because("matching.fits_better", reference=slot.label, amount=paid, open=open_)
    if rest:
        reason = because("matching.overpayment", reference=slot.label, amount=paid, open=open_, rest=over)
    else:
        reason = because("matching.part_payment", reference=slot.label, amount=paid, left=-over)
    return Plan(allocations=(_claim(item, applied),), rest=rest, exact=False, reasons=(reason, *known))


def _shared(
    case: Case, slot: Slot, items: tuple[OpenItem, ...], left: Left, policy: MatchingPolicy, *, alone: bool
) -> Plan | Reason:
    paid = case.payment.amount
    ambiguous = because("matching.ambiguous", reference=slot.label, count=str(len(items)))
    if len({item.customer_id for item in items}) > 1 or slot.credit:
        return ambiguous
    items = tuple(sorted(items, key=lambda item: (item.due, item.number, item.id)))
    exact = [item for item in items if left[item.id] == paid.minor]
    known = _known(case, list(items))
    if len(exact) == 1 or (exact and policy.oldest_first):
        code = "matching.shared_reference" if len(exact) == 1 else "matching.oldest_first"
        facts = {"amount": paid} if len(exact) == 1 else {}
        reason = because(code, reference=slot.label, **facts)
        return Plan(allocations=(_claim(exact[0], paid),), exact=True, reasons=(reason, *known))
    if not exact and sum(left[item.id] for item in items) == paid.minor:
        reason = because("matching.whole_customer", reference=slot.label, amount=paid)
        return Plan(allocations=_whole(items, left, paid.currency), exact=True, reasons=(reason, *known))
    declared = policy.oldest_first and slot.strength == "named" and alone
    if exact or not declared or _stranger(case, list(items)):
        return ambiguous
    owed, taken = paid.minor, []
    for item in items:
        if owed and left[item.id] > 0:
            part = min(owed, left[item.id])
            taken.append(_claim(item, Money(part, paid.currency)))
            owed -= part
    if not taken:
        return because("matching.credit_only", reference=slot.label)
    reason = because("matching.oldest_first", reference=slot.label)
    return Plan(allocations=tuple(taken), rest=owed, exact=False, reasons=(reason, *known))


def _several(case: Case, named: list[Slot], live: list[Slot], left: Left, policy: MatchingPolicy) -> Plan | Reason:
    paid = case.payment.amount
    chosen: dict[str, OpenItem] = {}
    parts: dict[str, int] = {}
    for slot in live:
        item = _of_slot(slot, left)
        if item is None:
            return because("matching.ambiguous", reference=slot.label, count=str(len(slot.items)))
        if slot.credit and left[item.id] > 0:
            return because("matching.amount_differs", references=slot.label, amount=paid, open=_open([item], left))
        chosen[item.id] = item
        if slot.amount is not None:
            parts[item.id] = parts.get(item.id, 0) + slot.amount.minor
    items = list(chosen.values())
    known = _known(case, items)
    labels = _labels(live)
    open_ = _open(items, left)
    differs = because("matching.amount_differs", references=labels, amount=paid, open=open_)
    if open_ == paid:
        reason = because("matching.several", references=labels, amount=paid)
        allocations = _whole(tuple(items), left, paid.currency)
        return Plan(allocations=allocations, exact=True, reasons=(reason, *known))
    if len(live) < len(named) or any(slot.strength != "named" for slot in live):
        return differs
    if parts.keys() == chosen.keys() and sum(parts.values()) == paid.minor:
        fits = all(part and part * left[at] > 0 and abs(part) <= abs(left[at]) for at, part in parts.items())
        if not fits or _stranger(case, items):
            return differs
        reason = because("matching.parts", references=labels, amount=paid)
        given = tuple(_claim(item, Money(parts[item.id], paid.currency)) for item in items)
        return Plan(allocations=given, exact=False, reasons=(reason, *known))
    return _nearly(case, items, labels, left, policy) or differs


def _nearly(case: Case, items: list[OpenItem], labels: str, left: Left, policy: MatchingPolicy) -> Plan | None:
    """Return the plan for several items whose sum differs by rounding: the last debt takes the difference."""
    paid = case.payment.amount
    over = paid.minor - sum(left[item.id] for item in items)
    items = sorted(items, key=lambda item: left[item.id] > 0)
    last = items[-1]
    if not _within(over, policy, paid.currency) or left[last.id] + min(over, 0) <= 0:
        return None
    short = {last.id: min(over, 0)}
    allocations = tuple(_claim(item, Money(left[item.id] + short.get(item.id, 0), paid.currency)) for item in items)
    difference = Money(abs(over), paid.currency)
    reason = because("matching.rounding", references=labels, amount=paid, difference=difference)
    return Plan(
        allocations=allocations,
        rest=max(over, 0),
        difference=-over,
        exact=False,
        reasons=(reason, *_known(case, items)),
    )


def _of_slot(slot: Slot, left: Left) -> OpenItem | None:
    """Return the one open item of *slot*: the only one, or the only one with the amount given to it."""
    items = [item for item in slot.items if left[item.id]]
    if len(items) > 1 and slot.amount is not None:
        items = [item for item in items if left[item.id] == slot.amount.minor]
    return items[0] if len(items) == 1 else None


def _within(over: int, policy: MatchingPolicy, currency: str) -> bool:
    limit = policy.write_off
    return limit.currency == currency and 0 < abs(over) <= limit.minor


def _claim(item: OpenItem, amount: Money) -> Claimed:
    return Claimed(item_id=item.id, amount=amount)


def _whole(items: tuple[OpenItem, ...], left: Left, currency: str) -> tuple[Claimed, ...]:
    return tuple(_claim(item, Money(left[item.id], currency)) for item in items)


def _open(items: list[OpenItem], left: Left) -> Money:
    currency = items[0].open.currency
    return total((Money(left[item.id], currency) for item in items), currency)


def _labels(slots: list[Slot]) -> str:
    return ", ".join(dict.fromkeys(slot.label for slot in slots))
