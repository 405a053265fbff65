"""The reasons of a decision: stable codes with the facts of their sentences.

>>> from faktura.core.money import sek
>>> because("matching.reference_and_amount", reference="1528975", amount=sek("499")).explain("sv").replace("\\xa0", " ")
'OCR 1528975 och belopp 499,00 kr stämmer'
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

import faktura.rules.wording.matching
import faktura.rules.wording.matching_signs
import faktura.rules.wording.matching_stopped  # noqa: F401 - all that matching says
from faktura.core.money import Money
from faktura.core.wording import Language, Said, said, sentence
from faktura.rules.wording.figures import amount_in

if TYPE_CHECKING:
    from faktura.core.claim import OpenItem
    from faktura.core.payment import IncomingPayment
    from faktura.rules.matching.weighed import Weighed


@frozen
class Reason:
    """One thing that spoke for or against: a stable code and the facts of its sentence.

    Attributes:
        facts: Name and value pairs. What the payer wrote is masked here when it could be a personal number.
    """

    code: str
    facts: tuple[tuple[str, str | Money], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return the sentence, lower case and without a full stop; amounts as *language* writes them."""
        said = {name: amount_in(value, language) if isinstance(value, Money) else value for name, value in self.facts}
        return sentence(self.code, language, **said)


def because(code: str, **facts: str | Money) -> Reason:
    """Return the reason *code* with its *facts*."""
    return Reason(code, tuple(facts.items()))


def listed(words: Sequence[str]) -> Said:
    """Return *words* as a sentence names them, the last after an "and".

    >>> listed(["1", "2", "3"]).sv
    '1, 2 och 3'
    """
    if len(words) < 2:
        return Said(*[words[0] if words else "–"] * 2)
    before, last = ", ".join(words[:-1]), words[-1]
    return Said(f"{before} and {last}", f"{before} och {last}")


def name_of(item: "OpenItem") -> str:
    """Return the number of *item*; without one its reference, or what the host calls it."""
    return item.number or item.reference or item.id


def numbers_of(items: "Sequence[OpenItem]") -> Said:
    """Return *items* by their names; of those that share one, how many they are."""
    names = Counter([name_of(item) for item in items])
    return listed([one if count == 1 else f"{count} × {one}" for one, count in names.items()])


def reasons_for(payment: "IncomingPayment", one: "Weighed", *, settled: bool = True) -> tuple[Reason, ...]:
    """Return what speaks for a set, the weightiest first; *settled* when it is booked, and not only suggested."""
    return (_first(payment, one), *_further(one, settled=settled))


def _first(payment: "IncomingPayment", one: "Weighed") -> Reason:
    """Return how number and amount agree."""
    fit, amount = one.set.fit, payment.amount
    numbers = numbers_of(one.set.items)
    label = ", ".join(one.labels)
    open_ = Money(fit.open, amount.currency)
    if one.set.declared and fit.relation != "exact":
        return because("matching.oldest_first", reference=label or numbers)
    if fit.relation == "exact":
        return _exact(amount, one, label or numbers, numbers)
    difference = Money(abs(fit.difference or fit.rest), amount.currency)
    if fit.relation == "over" and not label:
        return because("matching.over_alone", numbers=numbers, amount=amount, open=open_, rest=difference)
    if fit.relation == "over":
        return because("matching.overpayment", reference=label, amount=amount, open=open_, rest=difference)
    if fit.relation == "part":
        return _part(amount, one, label, numbers)
    return _nearly(one, _agreeing(amount, label, numbers), difference)


def _agreeing(amount: Money, label: str, numbers: Said) -> Said:
    """Return that number and amount agree, or the amount with what nothing names."""
    if label:
        return said(because("matching.agree", references=label, amount=amount))
    return said(because("matching.agree_alone", numbers=numbers, amount=amount))


def _nearly(one: "Weighed", agree: Said, difference: Money) -> Reason:
    """Return what explains that the amount is not exact."""
    fit = one.set.fit
    if fit.relation == "rounded":
        return because("matching.rounding", agree=agree, difference=difference)
    if fit.relation == "discount" and fit.tolerated:
        discount, rounding = (
            Money(abs(one), difference.currency) for one in (fit.difference - fit.tolerated, fit.tolerated)
        )
        return because("matching.discount_rounded", agree=agree, discount=discount, difference=rounding)
    code = "rate" if fit.relation == "fee" and fit.rest else fit.relation
    return because(f"matching.{code}", agree=agree, difference=difference)


def _part(amount: Money, one: "Weighed", label: str, numbers: Said) -> Reason:
    left = Money(one.set.fit.open, amount.currency) - amount
    if not label:
        return because("matching.part_alone", numbers=numbers, amount=amount, left=left)
    if one.set.divided:
        return because("matching.parts", references=label, amount=amount)
    return because("matching.part_payment", reference=label, amount=amount, left=left)


def _exact(amount: Money, one: "Weighed", label: str, numbers: Said) -> Reason:
    several = len(one.set.items) > 1
    match one.reference:
        case "reference.near" if several:
            return because("matching.near_and_sum", reference=label, amount=amount, numbers=numbers)
        case "reference.near":
            return because("matching.near_and_amount", reference=label, amount=amount)
        case "reference.earlier":
            return because("matching.earlier_and_amount", reference=label, amount=amount, numbers=numbers)
        case "reference.silent" | "reference.other":
            code = "matching.sum_alone" if several else "matching.amount_alone"
            return because(code, numbers=numbers, amount=amount)
    if several and one.shared and not one.more:
        return because("matching.whole_customer", reference=label, amount=amount)
    if several:
        code = "matching.several" if len(one.labels) >= len(one.set.items) else "matching.several_named"
        return because(code, references=label, amount=amount, numbers=numbers)
    if one.shared and one.equals > 1:
        return because("matching.shared_equals", reference=label, amount=amount, count=str(one.equals))
    if one.shared:
        return because("matching.shared_reference", reference=label, amount=amount)
    code = "matching.number_and_amount" if one.by_number else "matching.reference_and_amount"
    return because(code, reference=label, amount=amount)


def _further(one: "Weighed", *, settled: bool) -> Iterator[Reason]:
    """Yield what the payer says, and what the policy decided."""
    if one.payer == "payer.account" and one.times > 1:
        yield because("matching.payer_known", times=str(one.times))
    elif one.payer == "payer.account":
        yield because("matching.payer_known_once")
    elif one.payer not in {"payer.untold", "payer.unlike"}:
        yield because(f"matching.{one.payer.replace('.', '_')}")
    if one.equals > 1:
        which = one.told or "oldest"
        yield because(
            f"matching.{which}_of_equals" if settled else f"matching.{which}_suggested", count=str(one.equals)
        )
