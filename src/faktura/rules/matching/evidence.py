"""What a payment says, looked up: the claims and customers it names, and who the payer is.

Nothing of another creditor, in another currency or payable to another account is ever a candidate,
and a claim on Skatteverket is one only for payments from Skatteverket.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from faktura.core.check_digit import is_digits
from faktura.core.claim import MOST_BY_NAME, Candidates, ItemKind, OpenItem
from faktura.core.money import Money
from faktura.core.payer_name import folded, name_keys, payer_keys
from faktura.core.payment import IncomingPayment
from faktura.core.reference import LONGEST
from faktura.rules.matching.called import look_for_called, text_of
from faktura.rules.matching.case import MOST_CUSTOMERS, Case, digits, eligible, in_parts, is_tax_agency
from faktura.rules.matching.first_names import look_for_first_names
from faktura.rules.matching.hits import checked_neighbours, neighbours, resolve
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.reading import mentions
from faktura.rules.matching.requests import Requests
from faktura.rules.matching.scales import Scales, is_old

_MOST_UNKNOWN: Final = 3
_SHORTEST_NEAR: Final = 4
_FEW: Final = 3
MOST_OF_AGENT: Final = 300
"""Of an agent's customers so many are looked at; who pays for more must name what he pays."""


def gather(
    payments: Sequence[IncomingPayment],
    candidates: Candidates,
    creditor: str,
    scales: Scales,
    *,
    named: Container[str] = (),
) -> list[Case]:
    """Return a case for each of *payments*, in their order, with a fixed number of batch look-ups for some hundreds of them.

    Other payments of the batch than these have *named* claims too.
    """
    cases = [case for _, some in in_parts(payments) for case in _read(some, candidates, creditor)]
    naming = Counter([one for case in cases for one in {item.id for hit in case.hits for item in hit.open}])
    for _, part in in_parts(cases):
        _look_near(part, candidates, creditor, scales)
        _look_for_names(part, candidates, scales, lambda claim: naming[claim] == 1 and claim not in named)
        look_for_called(part, candidates)
        _look_at_customers(part, candidates, creditor)
        _look_for_payers(part, candidates, creditor)
        look_for_first_names(part, candidates, lambda case: judge_of(case, creditor))
        _look_at_amounts(part, candidates, creditor)
    _look_at_requests(cases, candidates, creditor)
    return cases


def _read(payments: Sequence[IncomingPayment], candidates: Candidates, creditor: str) -> Iterator[Case]:
    """Yield each of *payments* with what it names and whom its account and number belong to."""
    said = [mentions(payment) for payment in payments]
    keys = _unique([key for some in said for one in some for key in one.keys])
    references = candidates.by_reference(keys)
    numbers = candidates.by_number(keys)
    accounts = candidates.by_account(_unique([one.payer.account for one in payments]))
    companies = [digits(one.payer.organisation_number) for one in payments]
    organisations = candidates.by_organisation(_unique(companies))
    for payment, some, company in zip(payments, said, companies, strict=True):
        case = Case(payment)
        case.links = accounts.get(payment.payer.account, ())
        case.organisations = organisations.get(company, ())
        case.from_tax_agency = is_tax_agency(payment)
        resolve(case, some, references, numbers, creditor)
        yield case


def _look_near(cases: Sequence[Case], candidates: Candidates, creditor: str, scales: Scales) -> None:
    """Find what is one slip away from references that nothing has.

    Where references end in a check digit, only what does so may be one.
    """
    poor = [case for case in cases if case.unknown and not any(hit.open for hit in case.hits)]
    for look_up, slips in (
        (candidates.by_reference, checked_neighbours if scales.check_digits else neighbours),
        (candidates.by_number, neighbours),
    ):
        tried = [(case, [near for one in _slipped(case) for near in slips(one)]) for case in poor]
        keys = _unique(chain.from_iterable([some for _, some in tried]))
        found = look_up(keys) if keys else {}
        for case, some in tried if found else ():
            items = [item for key in some if key in found for item in found[key]]
            case.near = tuple([one for one in items if one.open.minor > 0 and eligible(one, case, creditor) == "yes"])
        poor = [case for case in poor if not case.near]


def _slipped(case: Case) -> list[str]:
    """Return the unknown numbers of the payment that may be one of ours with a slip."""
    return [one for one in case.unknown if is_digits(one) and _SHORTEST_NEAR <= len(one) <= LONGEST + 1][:_MOST_UNKNOWN]


def is_common(amount: Money, scales: Scales) -> bool:
    """Whether so many claims have this amount open that a reference and the amount may agree by chance."""
    return scales.common(amount.minor, amount.currency) > max(_FEW, scales.claims // 2_000)


def _names_itself(case: Case, scales: Scales, alone: Callable[[str], bool]) -> bool:
    """Whether one reference that no other payment has and a rare amount say it all, whatever the payer is called."""
    amount = case.payment.amount
    return (
        len(case.hits) == 1
        and case.hits[0].strength == "exact"
        and len(case.hits[0].open) == 1
        and case.hits[0].open[0].open == amount
        and alone(case.hits[0].open[0].id)
        and not is_common(amount, scales)
    )


def _look_for_names(
    cases: Sequence[Case], candidates: Candidates, scales: Scales, alone: Callable[[str], bool]
) -> None:
    """Find who of those with the amount is called as the payer, where no account or organisation number tells.

    *alone* tells whether a claim is named by one payment only.
    """
    asked = {}
    for at, case in enumerate(cases):
        name = case.payment.payer.name
        if not name or case.links or case.organisations:
            continue
        if not _names_itself(case, scales, alone):
            amount = case.payment.amount
            asked[at] = [(key, amount) for key in payer_keys(name)]
    found = candidates.by_name(tuple(dict.fromkeys(pair for some in asked.values() for pair in some))) if asked else {}
    for at, some in asked.items():
        cases[at].namesakes = called(some, found)


def called(asked: Sequence[tuple[str, Money]], found: Mapping[tuple[str, Money], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the customers *found* under the keys *asked* of a name: by the whole of it, or else by its parts."""
    whole = found.get(asked[0], ()) if asked else ()
    return whole or tuple(dict.fromkeys([one for pair in asked[1:] for one in found.get(pair, ())]))[:MOST_BY_NAME]


def _look_at_customers(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Add what the customers a payment points at have open, and what they have or had of its very amount.

    Of those who are only called as the payer the amount is all that counts.
    """
    told = [case.told_of() for case in cases]
    open_ = candidates.by_customer(_unique([one for some in told for one in some]))
    every = [
        _with_linked(case, case.pointed_at() if case.namesakes else some)
        for case, some in zip(cases, told, strict=True)
    ]
    asked = dict.fromkeys((one, case.payment.amount) for case, some in zip(cases, every, strict=True) for one in some)
    same = candidates.by_customer_amount(tuple(asked))
    for case, some, more in zip(cases, told, every, strict=True):
        judge = judge_of(case, creditor)
        theirs = {one: tuple(filter(judge, open_[one])) for one in some if one in open_}
        case.customers = {one: items for one, items in theirs.items() if items}  # another creditor's tell nothing
        amount = case.payment.amount
        found = [(one, same.get((one, amount))) for one in more]
        case.same = {one: tuple(filter(judge, items)) for one, items in found if items is not None}
        if case.namesakes:
            by_name = set(case.namesakes).difference(some)
            called_ = {one: case.same.get(one, ()) for one in case.namesakes}
            case.namesakes = namesakes_of(called_, case.payment.payer.name)
            passed = by_name.difference(case.namesakes)
            case.passed = (*case.passed, *passed)
            for one in passed:
                mine = case.same.get(one)
                if mine is not None and len(mine) < len(same[one, amount]) and not _calls(mine, case):
                    del case.same[one]  # who is called so has something else open, or owes another creditor
        case.pointed = case.pointed_at() if case.namesakes else some


def _calls(items: Sequence[OpenItem], case: Case) -> bool:
    """Whether a customer is found by the payer's name for one of *items*, and not for another creditor's."""
    keys = set(payer_keys(case.payment.payer.name))
    return any(item.open.minor and not keys.isdisjoint(name_keys(item.customer_name)) for item in items)


def namesakes_of(theirs: Mapping[str, Sequence[OpenItem]], name: str) -> tuple[str, ...]:
    """Return who of the customers in *theirs*, who have something open there, is called *name*, or nearly."""
    found = []
    for customer, items in theirs.items():
        for item in items:
            if item.open.minor:
                if item.customer_name and likeness(item.customer_name, name) in {"name", "alike"}:
                    found.append(customer)
                break
    return tuple(found)


def _look_for_payers(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Find who else is called as a payer who names nobody and nothing, though his account is that of customers called otherwise."""
    asked = {}
    for at, case in enumerate(cases):
        name, amount = case.payment.payer.name, case.payment.amount
        if not name or not case.links or not case.is_silent or case.called or case.organisations:
            continue
        if not (_linked_by_hand(case) or _is_one_of_his(case, name)):
            asked[at] = [(key, amount) for key in payer_keys(name)]
            case.sought |= {(key, amount.minor) for key in payer_keys(name)}
    found = candidates.by_name(tuple(dict.fromkeys(pair for some in asked.values() for pair in some))) if asked else {}
    others = {at: some[:MOST_CUSTOMERS] for at, keys in asked.items() if (some := called(keys, found))}
    pairs = dict.fromkeys((one, cases[at].payment.amount) for at, some in others.items() for one in some)
    same = candidates.by_customer_amount(tuple(pairs)) if pairs else {}
    for at, some in others.items():
        case = cases[at]
        judge, linked = judge_of(case, creditor), {link.customer_id for link in case.links}
        theirs = {
            one: tuple(filter(judge, same.get((one, case.payment.amount), ()))) for one in some if one not in linked
        }
        case.namesakes = namesakes_of(theirs, case.payment.payer.name)
        case.passed = (*case.passed, *(theirs.keys() - set(case.namesakes)))
        if case.namesakes:
            case.same = {**case.same, **{one: theirs[one] for one in case.namesakes}}


def _linked_by_hand(case: Case) -> bool:
    """Whether a person, who saw the name, has said for whom the holder of the account pays."""
    return any(link.manual and not is_old(link, case.payment.booked_on) for link in case.links)


def _is_one_of_his(case: Case, name: str) -> bool:
    """Whether one of those whom the account is known to pay for is called *name*, or nearly, or by a word of the text."""
    items = (*case.customers.values(), *case.same.values())
    names = {some[0].customer_name for some in items if some}
    if any(likeness(one, name) in {"name", "alike"} for one in names):
        return True
    said = set(folded(text_of(case.payment))).difference(folded(name)) if names else set()
    return any(len(word) > 2 and word in said for one in names for word in folded(one))


def _with_linked(case: Case, pointed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the customers *case* points at and all that an agent has paid for, whose claims of the amount count."""
    if len(case.links) <= len(pointed):
        return pointed
    return tuple(dict.fromkeys((*pointed, *(link.customer_id for link in case.links[:MOST_OF_AGENT]))))


def judge_of(case: Case, creditor: str) -> Callable[[OpenItem], bool]:
    """Return what tells whether the payment of *case* may settle an item of *creditor*'s, and does not say it will not."""
    currency, tax_agency, denied = case.payment.amount.currency, ItemKind.TAX_AGENCY, case.denied

    def judge(item: OpenItem) -> bool:
        if denied and item.id in denied:
            return False
        if item.accounts or item.kind is tax_agency:
            return eligible(item, case, creditor) == "yes"
        return item.creditor == creditor and item.open.currency == currency

    return judge


def _look_at_amounts(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Add the items with the very amount to the cases that know of nothing better."""
    poor = [case for case in cases if not (case.customers or case.namesakes or case.payment.reversal)]
    found = candidates.by_amount(tuple({case.payment.amount for case in poor})) if poor else {}
    for case in poor:
        case.by_amount = tuple(filter(judge_of(case, creditor), found.get(case.payment.amount, ())))


def _look_at_requests(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Give payments from Skatteverket the requests they name, or that make the amount whole or less one claim."""
    theirs = [case for case in cases if case.from_tax_agency]
    if not theirs:
        return
    claims = candidates.on_tax_agency()
    made: dict[tuple[str, str, frozenset[str]], Requests] = {}
    for case in theirs:
        key = (case.payment.amount.currency, case.payment.account, frozenset(case.denied))
        if key not in made:
            made[key] = Requests.of(list(filter(judge_of(case, creditor), claims)))
        requests = made[key]
        if not any(hit.open for hit in case.hits):
            case.hits = tuple(requests.named(case.payment))
            case.pointed = case.pointed_at()
        named = [item.number for hit in case.hits for item in hit.open]
        case.requests = {
            name: requests.items[name]
            for name in dict.fromkeys((*named, *requests.making(case.payment.amount.minor)))
            if name in requests.items
        }


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
