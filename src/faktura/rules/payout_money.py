"""Money between the seller and Skatteverket: one payout for a whole request, and what must be given back.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> back = repayment(sek(1500), payment_year=2026, decided_on=date(2026, 5, 4), on=date(2026, 5, 6), law=SWEDEN)
>>> back.form, back.pay_by.isoformat()
('SKV 4533', '2026-06-30')
"""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.core.wording import Language, sentence
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.law.book import LawBook
from faktura.rules.payout_decision import AskedShare
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences


@frozen
class PayoutPart:
    """What of a payout settles one invoice's share of Skatteverket."""

    receivable_id: str
    amount: Money


def allocate_payout(amount: Money, shares: Sequence[AskedShare]) -> tuple[PayoutPart, ...] | Refused:
    """Split one payout over the invoices of a request, by what was granted; it must be the sum to the krona.

    Refused while a decision is missing, or when the sum is another: Skatteverket may have set something off against
    the tax account, and a person links what came.
    """
    waiting = [share for share in shares if share.granted is None]
    if waiting or not shares:
        numbers = ", ".join(dict.fromkeys(share.invoice_number for share in waiting))
        return Refused(code="payout.undecided", facts=(("numbers", numbers or "-"),))
    granted = [(share.document_id, share.granted) for share in shares if share.granted]
    expected = total((part for _, part in granted), amount.currency)
    if amount != expected:
        return Refused(code="payout.other_sum", facts=(("amount", str(amount)), ("expected", str(expected))))
    by_document: dict[str, Money] = {}
    for document_id, part in granted:
        by_document[document_id] = by_document.get(document_id, Money.zero(amount.currency)) + part
    return tuple(PayoutPart(id + TAX_AGENCY_SUFFIX, part) for id, part in by_document.items())


@frozen(kw_only=True)
class Repayment:
    """What must be given back to Skatteverket, how and when.

    Attributes:
        form: The form, while the payment year runs (second-hand knowledge, S); else empty: tell Skatteverket in writing.
        pay_by: The last day when Skatteverket has decided (the end of the month after the decision); else none.
    """

    amount: Money
    form: str
    pay_by: date | None

    def explain(self, language: Language = "en") -> str:
        """Return what to do, in one sentence."""
        code = "payout.repay_by_form" if self.form else "payout.repay_in_writing"
        return sentence(code, language, amount=self.amount, form=self.form)


def repayment(
    amount: Money, *, payment_year: int, on: date, law: LawBook, decided_on: date | None = None
) -> Repayment | Refused:
    """Return how *amount*, paid out too much, goes back: a credit after the payout, or a decision that was changed.

    *payment_year* is the year the buyer paid; *decided_on* the day Skatteverket decided that it was too much.
    """
    if amount.minor <= 0:
        return Refused(code="payout.nothing_back")
    form = law.repayment_form.at(on) if on.year == payment_year else ""
    return Repayment(amount=amount, form=form, pay_by=None if decided_on is None else _end_of_next_month(decided_on))


def _end_of_next_month(day: date) -> date:
    after_next = day.month + 2
    first = date(day.year + (after_next - 1) // 12, (after_next - 1) % 12 + 1, 1)
    return first - timedelta(days=1)


def after_credit(requested: Money, granted: Money | None, paid: Money) -> str:
    """Return the code of what a credit means for a request: nothing was asked, not decided, granted, or paid out.

    >>> from faktura.core.money import sek
    >>> sentence(after_credit(sek(3750), sek(3750), sek(3750)))[:47]
    'Skatteverket has paid: give back what the credi'
    """
    if paid.minor > 0:
        return "payout.credit_after_payout"
    if granted is not None:
        return "payout.credit_after_decision"
    return "payout.credit_after_request" if requested.minor > 0 else "payout.credit_before_request"
