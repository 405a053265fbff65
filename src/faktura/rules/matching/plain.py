"""The plain case, most of all payments: one reference of ours, its exact amount, and nobody known to say otherwise.

The same signs, weights and gates as for any other payment, without looking for what cannot be there: the reference
names one open claim, the amount is what it has open, the payer is its customer or nobody we know, and no other payment
of the batch points at it. A test holds both ways to the same decisions.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from faktura.core.claim import Candidates, ItemKind, OpenItem
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import was_paid_before
from faktura.rules.matching.called import called_beside
from faktura.rules.matching.case import digits, in_parts, is_tax_agency
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.strangers import strangers
from faktura.rules.matching.sure import Balance, Sure

_LINKED: Final = "payer.account"
_DIGITS: Final = frozenset("0123456789")


class Plain:
    """Finds the plain payments of a batch and weighs them."""

    def __init__(self, candidates: Candidates, scales: Scales, policy: MatchingPolicy, creditor: str) -> None:
        """Look up in *candidates*, among the claims of *creditor*."""
        self._candidates, self._scales, self._creditor = candidates, scales, creditor
        self._balance = Balance(scales, policy)

    def find(self, payments: Sequence[IncomingPayment]) -> PlainPayments:
        """Return the plain ones of *payments*; of several that name one claim none is."""
        found = PlainPayments.among(payments)
        others: set[str] = set()  # claims that are named like these, and not found yet
        contested: set[str] = set()
        for first, some in in_parts(payments):
            unsure: dict[int, tuple[IncomingPayment, OpenItem]] = {}
            for at, payment, item, links in self._exactly_named(
                [(at, one) for at, one in enumerate(some, first) if _one_reference(one)]
            ):
                if item.id in found.of_claim or item.id in others:
                    contested.add(item.id)
                elif (made := self._known(at, payment, item, links)) is not None:
                    found.add(made)
                else:
                    others.add(item.id)
                    if not links and not payment.payer.organisation_number:
                        unsure[at] = (payment, item)
            for at, one in strangers(unsure, self._candidates, self._creditor, self._balance):
                if one is not None:
                    found.add(one)
                else:
                    found.unsure.add(at)
        for claim in contested & found.of_claim.keys():
            found.take(claim)
        return found

    def _exactly_named(
        self, some: Sequence[tuple[int, IncomingPayment]]
    ) -> Iterator[tuple[int, IncomingPayment, OpenItem, tuple[PayerLink, ...]]]:
        """Yield those that name one claim and pay what it has open, with what is known of the payer's account."""
        found = self._candidates.by_reference([one.references[0].text for _, one in some])
        accounts = self._candidates.by_account([one.payer.account for _, one in some if one.payer.account])
        for at, payment in some:
            items = found.get(payment.references[0].text)
            if items is None or len(items) != 1 or not _exact(payment, items[0], self._creditor):
                continue
            links = accounts.get(payment.payer.account, ())
            known = bool(links or payment.payer.organisation_number)
            if not payment.message or not called_beside(payment, items, known=known):
                yield at, payment, items[0], links

    def _known(self, at: int, payment: IncomingPayment, item: OpenItem, links: tuple[PayerLink, ...]) -> Sure | None:
        """Return it when the payer's account or number is known as the customer's."""
        for link in links:
            if link.customer_id == item.customer_id:
                weight = self._scales.account(link, len(links), payment.booked_on)
                return self._balance.sure(at, payment, item, (_LINKED, weight), times=link.count, known=True)
        if links or not item.customer_org or not payment.payer.organisation_number:
            return None
        if digits(payment.payer.organisation_number) != item.customer_org:
            return None
        return self._balance.sure(at, payment, item, ("payer.organisation", self._scales.organisation()), known=True)


def _exact(payment: IncomingPayment, item: OpenItem, creditor: str) -> bool:
    """Whether the payment may settle *item* of *creditor*'s and is exactly what it has open.

    What Skatteverket pays may always be for a request instead.
    """
    amount, open_ = payment.amount, item.open
    return (
        amount.minor == open_.minor
        and amount.currency == open_.currency
        and item.creditor == creditor
        and item.kind is not ItemKind.TAX_AGENCY
        and (item.issued is None or item.issued <= payment.booked_on)
        and (not item.accounts or not payment.account or payment.account in item.accounts)
        and (item.paid_on is None or not (payment.booked_on < item.paid_on or was_paid_before(item, amount.minor)))
        and not is_tax_agency(payment)
    )


def _one_reference(payment: IncomingPayment) -> bool:
    """Whether a single reference is all the payer says."""
    references = payment.references
    if len(references) != 1:
        return False
    one, message = references[0], payment.message
    text = one.text
    return (
        text.isdigit()
        and text.isascii()
        and one.kind in {"ocr", "text"}
        and one.amount is None
        and (not message or _DIGITS.isdisjoint(message))
        and not payment.reversal
        and payment.original is None
    )
