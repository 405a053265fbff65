"""The plain case, most of all payments: one reference of ours, its exact amount, and nobody to say otherwise.

The same signs, weights and gates as for any other payment, without looking for what cannot be there: the reference
names one open claim, the amount is what it has open, the payer is its customer or nobody we know, and no other payment
of the batch points at it. A test holds both ways to the same decisions.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import exp2, log2
from typing import Final

from attrs import define

from faktura.core.claim import Candidates, ItemKind, OpenItem
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import payer_keys
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import was_paid_before
from faktura.rules.matching.amounts import Fit
from faktura.rules.matching.case import digits
from faktura.rules.matching.evidence import is_common
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.scales import Scales, is_round
from faktura.rules.matching.sets import ClaimSet
from faktura.rules.matching.weigh import Signs, Weighed

_LINKED: Final = "payer.account"
_DIGITS: Final = frozenset("0123456789")


@define
class Sure:
    """A plain payment, booked *on* that day, with its claim, the signs that speak for it, and what they come to."""

    item: OpenItem
    on: date
    signs: Signs
    probability: float
    margin: float
    times: int = 0

    def weighed(self, label: str) -> Weighed:
        """Return it as any other set is kept."""
        open_ = self.item.open.minor
        one = ClaimSet(items=(self.item,), fit=Fit(relation="exact", parts=(open_,), open=open_))
        return Weighed(
            set=one,
            signs=self.signs,
            weight=sum([weight for _, weight in self.signs]),
            reference="reference.exact",
            payer=self.signs[-1][0],
            labels=(label,),
            times=self.times,
            probability=self.probability,
        )


class Plain:
    """Finds the plain payments of a batch and weighs them."""

    def __init__(self, candidates: Candidates, scales: Scales, policy: MatchingPolicy, creditor: str) -> None:
        """Look up in *candidates*, among the claims of *creditor*."""
        self._candidates, self._scales, self._policy, self._creditor = candidates, scales, policy, creditor
        self._weigh = lru_cache(maxsize=4096)(self._weighed)
        self._auto = float(policy.auto)

    def find(self, payments: Sequence[IncomingPayment]) -> dict[int, Sure]:
        """Return the plain ones of *payments* by place; of several that name one claim none is."""
        named = [(at, one) for at, one in enumerate(payments) if _one_reference(one)]
        found = self._candidates.by_reference([one.references[0].text for _, one in named])
        accounts = self._candidates.by_account([one.payer.account for _, one in named if one.payer.account])
        sure: dict[int, Sure] = {}
        wanted: dict[str, list[int]] = {}
        unsure: dict[int, OpenItem] = {}
        for at, payment in named:
            items = found.get(payment.references[0].text)
            if items is None or len(items) != 1 or not self._exact(payment, items[0]):
                continue
            item = items[0]
            links = accounts.get(payment.payer.account, ())
            made = self._known(payment, item, links)
            if made is not None:
                sure[at] = made
            elif not links:
                unsure[at] = item
            wanted.setdefault(item.id, []).append(at)
        self._strangers(payments, unsure, sure)
        for places in wanted.values():
            if len(places) > 1:
                for at in places:
                    sure.pop(at, None)
        return sure

    def _exact(self, payment: IncomingPayment, item: OpenItem) -> bool:
        amount, open_ = payment.amount, item.open
        return (
            amount.minor == open_.minor
            and amount.currency == open_.currency
            and item.creditor == self._creditor
            and item.kind is not ItemKind.TAX_AGENCY
            and (item.issued is None or item.issued <= payment.booked_on)
            and (not item.accounts or not payment.account or payment.account in item.accounts)
            and (item.paid_on is None or not was_paid_before(item, amount.minor))
        )

    def _known(self, payment: IncomingPayment, item: OpenItem, links: tuple[PayerLink, ...]) -> Sure | None:
        """Return it when the payer's account or number is known as the customer's."""
        for link in links:
            if link.customer_id == item.customer_id:
                return self._sure(
                    payment, item, _LINKED, self._scales.account(link, len(links), payment.booked_on), link.count
                )
        if links or not item.customer_org or not payment.payer.organisation_number:
            return None
        if digits(payment.payer.organisation_number) != item.customer_org:
            return None
        return self._sure(payment, item, "payer.organisation", self._scales.organisation(), 0)

    def _strangers(
        self, payments: Sequence[IncomingPayment], unsure: Mapping[int, OpenItem], sure: dict[int, Sure]
    ) -> None:
        """Add those whose account and number are unknown and whose name is no other customer's."""
        asked: dict[int, list[tuple[str, Money]]] = {}
        for at in unsure:
            payment = payments[at]
            if payment.payer.organisation_number:
                continue
            common = is_common(payment.amount, self._scales)
            keys = payer_keys(payment.payer.name) if common and payment.payer.name else ()
            asked[at] = [(key, payment.amount) for key in keys]
        pairs = tuple(dict.fromkeys([pair for some in asked.values() for pair in some]))
        found = self._candidates.by_name(pairs) if pairs else {}
        for at, some in asked.items():
            payment, item = payments[at], unsure[at]
            if any(one != item.customer_id for key in some for one in found.get(key, ())):
                continue
            code = f"payer.{likeness(item.customer_name, payment.payer.name)}"
            scales = self._scales
            weight = scales.name(code, 0) if code in {"payer.name", "payer.alike"} else scales.payer(code)
            made = self._sure(payment, item, code, weight, 0)
            if made is not None:
                sure[at] = made

    def _sure(self, payment: IncomingPayment, item: OpenItem, code: str, weight: float, times: int) -> Sure | None:
        known = code in {_LINKED, "payer.organisation"}
        minor, currency = payment.amount.minor, payment.amount.currency
        common = self._scales.common(minor, currency)
        signs, probability, margin = self._weigh(common, is_round(minor), code, weight, known)
        if probability < self._auto or margin < self._policy.margin:
            return None
        return Sure(item, payment.booked_on, signs, probability, margin, times)

    def _weighed(self, common: int, round_: bool, code: str, weight: float, known: bool) -> tuple[Signs, float, float]:
        scales = self._scales
        signs = (
            ("reference.exact", scales.references["reference.exact"]),
            ("amount.exact", scales.of_amount("amount.exact", common)),
            (code, weight),
        )
        odds = exp2(sum([weight for _, weight in signs]))
        rest = sum([1.0, scales.of_none(common, round_, named=True, known=known)])
        every = odds + rest
        margin = min(log2(odds / max(every - odds, odds * 1e-18)), 60.0) if every > odds else 60.0
        return signs, odds / every, margin


def _one_reference(payment: IncomingPayment) -> bool:
    """Whether a single reference is all the payer says."""
    references = payment.references
    if len(references) != 1 or payment.reversal or payment.original is not None:
        return False
    one = references[0]
    if one.amount is not None or one.kind not in {"ocr", "text"} or not (one.text.isascii() and one.text.isdigit()):
        return False
    return not payment.message or _DIGITS.isdisjoint(payment.message)
