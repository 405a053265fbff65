"""Whether a careful clerk could be certain of a payment: decided against the emitted data alone, without the truth's help.

A payment is decidable when something in it names its claims, the amount is explained by them, and no other set of open
claims explains it as well; claims of one customer that nothing tells apart count as one. The clerk looks at what every
reader of the ledger can see: numbers and open amounts of claims, confirmed links, and the payment's own fields.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import comb
from typing import Final

from attrs import define, field, frozen

from faktura.lab.synthetic.amounts import discounted
from faktura.lab.synthetic.books import Books, Claim, Customer
from faktura.lab.synthetic.draft import Draft

_RUN: Final = re.compile(r"[0-9][0-9 ]*[0-9]", re.ASCII)
_TOKEN: Final = re.compile(r"[A-Za-z]*[0-9]+", re.ASCII)
_RANGE: Final = re.compile(r"([A-Za-z]*)([0-9]+)-([A-Za-z]*)([0-9]+)", re.ASCII)
_LONGEST_RANGE: Final = 20
_MOST_STEPS: Final = 20_000
_SUSPICIOUS_DAYS: Final = 14
"""When the same was paid so lately, a payment that names no open claim is perhaps a second one of it."""


@frozen(kw_only=True)
class Judgement:
    """What the data says about a payment's true claims; `same` as in `Truth`."""

    evidence: str
    decidable: bool
    same: tuple[frozenset[str], ...]


@define
class _Read:
    """What the text of a payment points at."""

    named: dict[str, Claim] = field(factory=dict)
    paid: list[Claim] = field(factory=list)
    groups: list[list[Claim]] = field(factory=list)


class Clerk:
    """Reads one creditor's payments with the ledger at hand, in the order in which they were booked."""

    def __init__(self, books: Books) -> None:
        """Look up by OCR, number, organisation number, account and name."""
        self._ocr: dict[str, list[Claim]] = defaultdict(list)
        self._number: dict[str, list[Claim]] = defaultdict(list)
        self._account: dict[str, list[Customer]] = defaultdict(list)
        self._org: dict[str, list[Customer]] = defaultdict(list)
        self._name: dict[str, list[Customer]] = defaultdict(list)
        self._paid: dict[tuple[str, int], int] = {}
        self._alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        for claim in books.claims:
            if claim.open:
                self._alike[_key(claim)].append(claim)
            if claim.ocr:
                self._ocr[claim.ocr.lstrip("0")].append(claim)
            self._number[claim.number.upper().lstrip("0")].append(claim)
        customers = {one.id: one for one in books.customers}
        for account, customer_id, *_ in books.links:
            self._account[account].append(customers[customer_id])
        for customer in books.customers:
            if customer.org:
                self._org[customer.org].append(customer)
            self._name[folded(" ".join(customer.payer.name))].append(customer)

    def judge(self, draft: Draft) -> Judgement:
        """Return whether *draft*'s true claims could be known for certain, and by what."""
        true = draft.claims
        meant = true or (draft.copy_of.claims if draft.copy_of else [])
        judgement = self._judge(draft, true) if true else Judgement(evidence="", decidable=False, same=())
        if meant:
            self._paid[meant[0].customer.id, draft.paid.amount] = draft.booked
        return judgement

    def _judge(self, draft: Draft, true: list[Claim]) -> Judgement:
        read = self._read(draft)
        known = self._known(draft)
        evidence, certain = self._certain(draft, read, known)
        near = self._near(draft)
        contradicted = bool(read.named.keys() - {one.id for one in true}) or (
            bool(known) and not any(one.customer in known for one in true)
        )
        if not certain and len(true) == 1 and near == true and not contradicted and not read.paid:
            evidence, certain = evidence or "near", True
        if not evidence and self._by_name(draft):
            evidence = "name"
        return Judgement(evidence=evidence, decidable=certain, same=self._same(draft, read, near))

    # -- what the payment says --

    def _read(self, draft: Draft) -> _Read:
        read = _Read()
        for token in dict.fromkeys(_tokens(draft)):
            for claims in (self._ocr.get(token), self._number.get(token)):
                if not claims:
                    continue
                if len(claims) > 1:
                    read.groups.append([one for one in claims if one.open and one.currency == draft.currency])
                elif claims[0].open:
                    read.named[claims[0].id] = claims[0]
                else:
                    read.paid.append(claims[0])
        return read

    def _known(self, draft: Draft) -> list[Customer]:
        by_account, by_org = self._account.get(draft.account, []), self._org.get(draft.org, [])
        return [one for one in by_account if one in by_org] or by_account or by_org

    def _by_name(self, draft: Draft) -> bool:
        found = self._name.get(folded(draft.name), []) if draft.name else []
        return len(found) == 1 and all(one.customer is found[0] for one in draft.claims)

    def _namesakes(self, draft: Draft) -> list[Customer]:
        """Return the customers with exactly the payer's name, unless one of them is meant."""
        found = self._name.get(folded(draft.name), []) if draft.name else []
        return [] if any(one.customer in found for one in draft.claims) else found

    def _near(self, draft: Draft) -> list[Claim]:
        """Return the open claims of exactly the amount whose OCR is one slip away from the reference."""
        written = draft.reference.replace(" ", "")
        if not written.isdigit() or self._ocr.get(written.lstrip("0")):
            return []
        found = {
            claim.id: claim
            for text in _one_slip(written)
            for claim in self._ocr.get(text.lstrip("0"), ())
            if claim.open == draft.paid.amount and claim.currency == draft.currency
        }
        return list(found.values())

    # -- the decision --

    def _certain(self, draft: Draft, read: _Read, known: list[Customer]) -> tuple[str, bool]:
        true = draft.claims
        ids = {one.id for one in true}
        debtors = {one.customer.id for one in true}
        stranger = bool(known) and debtors.isdisjoint(one.id for one in known)
        if ids <= read.named.keys():
            others = [] if debtors & {one.id for one in known} else [*known, *self._namesakes(draft)]
            rival = (
                (stranger and _fit(true, draft) != 0)
                or any(one.open == draft.paid.amount for some in others for one in some.claims)
                or (read.named.keys() != ids and not all(one.ocr == draft.reference for one in true))
            )
            return "reference", not rival and _only(true, list(read.named.values()), draft, must=set(), read=read)
        pool = self._pool(draft, read, known)
        if not ids <= {one.id for one in pool}:
            return "", False
        wrong = bool(read.named.keys() - ids) or (not read.named and self._perhaps_again(draft))
        evidence = (
            "reference" if any(one.customer.id in debtors for group in read.groups for one in group) else "customer"
        )
        return evidence, not wrong and not stranger and _only(true, pool, draft, must=set(read.named), read=read)

    def _pool(self, draft: Draft, read: _Read, known: list[Customer]) -> list[Claim]:
        """Return the open claims of those whom reference and payer point at; of both when they agree."""
        if read.groups and read.groups[0]:
            first = read.groups[0][0]
            whole = read.groups[0] if first.kind == "tax_deduction" else first.customer.claims
            return [one for one in whole if one.currency == draft.currency]
        pointed = [one.customer for one in (*read.named.values(), *read.paid)]
        agreed = [one for one in pointed if one in known] if known else pointed
        customers = {one.id: one for one in (agreed or ([] if pointed and known else known))}
        return [c for one in customers.values() for c in one.claims if c.currency == draft.currency]

    def _perhaps_again(self, draft: Draft) -> bool:
        """Whether the customer paid the same amount lately: a claim that is paid now, or with an earlier payment."""
        customer, amount, since = draft.claims[0].customer, draft.paid.amount, draft.booked - _SUSPICIOUS_DAYS
        if any(one.total - one.deduction == amount and one.paid_on >= since for one in customer.paid):
            return True
        return self._paid.get((customer.id, amount), 0) >= since

    def _same(self, draft: Draft, read: _Read, near: list[Claim]) -> tuple[frozenset[str], ...]:
        told = set(read.named) | {one.id for one in near}
        within = {one.id for group in read.groups for one in group if one.kind == "tax_deduction"}
        by_terms = _fit(draft.claims, draft) != 0  # a discount that was taken tells its claim from one without
        classes = []
        for claim in draft.claims:
            alike = {claim.id}
            if claim.id not in told:
                alike |= {
                    one.id
                    for one in self._alike[_key(claim)]
                    if one.id not in told
                    and (not within or one.id in within)
                    and not (by_terms and one.discount != claim.discount)
                }
            classes.append(frozenset(alike))
        return tuple(classes)


def _key(claim: Claim) -> tuple[str, str, int, str]:
    return claim.customer.id, claim.kind, claim.open, claim.currency


def _fit(claims: Iterable[Claim], draft: Draft) -> int | None:
    """Return 0 for the exact sum, 1 for a declared difference (öre, discount in time, what was sent), else nothing."""
    listed = list(claims)
    amount, base = draft.paid.amount, sum(one.open for one in listed)
    if base == amount:
        return 0
    if amount % 100 == 0 and abs(base - amount) < 100:
        return 1
    if draft.paid.original == (base, draft.currency):
        return 1
    offered = [one for one in listed if one.discount]
    if offered and all(draft.booked <= one.until for one in offered):
        return 1 if amount == sum(map(discounted, listed)) else None
    return None


def _only(true: list[Claim], pool: list[Claim], draft: Draft, *, must: set[str], read: _Read) -> bool:
    """Whether *true* explains the amount and no other set of *pool* as simple does it as well.

    A set is as simple as it has few claims, or leaves few of the pool out.
    """
    fit = _fit(true, draft)
    if fit is None:
        return False
    depth = min(len(true), len(pool) - len(true))
    if comb(len(pool), depth) * len(pool) > _MOST_STEPS:
        return False
    wanted = _signature(true, read)
    for some in _simple_sets(pool, depth):
        if must <= {one.id for one in some} and _signature(some, read) != wanted:
            other = _fit(some, draft)
            if other is not None and other <= fit:
                return False
    return True


def _signature(claims: Iterable[Claim], read: _Read) -> list[tuple[str, ...]]:
    """Return a set of claims with those that nothing tells apart written alike."""
    return sorted((one.id,) if one.id in read.named else tuple(map(str, _key(one))) for one in claims)


def _simple_sets(pool: list[Claim], depth: int) -> Iterator[list[Claim]]:
    for size in range(max(depth, 1) + 1):
        for some in combinations(pool, size):
            if some:
                yield list(some)
            if size <= depth:
                left_out = {one.id for one in some}
                yield [one for one in pool if one.id not in left_out]


def _tokens(draft: Draft) -> Iterator[str]:
    """Return what may be a number in the payment's text: runs of digits, with and without spaces, and ranges."""
    extra = [part.partition(":")[0] for part in draft.extra.split(";")]
    for text in (draft.reference, *extra, draft.message):
        for run in _RUN.findall(text):
            yield run.replace(" ", "").lstrip("0")
        for token in _TOKEN.findall(text):
            yield token.upper().lstrip("0")
            yield token.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0")
        for before, first, again, last in _RANGE.findall(text):
            yield f"{before}{first}-{again}{last}".upper()
            if len(first) == len(last) and 0 < int(last) - int(first) <= _LONGEST_RANGE:
                yield from (f"{again or before}{one}".upper() for one in range(int(first), int(last) + 1))
                yield from (str(one) for one in range(int(first), int(last) + 1))


def _one_slip(digits: str) -> set[str]:
    """Return every text one substitution, neighbours' swap, loss or insertion away from *digits*."""
    found = set()
    for at in range(len(digits) + 1):
        before, after = digits[:at], digits[at:]
        found |= {before + one + after for one in "0123456789"}
        if after:
            found |= {before + one + after[1:] for one in "0123456789"}
            found.add(before + after[1:])
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    return found


def folded(name: str) -> str:
    """Return a name's words in lower case and alphabetical order, Swedish letters as a and o.

    >>> folded("LIND, Åsa") == folded("Asa Lind")
    True
    """
    text = name.lower().translate(str.maketrans("åäö}{|", "aaoaao"))
    return " ".join(sorted(re.findall("[a-z]+", text)))
