"""Plain payments from payers whose account and number are unknown: those who are called so may be meant as well."""

from collections.abc import Iterator, Mapping, Sequence

from faktura.core.claim import Candidates, OpenItem
from faktura.core.money import Money
from faktura.core.payer_name import payer_keys
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.case import MOST_CUSTOMERS, Case
from faktura.rules.matching.evidence import called, is_common, judge_of, namesakes_of
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.sets import MOST
from faktura.rules.matching.signs import payer_sign
from faktura.rules.matching.sure import Balance, Rival, Sure
from faktura.rules.matching.weighed import Signs


def strangers(
    unsure: Mapping[int, tuple[IncomingPayment, OpenItem]], candidates: Candidates, creditor: str, balance: Balance
) -> Iterator[tuple[int, Sure | None]]:
    """Yield each of *unsure* with its place: certain all the same, or not; with two look-ups in all."""
    asked = {at: _keys(payment, balance.scales) for at, (payment, _) in unsure.items()}
    pairs = tuple(dict.fromkeys([pair for some in asked.values() for pair in some]))
    found = candidates.by_name(pairs) if pairs else {}
    theirs = {at: _others(called(some, found), *unsure[at]) for at, some in asked.items() if some}
    wanted = dict.fromkeys([(one, unsure[at][0].amount) for at, some in theirs.items() for one in some])
    same = candidates.by_customer_amount(tuple(wanted)) if wanted else {}
    for at, (payment, item) in unsure.items():
        some = theirs.get(at, ())
        made = _beside(at, payment, item, some, same, creditor, balance) if some else _alone(at, payment, item, balance)
        yield at, made


def _keys(payment: IncomingPayment, scales: Scales) -> Sequence[tuple[str, Money]]:
    name, amount = payment.payer.name, payment.amount
    return [(key, amount) for key in payer_keys(name)] if name and is_common(amount, scales) else ()


def _others(found: tuple[str, ...], payment: IncomingPayment, item: OpenItem) -> tuple[str, ...]:
    """Return who is called as the payer, the customer of *item* first if he is; nobody when that tells nothing more."""
    mine = item.customer_id
    some = tuple([one for one in found if one != mine or not mine])[: MOST_CUSTOMERS - bool(mine)]
    if mine in found and (some or likeness(item.customer_name, payment.payer.name) == "unlike"):
        return (mine, *some)  # he may be called otherwise on another claim
    return some


def _alone(at: int, payment: IncomingPayment, item: OpenItem, balance: Balance) -> Sure | None:
    code = f"payer.{likeness(item.customer_name, payment.payer.name)}"
    return balance.sure(at, payment, item, (code, balance.scales.called(code, 0)))


def _beside(
    at: int,
    payment: IncomingPayment,
    item: OpenItem,
    customers: Sequence[str],
    same: Mapping[tuple[str, Money], tuple[OpenItem, ...]],
    creditor: str,
    balance: Balance,
) -> Sure | None:
    """Weigh beside what *customers*, who are called as the payer, have open of the same amount."""
    case, amount, on = Case(payment), payment.amount, payment.booked_on
    judge = judge_of(case, creditor)
    case.same = {
        one: tuple([its for its in same.get((one, amount), ()) if its.open.minor and judge(its)]) for one in customers
    }
    case.namesakes = namesakes_of(case.same, payment.payer.name)
    if not case.namesakes:
        return _alone(at, payment, item, balance)
    scales, common = balance.scales, balance.scales.common(amount.minor, amount.currency)
    rivals: list[Rival] = []
    told: dict[tuple[str, bool], tuple[Signs, float]] = {}
    against = 0.0
    others = [its for one in case.namesakes if one != item.customer_id for its in case.same[one]]
    for its in others[: MOST - 1]:
        kind = its.customer_name, its.issued is not None and its.issued > on
        if (weighed := told.get(kind)) is None:  # nothing else tells one namesake's claim from another's
            weighed = told[kind] = balance.rival(common, *payer_sign(case, (its,), scales), kind[1])
        rivals.append((its, weighed[0]))
        against += weighed[1]
    return balance.sure(at, payment, item, payer_sign(case, (item,), scales), rivals=rivals, against=against)
