"""Matching weighed: time beside a plain dictionary and fuzzy names on the same made-up year-end, and what each gets right.

The dictionary takes whatever has the OCR number; fuzzy names take the most alike name among the claims of the amount.
"""

import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import attrs
from attrs import frozen
from rapidfuzz.fuzz import token_sort_ratio

from benchmarks.measure import Row, Scale, in_turns, row
from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import OpenItem
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.desk.matching_rows import item_of, link_of, payment_of
from faktura.desk.matching_tables import Partition, match_partition, partitioned
from faktura.lab.synthetic import CONSUMER, Ledger, Truth, generate
from faktura.rules.matching.decision import MatchDecision, Matched
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics

_ALIKE: Final = 90.0
_SAME: Final = Money(350_00)
_LARGER: Final = 10
_ROUNDS: Final = 3
_MORE: Final = 5
"""A round of so many payments is a mean already; a ratio of two needs a few more of them."""

Taken = Mapping[str, Sequence[str]]
"""For each payment that was placed, the claims it was placed on."""


@frozen
class Material:
    """A ledger in one currency, ready to be matched, and the truth about its payments."""

    part: Partition
    candidates: InMemoryCandidates
    statistics: Statistics
    truth: Mapping[str, Truth]

    def matched(self) -> tuple[MatchDecision, ...]:
        """Match every payment."""
        part = self.part
        return match(part.payments, self.candidates, part.policy, creditor=part.creditor, statistics=self.statistics)


@lru_cache(maxsize=4)
def material(claims: int, seed: int = 1) -> Material:
    """Return the made-up ledger of a consumer biller with so many open claims."""
    return _ready(generate(CONSUMER, claims=claims, seed=seed))


def village(claims: int, seed: int = 1) -> Material:
    """Return the same where a few names are nearly all."""
    return _ready(generate(attrs.evolve(CONSUMER, crowded=True), claims=claims, seed=seed))


def _ready(ledger: Ledger) -> Material:
    items = [item_of(one, 0) for one in ledger.items]
    payments = [(one["creditor"], payment_of(one, 0)) for one in ledger.payments]
    parts, _ = partitioned(items, payments, [link_of(one, 0) for one in ledger.links])
    part = max(parts, key=lambda one: len(one.payments))
    return prepared(part, {one.payment_id: one for one in ledger.truth})


def prepared(part: Partition, truth: Mapping[str, Truth]) -> Material:
    """Return *part* with its look-ups and statistics made."""
    return Material(part, InMemoryCandidates(part.items, part.links), Statistics.of(part.items), truth)


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    made = material(scale.ledger)
    yield _beside(f"match, weighed, {scale.ledger:,} open", made, scale, by_ocr(made.part), "dictionary by OCR number")
    few = material(max(scale.ledger // _LARGER, 40))
    yield _beside(
        f"match, weighed, {scale.ledger // _LARGER:,} open", few, scale, by_name(few.part), "fuzzy names, exact amount"
    )
    yield _ten_times("ten times the data, look-ups made too", made, material, scale)
    half = material(scale.ledger // 2)
    yield _of_one_amount(half, half, scale, "as many as they are")
    yield _of_one_amount(half, equal_amounts(half, alike=False), scale, "as many of all amounts")
    yield _of_one_amount(made, made, scale, "as many as they are")
    yield from _in_a_village(scale)


def _in_a_village(scale: Scale) -> Iterator[Row]:
    yield _ten_times("ten times the data, many namesakes", village(scale.ledger), village, scale)
    half = village(scale.ledger // 2)
    yield _of_one_amount(half, half, scale, "as many as they are, many namesakes")


def _ten_times(work: str, made: Material, smaller: Callable[[int, int], Material], scale: Scale) -> Row:
    """Return the line for the ledger *made* beside ten with a tenth of the data each, in the mean.

    A single small one may have a few per cent fewer namesakes and unnamed payments than is usual, and what is
    remembered of it from one round to the next spares it work that a new file makes.
    """
    few = [smaller(max(scale.ledger // _LARGER, 40), seed).part for seed in range(1, _LARGER + 1)]

    def each() -> None:
        for one in few:
            match_partition(one)

    ours, theirs = in_turns(partial(match_partition, made.part), each, rounds=min(scale.slow_rounds, _MORE))
    return row(work, "batch", (ours, theirs / _LARGER), "a tenth of it, the mean of ten")


def _of_one_amount(made: Material, other: Material, scale: Scale, name: str) -> Row:
    same = equal_amounts(made, alike=True)
    ours, theirs = in_turns(same.matched, other.matched, rounds=min(scale.slow_rounds, _ROUNDS))
    return Row(
        work=f"match, {sum(item.open.minor > 0 for item in same.part.items):,} open of one amount",
        per="payment",
        ours=ours / len(same.part.payments),
        plain=theirs / len(other.part.payments),
        baseline=name,
    )


def _beside(work: str, made: Material, scale: Scale, plain: Callable[[], object], baseline: str) -> Row:
    times = in_turns(made.matched, plain, rounds=min(scale.slow_rounds, _ROUNDS), units=len(made.part.payments))
    return row(work, "payment", times, baseline)


def by_ocr(part: Partition) -> Callable[[], Taken]:
    """Return the plain dictionary: the claim whose OCR number the payer gave, whatever the amount."""
    known = {item.reference: item.id for item in part.items if item.reference and item.open.minor}
    return lambda: {
        one.id: [claim] for one in part.payments if one.references and (claim := known.get(one.references[0].text))
    }


def by_name(part: Partition) -> Callable[[], Taken]:
    """Return fuzzy names: of the claims with the very amount the one whose customer's name is most like the payer's."""
    same: dict[int, list[OpenItem]] = {}
    for item in part.items:
        if item.open.minor:
            same.setdefault(item.open.minor, []).append(item)

    def taken() -> Taken:
        placed = {}
        for one in part.payments:
            likest = max(same.get(one.amount.minor, ()), key=lambda item: _like(item, one), default=None)
            if likest is not None and _like(likest, one) >= _ALIKE:
                placed[one.id] = [likest.id]
        return placed

    return taken


def _like(item: OpenItem, payment: IncomingPayment) -> float:
    return token_sort_ratio(item.customer_name, payment.payer.name)


def equal_amounts(made: Material, *, alike: bool) -> Material:
    """Return the ledger *made* with all amounts alike or all different, and its payments by OCR number."""
    part = made.part
    amounts = {item.id: _SAME if alike else Money(100_00 + 7 * at) for at, item in enumerate(part.items)}
    items = tuple(attrs.evolve(item, open=amounts[item.id], total=None) for item in part.items if item.open.minor > 0)
    by_reference = {item.reference: item for item in items}
    payments = tuple(
        attrs.evolve(one, amount=by_reference[one.references[0].text].open)
        for one in part.payments
        if one.references and one.references[0].text in by_reference
    )
    return prepared(attrs.evolve(part, items=items, payments=payments), made.truth)


def verdict(scale: Scale) -> str:
    """Return what each way gets right, and the memory a claim takes."""
    made = material(max(scale.ledger // _LARGER, 40))
    ours = {
        one.payment_id: [claim.item_id for claim in one.allocations]
        for one in made.matched()
        if isinstance(one, Matched)
    }
    ways = (("faktura", ours), ("OCR dictionary", by_ocr(made.part)()), ("fuzzy names", by_name(made.part)()))
    lines = [
        f"{name}: precision {right:.5f}, recall {found:.4f}"
        for name, taken in ways
        for right, found in [score(taken, made.truth)]
    ]
    return "\n".join(
        [*lines, f"memory of a claim with its look-ups: {memory(made.part):,.0f} bytes, within the limit of 1,500"]
    )


def score(taken: Taken, truth: Mapping[str, Truth]) -> tuple[float, float]:
    """Return precision of what was placed, and the share placed of what could be known."""
    right = [id for id, claims in taken.items() if is_right(claims, truth[id])]
    decidable = [id for id, one in truth.items() if one.decidable]
    return len(right) / max(len(taken), 1), sum(id in taken for id in decidable) / max(len(decidable), 1)


def is_right(claims: Sequence[str], one: Truth) -> bool:
    """Whether *claims* are the true ones, or equal ones of the same customer."""
    left = list(claims)
    for (claim, _), same in zip(one.claims, one.same, strict=True):
        hit = claim if claim in left else next((other for other in left if other in same), None)
        if hit is None:
            return False
        left.remove(hit)
    return bool(one.claims) and not left


def memory(part: Partition) -> float:
    """Return the bytes that a claim and its part of the look-ups take, by `tracemalloc`; each text counts once."""
    tracemalloc.start()
    texts: dict[str, str] = {}
    copies = [_copied(item, texts) for item in part.items]
    texts.clear()
    held = (InMemoryCandidates(copies, part.links), Statistics.of(copies))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / max(len(copies), len(held))


def _copied(item: OpenItem, texts: dict[str, str]) -> OpenItem:
    """Return *item* made anew, as when it was read: what belongs to the customer is shared by its claims."""
    amounts = {one: Money(one.minor, one.currency) for one in (item.open, item.total) if one is not None}
    return attrs.evolve(
        item,
        id=_anew(item.id),
        number=_anew(item.number),
        reference=_anew(item.reference),
        customer_id=texts.setdefault(item.customer_id, _anew(item.customer_id)),
        customer_name=texts.setdefault(item.customer_name, _anew(item.customer_name)),
        open=amounts[item.open],
        total=amounts.get(item.total) if item.total is not None else None,
    )


def _anew(text: str) -> str:
    return f"{text} "[:-1]
