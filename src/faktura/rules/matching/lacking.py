"""What a set of claims lacks to be certain, in words a bookkeeper can act on."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from faktura.core.money import Money
from faktura.core.wording import Said, said
from faktura.rules.matching.amounts import EXPLAINED, late_discount_of
from faktura.rules.matching.case import Case, label_of
from faktura.rules.matching.reason import Reason, because, listed, numbers_of
from faktura.rules.matching.scales import Scales, is_agent
from faktura.rules.matching.weighed import Verdict, Weighed

STRONG: Final = frozenset({"reference.exact", "reference.text", "reference.number"})
"""What names a claim beyond doubt."""

KNOWN: Final = frozenset({"payer.account", "payer.organisation"})
"""How a payer is known beyond doubt."""

_ALMOST: Final = 0.8
"""Of two sets that fit almost equally well the second is at least so likely beside the first."""

_PAIR: Final = 2
_MOST: Final = 0.5
"""What is more than this share of all that may be meant instead is named."""

_MANY: Final = 3
_TOLD: Final = 2
"""So many things that are lacking are told."""


def unsure(case: Case, verdict: Verdict, scales: Scales) -> Reason:
    """Return what may be meant instead of the likeliest set; or else what that one lacks."""
    first = verdict.ranked[0]
    numbers, chance = numbers_of(first.set.items), first.probability
    if len(verdict.ranked) > 1:
        second = verdict.ranked[1]
        other = numbers_of(second.set.items)
        if numbers == other:  # they share a reference and have no numbers
            numbers, other = (listed([item.id for item in one.set.items]) for one in (first, second))
        alike = sum(one.probability > _ALMOST * chance for one in verdict.ranked)
        if alike > _PAIR:
            return because("matching.several_fit", count=str(alike), first=numbers, second=other)
        if second.probability > _ALMOST * chance:
            return because("matching.two_fit", first=numbers, second=other)
        if second.probability > _MOST * (1 - chance):
            return because("matching.second_fits", first=numbers, second=other, probability=_percent(chance))
    some = list(_Lacking(case, first, scales).every())[:_TOLD] or [because("matching.lacks.proof")]
    return because("matching.unsure", numbers=numbers, probability=_percent(chance), why=said(*some))


def _percent(chance: float) -> Said:
    """Return *chance* in per cent with one decimal, never rounded up to certainty."""
    plain = f"{int(chance * 1000) / 10:.1f}"
    return Said(plain, plain.replace(".", ","))


@frozen
class _Lacking:
    """Looks for what the likeliest set of a payment lacks."""

    case: Case
    first: Weighed
    scales: Scales

    def every(self) -> Iterator[Reason]:
        """Yield each thing that is lacking, the gravest first."""
        codes = {code for code, _ in self.first.signs}
        if "date.before_issue" in codes:
            yield because("matching.lacks.early")
        yield from self._of_amount()
        yield from self._of_reference(codes)
        yield from self._of_payer()

    def _of_amount(self) -> Iterator[Reason]:
        amount, fit = self.case.payment.amount, self.first.set.fit
        if fit.relation == "over":
            yield because("matching.lacks.rest", rest=Money(fit.rest, amount.currency))
        elif fit.relation == "part":
            differs = differing(self.case, self.first)
            late = differs.code == "matching.discount_late"
            yield differs if late else because("matching.lacks.part", amount=amount)

    def _of_reference(self, codes: set[str]) -> Iterator[Reason]:
        first, amount = self.first, self.case.payment.amount
        if "reference.some" in codes:
            yield because("matching.lacks.named")
        elif first.reference == "reference.near":
            yield because("matching.lacks.whole_reference")
        elif first.reference == "reference.loose":
            yield because("matching.lacks.loose", references=", ".join(first.labels) or "–")
        elif first.reference not in STRONG:
            yield because("matching.lacks.reference")
        common = self.scales.common(amount.minor, amount.currency)
        if common > _MANY and first.set.fit.relation == "exact" and len(first.set.items) == 1:
            yield because("matching.lacks.common", count=str(common))

    def _of_payer(self) -> Iterator[Reason]:
        payer = self.first.payer
        if payer in {"payer.name", "payer.alike"}:
            yield because("matching.lacks.account")
        elif is_agent(len(self.case.links)):
            yield because("matching.lacks.agent")
        elif payer in {"payer.other", "payer.namesake", "payer.surname"}:
            yield because(f"matching.{payer.replace('.', '_')}")
        elif payer not in KNOWN:
            yield because("matching.lacks.payer")


def named_otherwise(case: Case, first: Weighed) -> Reason:
    """Return that the payment names what the likeliest set leaves out."""
    amount, chosen = case.payment.amount, {item.id for item in first.set.items}
    names = [hit for hit in case.hits if hit.strength != "loose" or hit.is_just(amount)]
    labels = ", ".join(dict.fromkeys(hit.label for hit in names))
    numbers = numbers_of(first.set.items)
    if first.set.fit.relation not in EXPLAINED:
        return because("matching.named_otherwise", references=labels, amount=amount)
    if first.labels:
        others = [hit.label for hit in names if chosen.isdisjoint([item.id for item in hit.open])]
        return because("matching.named_too", numbers=numbers, amount=amount, others=", ".join(dict.fromkeys(others)))
    mine = {item.customer_id for item in first.set.items}
    if first.payer in KNOWN and mine.isdisjoint([item.customer_id for hit in names for item in hit.open]):
        return because("matching.named_other_payer", references=labels, numbers=numbers, amount=amount)
    return because("matching.named_not", references=labels, numbers=numbers, amount=amount)


def differing(case: Case, first: Weighed) -> Reason:
    """Return how the amount differs from what is open; a discount that was taken too late is called so."""
    payment, fit = case.payment, first.set.fit
    named = ", ".join(first.labels) or numbers_of(first.set.items)
    item = first.set.items[0]
    late = late_discount_of(item, fit.open, payment) if len(first.set.items) == 1 else 0
    if not late:
        open_ = Money(fit.open, payment.amount.currency)
        return because("matching.amount_differs", references=named, amount=payment.amount, open=open_)
    discount, day = Money(late, payment.amount.currency), str(item.discount_until)
    return because("matching.discount_late", references=named, amount=payment.amount, discount=discount, day=day)


def weak(case: Case, first: Weighed) -> Reason:
    """Return what there is, and that it is too little."""
    amount = case.payment.amount
    if first.reference == "reference.near":
        return because("matching.only_near", reference=label_of(case.unknown[0]) if case.unknown else "–")
    if first.reference == "reference.loose":
        return because("matching.only_loose", references=", ".join(first.labels) or "–")
    if first.reference == "reference.earlier":
        return because("matching.only_earlier", references=", ".join(first.labels) or "–")
    if first.payer in KNOWN and first.set.fit.relation == "exact":
        return because("matching.agent_names_none")
    if first.payer in KNOWN and (late := differing(case, first)).code == "matching.discount_late":
        return late
    if first.payer in KNOWN:
        open_, numbers = Money(first.set.fit.open, amount.currency), numbers_of(first.set.items)
        return because("matching.only_payer", amount=amount, numbers=numbers, open=open_)
    return because("matching.only_name" if first.payer in {"payer.name", "payer.alike"} else "matching.weak_evidence")
