"""A claim that is sold (fakturaköp) or pledged (fakturabelåning) in the books.

Sold without recourse the claim is gone for what the buyer pays and keeps; under the cash method that is a payment,
so income and VAT are booked then. With recourse the claim stays ours on an account of its own, what the financier
pays ahead is a debt to them, and what the customer pays clears both. The loss or fee of a sale never lowers VAT.
"""

from faktura.core.bookkeeping_event import InvoiceSold, SoldInvoicePaid, SoldInvoiceReturned
from faktura.core.errors import InputError, RuleRefused
from faktura.core.ledger import AccountCode, AccountRole
from faktura.core.money import Money
from faktura.core.receivable_event import Parts
from faktura.rules.posting.account import FEES, INTEREST, DocumentAccount, Rows
from faktura.rules.posting.falls import Fall, fall_rows
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences


def sale_rows(account: DocumentAccount, event: InvoiceSold) -> Rows:
    """Return the rows of a sale or a pledge.

    Raises:
        RuleRefused: The claim is in another currency than the books.
        InputError: What is paid, kept and charged as VAT does not make up a claim sold without recourse.
    """
    if account.foreign:
        raise RuleRefused("posting.currency", what=account.document.number, found=account.foreign, books="SEK")
    bank = _money(account, event.payment_id)
    fee = account.row(account.role(AccountRole.FACTORING_FEE), event.fee.minor)
    tax = account.row(account.role(AccountRole.INPUT_VAT), event.fee_vat.minor)
    kept = event.fee.minor + event.fee_vat.minor
    if event.recourse:
        moved = _moved(account, pledged=True)
        debt = account.role(AccountRole.FACTORING_DEBT)
        return (
            *moved,
            account.row(bank, event.paid_out.minor),
            fee,
            tax,
            account.row(debt, -event.paid_out.minor - kept),
        )
    if event.paid_out.minor + kept != event.claim.minor:
        raise InputError("posting.sale", claim=str(event.claim), paid=str(event.paid_out), kept=str(Money(kept)))
    fallen = _fallen(account, event.receivable_id, event.claim, f"sold:{event.sale_id}", bank)
    return (*fallen, account.row(bank, -kept), fee, tax)


def paid_rows(account: DocumentAccount, event: SoldInvoicePaid) -> Rows:
    """Return the rows of a pledged claim that the customer paid to the financier."""
    debt = account.role(AccountRole.FACTORING_DEBT)
    fallen = _fallen(account, event.receivable_id, event.amount, f"sold:{event.sale_id}", debt)
    passed = event.paid_out.minor
    return (*fallen, account.row(_money(account, event.payment_id), passed), account.row(debt, -passed))


def returned_rows(account: DocumentAccount, event: SoldInvoiceReturned) -> Rows:
    """Return the rows of a pledged claim that came back unpaid."""
    repaid = event.repaid.minor
    debt, bank = account.role(AccountRole.FACTORING_DEBT), account.role(AccountRole.BANK)
    return (*_moved(account, pledged=False), account.row(debt, repaid), account.row(bank, -repaid))


def _money(account: DocumentAccount, payment_id: str) -> AccountCode:
    """A payment read from a bank file has booked the bank account, and waits to be told what it is."""
    return account.role(AccountRole.UNMATCHED_PAYMENTS if payment_id else AccountRole.BANK)


def _fallen(account: DocumentAccount, receivable_id: str, amount: Money, id: str, against: AccountCode) -> Rows:
    """The claim falls by *amount*: the principal first, then what is charged on it."""
    tax_agency = account.is_tax_agency(receivable_id)
    principal = min(amount.minor, sum(high - low for low, high in account.lines[tax_agency].free))
    fees = min(amount.minor - principal, account.charges[FEES].unpaid)
    interest = min(amount.minor - principal - fees, account.charges[INTEREST].unpaid)
    beyond = amount.minor - principal - fees - interest
    parts = Parts(
        principal=Money(principal + beyond, amount.currency),
        interest=Money(interest, amount.currency),
        fees=Money(fees, amount.currency),
    )
    return fall_rows(account, Fall(parts=parts, id=id, against=against), tax_agency=tax_agency)


def _moved(account: DocumentAccount, *, pledged: bool) -> Rows:
    """What is still owed as a claim goes over to the account of pledged claims, or back."""
    before = account.claim(tax_agency=False)
    account.pledged = pledged
    owed = account.claims.split(account.lines[False].free).value
    owed += sum(charges.booked for charges in account.charges.values())
    return (account.row(account.claim(tax_agency=False), owed), account.row(before, -owed))
