"""What a payment says, looked up: the claims and customers it names, and who the payer is.

Nothing of another creditor, in another currency or payable to another account is ever a candidate,
and a claim on Skatteverket is one only for payments from Skatteverket.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeVar

from attrs import define, field, frozen

from faktura.core.check_digit import is_digits, shown
from faktura.core.claim import MOST_BY_NAME, Candidates, ItemKind, OpenItem, PayerLink
from faktura.core.money import Money
from faktura.core.payer_name import folded, payer_keys
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.reading import Mention, bare, mentions
from faktura.rules.matching.scales import Scales

Hindered = Literal["", "account", "currency"]
Strength = Literal["exact", "text", "number", "loose"]
Answer = TypeVar("Answer")

TAX_AGENCY: Final = "2021005448"
"""Skatteverket's organisation number."""

_MOST_CUSTOMERS: Final = 12
_MOST_UNKNOWN: Final = 3
_SHORTEST_NEAR: Final = 4
_FEW: Final = 3


@frozen(kw_only=True)
class Hit:
    """One number of the payment that is one of ours.

    Attributes:
        strength: `exact`: a reference that stands alone. `text`: a reference among other words. `number`: a document
            number with a word or a list that says so. `loose`: digits that happen to be a document number.
        open: The open items it names; `paid`: those that are settled already.
    """

    label: str
    strength: Strength
    by_number: bool
    open: tuple[OpenItem, ...]
    paid: tuple[OpenItem, ...] = ()
    amount: Money | None = None
    credit: bool = False
    alone: bool = False


@define
class Case:
    """A payment with what it names and who pays; everything in it is looked up, nothing decided.

    Attributes:
        links: What confirmed payments say of the payer's account.
        organisations: Customers with the payer's organisation number.
        namesakes: Customers called as the payer, as far as few are.
        near: Open items whose reference is one slip away from one that nothing has.
        unknown: Numbers given as references of which nothing is known.
        hindered: Why what is named may not be settled, when nothing of it may; with the label.
        customers: Open items of every customer the payment points at, oldest first.
        same: What those customers have, or had, of exactly the payment's amount.
        by_amount: The few items of the ledger with the amount, where nothing else is known.
        requests: Skatteverket's claims by request, when Skatteverket pays.
    """

    payment: IncomingPayment
    hits: tuple[Hit, ...] = ()
    links: tuple[PayerLink, ...] = ()
    organisations: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    near: tuple[OpenItem, ...] = ()
    unknown: tuple[str, ...] = ()
    hindered: Hindered = ""
    hindered_label: str = ""
    customers: Mapping[str, tuple[OpenItem, ...]] = field(factory=dict)
    same: Mapping[str, tuple[OpenItem, ...]] = field(factory=dict)
    by_amount: tuple[OpenItem, ...] = ()
    requests: Mapping[str, tuple[OpenItem, ...]] = field(factory=dict)
    from_tax_agency: bool = False

    def pointed_at(self) -> tuple[str, ...]:
        """Return the customers this payment points at, the surest first, at most a dozen."""
        named = (item.customer_id for hit in self.hits for item in (*hit.open, *hit.paid))
        linked = (link.customer_id for link in sorted(self.links, key=lambda link: (-link.count, link.customer_id)))
        nearby = (item.customer_id for item in self.near)
        every = dict.fromkeys((*named, *linked, *self.organisations, *nearby, *self.namesakes))
        every.pop("", None)
        return tuple(every)[:_MOST_CUSTOMERS]

    def seen(self) -> Iterable[OpenItem]:
        """Yield every item a decision may depend on; some more than once."""
        for hit in self.hits:
            yield from hit.open
        for items in (*self.customers.values(), *self.same.values(), *self.requests.values()):
            yield from items
        yield from self.near
        yield from self.by_amount


def gather(
    payments: Sequence[IncomingPayment], candidates: Candidates, creditor: str, scales: Scales
) -> list[Case]:
    """Return a case for each of *payments*, in their order, with a fixed number of batch look-ups in all."""
    said = [mentions(payment) for payment in payments]
    keys = _unique(key for some in said for one in some for key in one.keys)
    references = candidates.by_reference(keys)
    numbers = candidates.by_number(keys)
    accounts = candidates.by_account(_unique(one.payer.account for one in payments))
    organisations = candidates.by_organisation(_unique(digits(one.payer.organisation_number) for one in payments))
    cases = []
    for payment, some in zip(payments, said, strict=True):
        case = Case(payment)
        case.links = accounts.get(payment.payer.account, ())
        case.organisations = organisations.get(digits(payment.payer.organisation_number), ())
        case.from_tax_agency = is_tax_agency(payment)
        resolve(case, some, references, numbers, creditor)
        cases.append(case)
    _look_near(cases, candidates, creditor)
    _look_for_names(cases, candidates, scales)
    _look_at_customers(cases, candidates, creditor)
    _look_at_amounts(cases, candidates, creditor)
    _look_at_requests(cases, candidates, creditor)
    return cases


def is_tax_agency(payment: IncomingPayment) -> bool:
    """Whether Skatteverket pays, by its number or its name."""
    payer = payment.payer
    return digits(payer.organisation_number) == TAX_AGENCY or (
        bool(payer.name) and "skatteverket" in "".join(folded(payer.name))
    )


def digits(text: str) -> str:
    """Return an organisation or personal number without century, hyphen and country."""
    if not text:
        return ""
    plain = "".join(one for one in text if one in "0123456789")
    return plain[-10:] if len(plain) == 12 and plain[:2] in {"16", "19", "20"} else plain[:10]


def eligible(item: OpenItem, case: Case, creditor: str) -> Literal["yes", "no", "account", "currency"]:
    """Return whether the payment may settle *item*, or what hinders it; `no` when it is none of its business."""
    payment = case.payment
    if item.creditor != creditor:
        return "no"
    if item.kind is ItemKind.TAX_AGENCY and not case.from_tax_agency:
        if not any(link.customer_id == item.customer_id for link in case.links):
            return "no"
    if item.accounts and payment.account and payment.account not in item.accounts:
        return "account"
    return "yes" if item.open.currency == payment.amount.currency else "currency"


def resolve(
    case: Case,
    said: Sequence[Mention],
    references: Mapping[str, tuple[OpenItem, ...]],
    numbers: Mapping[str, tuple[OpenItem, ...]],
    creditor: str,
) -> None:
    """Fill in what the mentions of *case* name; no digit counts for two numbers."""
    used: list[tuple[int, int, int]] = []
    found: list[tuple[tuple[int, int, int], Hit]] = []
    unknown = []
    for one in sorted(said, key=lambda one: (-one.groups, one.at)) if len(said) > 1 else said:
        if any(one.at[0] == at and one.at[1] < end and begin < one.at[2] for at, begin, end in used):
            continue
        hits = _hits(one, references, numbers)
        hits = [hit for hit in (_eligible(hit, case, creditor) for hit in hits) if hit is not None]
        if hits:
            used.append(one.at)
            found += [(one.at, hit) for hit in hits]
        elif one.place != "text":
            unknown.append(bare(one.keys[0]))
    found.sort(key=lambda pair: pair[0])
    case.hits = tuple(hit for _, hit in found)
    case.unknown = tuple(dict.fromkeys(unknown))


def _hits(
    one: Mention, references: Mapping[str, tuple[OpenItem, ...]], numbers: Mapping[str, tuple[OpenItem, ...]]
) -> list[Hit]:
    single = one.keys[: len(one.keys) - one.ranged] if one.ranged else one.keys
    first, second = (numbers, references) if one.place == "named" else (references, numbers)
    for source in (first, second):
        for key in single:
            if (items := source.get(key)) and _worth(one, key, source is numbers):
                return [_hit(one, key, items, source is numbers)]
    members = one.keys[len(single) :]
    for source in (numbers, references):
        if members and members[0] in source and members[-1] in source:
            return [_hit(one, key, source[key], source is numbers) for key in members if key in source]
    return []


def _worth(one: Mention, key: str, by_number: bool) -> bool:
    """Whether *key*, where it stood, is more than some digits."""
    return one.place != "text" or one.marked or len(key) >= (3 if by_number else 4)


def _hit(one: Mention, key: str, items: tuple[OpenItem, ...], by_number: bool) -> Hit:
    strength: Strength
    if one.place == "named":
        strength = "exact"
    elif by_number:
        told = one.marked or one.place == "ocr" or one.amount is not None or not is_digits(key)
        strength = "number" if told else "loose"
    else:
        strength = "text" if one.place == "text" else "exact"
    return Hit(
        label=key,
        strength=strength,
        by_number=by_number,
        open=items,
        amount=one.amount,
        credit=one.credit,
        alone=one.place != "text",
    )


def _eligible(hit: Hit, case: Case, creditor: str) -> Hit | None:
    """Return *hit* with what the payment may settle; none when nothing of it may be, and note why."""
    judged = [(item, eligible(item, case, creditor)) for item in hit.open]
    ours = [item for item, answer in judged if answer == "yes"]
    if not ours:
        for _, answer in judged:
            if answer in {"account", "currency"}:
                case.hindered, case.hindered_label = answer, hit.label
                return None
        return None
    open_ = tuple(item for item in ours if item.open.minor)
    paid = tuple(item for item in ours if not item.open.minor)
    return Hit(
        label=hit.label,
        strength=hit.strength,
        by_number=hit.by_number,
        open=open_,
        paid=paid,
        amount=hit.amount,
        credit=hit.credit,
        alone=hit.alone,
    )


def neighbours(written: str) -> list[str]:
    """Return every number one slip away from *written*: a digit changed, lost, added, or swapped with the next.

    >>> sorted(one for one in neighbours("12") if len(one) == 1), "21" in neighbours("12"), "12" in neighbours("12")
    (['1', '2'], True, False)
    """
    found = []
    for at in range(len(written) + 1):
        before, after = written[:at], written[at:]
        found += [before + one + after for one in "0123456789"]
        if after:
            rest = after[1:]
            found.append(before + rest)
            found += [before + one + rest for one in "0123456789"]
            if rest:
                found.append(before + rest[0] + after[0] + rest[1:])
    return [one for one in dict.fromkeys(found) if one != written]


def _look_near(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Find what is one slip away from references that nothing has."""
    tried: dict[int, list[str]] = {}
    for at, case in enumerate(cases):
        if case.unknown and not any(hit.open for hit in case.hits):
            some = [one for one in case.unknown if is_digits(one) and _SHORTEST_NEAR <= len(one) <= 26]
            tried[at] = [near for one in some[:_MOST_UNKNOWN] for near in neighbours(one)]
    keys = _unique(key for some in tried.values() for key in some)
    if not keys:
        return
    for source in (candidates.by_reference(keys), candidates.by_number(keys)):
        for at, some in tried.items():
            case = cases[at]
            if source and not case.near:
                items = (item for key in some if key in source for item in source[key])
                case.near = tuple(one for one in items if one.open.minor > 0 and eligible(one, case, creditor) == "yes")


def is_common(amount: Money, scales: Scales) -> bool:
    """Whether so many claims have this amount open that a reference and the amount may agree by chance."""
    return scales.common(amount.minor, amount.currency) > max(_FEW, scales.claims // 2_000)


def _names_itself(case: Case, scales: Scales) -> bool:
    """Whether one reference and a rare amount say it all, whatever the payer is called."""
    amount = case.payment.amount
    return (
        len(case.hits) == 1
        and case.hits[0].strength == "exact"
        and len(case.hits[0].open) == 1
        and case.hits[0].open[0].open == amount
        and not is_common(amount, scales)
    )


def _look_for_names(cases: Sequence[Case], candidates: Candidates, scales: Scales) -> None:
    """Find customers called as the payer, where neither an account nor an organisation number tells the payer."""
    asked = {}
    for at, case in enumerate(cases):
        name = case.payment.payer.name
        if name and not case.links and not case.organisations and not _names_itself(case, scales):
            asked[at] = payer_keys(name)
    found = candidates.by_name(_unique(key for some in asked.values() for key in some)) if asked else {}
    for at, some in asked.items():
        whole = found.get(some[0], ()) if some else ()
        others = [] if whole else [one for key in some[1:] for one in found.get(key, ())]
        cases[at].namesakes = whole or tuple(dict.fromkeys(others))[:MOST_BY_NAME]


def _look_at_customers(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Add what the customers a payment points at have open, and what they have or had of its very amount."""
    pointed = [case.pointed_at() for case in cases]
    open_ = candidates.by_customer(_unique(one for some in pointed for one in some))
    asked = dict.fromkeys((one, case.payment.amount) for case, some in zip(cases, pointed, strict=True) for one in some)
    same = candidates.by_customer_amount(tuple(asked))
    for case, some in zip(cases, pointed, strict=True):
        judge = _judge(case, creditor)
        case.customers = {one: tuple(filter(judge, open_[one])) for one in some if one in open_}
        amount = case.payment.amount
        case.same = {one: tuple(filter(judge, same[one, amount])) for one in some if (one, amount) in same}
        names = {item.customer_id: item.customer_name for items in case.customers.values() for item in items}
        name = case.payment.payer.name
        alike = (one for one in case.namesakes if likeness(names.get(one, ""), name) in {"name", "alike"})
        case.namesakes = tuple(alike)


def _judge(case: Case, creditor: str) -> Callable[[OpenItem], bool]:
    return lambda item: eligible(item, case, creditor) == "yes"


def _look_at_amounts(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Add the items with the very amount to the cases that know of nothing better."""
    poor = [case for case in cases if not case.customers and not case.payment.reversal]
    found = candidates.by_amount(tuple({case.payment.amount for case in poor})) if poor else {}
    for case in poor:
        case.by_amount = tuple(filter(_judge(case, creditor), found.get(case.payment.amount, ())))


def _look_at_requests(cases: Sequence[Case], candidates: Candidates, creditor: str) -> None:
    """Give payments from Skatteverket its open claims, by request."""
    theirs = [case for case in cases if case.from_tax_agency]
    if not theirs:
        return
    claims = candidates.on_tax_agency()
    made: dict[tuple[str, str], Mapping[str, tuple[OpenItem, ...]]] = {}
    for case in theirs:
        key = (case.payment.amount.currency, case.payment.account)
        if key not in made:
            groups: dict[str, list[OpenItem]] = {}
            for item in filter(_judge(case, creditor), claims):
                groups.setdefault(item.number, []).append(item)
            made[key] = {name: tuple(items) for name, items in groups.items()}
        case.requests = made[key]


def label_of(text: str) -> str:
    """Return what a payer wrote, for a sentence: masked when it is long enough to hold a personal number."""
    return shown(text) or "–"


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
