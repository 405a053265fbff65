"""Rules on how a Svefaktura 1.0 is paid: accounts, due dates, payee and interest."""

from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import day
from faktura.formats.einvoice.xpath import is_word, number
from faktura.formats.svefaktura.preflight.rule import rule

_SWEDISH_BANK: Final = "SNDOSESS"
_ACCOUNT: Final = "/Invoice/PaymentMeans/PayeeFinancialAccount"


def _due_after_issue(node: Element) -> bool:
    issued = node.tree.root.texts("IssueDate")
    return bool(issued) and day(issued[0]) <= day(node.text)


def _has_account(bank: Element) -> bool:
    """Whether the account of a bank is stated: three levels up from the bank's identifier."""
    institution = bank.parent
    branch = institution.parent if institution is not None else None
    account = branch.parent if branch is not None else None
    return bank.text == _SWEDISH_BANK or (account is not None and account.has("ID"))


def _other_than_seller(payee: Element) -> bool:
    return any(payee.text != name for name in payee.tree.root.texts("SellerParty/Party/PartyName/Name"))


def _with_bank(account: Element) -> bool:
    above = account.parent
    return above is not None and above.has("FinancialInstitutionBranch/FinancialInstitution/ID")


def _not_negative(node: Element) -> bool:
    return number(node.text) >= 0


PAYMENT: Final[tuple[Pattern, ...]] = (
    rule(
        48,
        "/Invoice/PaymentMeans/PaymentMeansTypeCode",
        lambda node: node.text == "1",
        Text(en="the code of the means of payment is not 1", sv="betalningssättets kod är inte 1"),
        Text(en="use 1; the account says the rest", sv="använd 1; kontot säger resten"),
    ),
    rule(
        49,
        "/Invoice/PaymentMeans/DuePaymentDate",
        _due_after_issue,
        Text(en="payment is due before the date of issue", sv="betalningen förfaller före fakturadatumet"),
        Text(en="check the due date", sv="kontrollera förfallodagen"),
        "warning",
    ),
    rule(
        50,
        f"{_ACCOUNT}/ID",
        lambda node: is_word(node.text),
        Text(
            en="the account number has other signs than letters and digits",
            sv="kontonumret har andra tecken än bokstäver och siffror",
        ),
        Text(en="write it without hyphens and blanks", sv="skriv det utan bindestreck och mellanslag"),
        "warning",
    ),
    rule(
        51,
        f"{_ACCOUNT}/FinancialInstitutionBranch/FinancialInstitution/ID",
        _has_account,
        Text(en="a bank is stated without an account", sv="en bank anges utan konto"),
        Text(en="state the account number", sv="ange kontonumret"),
    ),
    rule(
        52,
        "/Invoice/PaymentMeans/PayeePartyName/Name",
        _other_than_seller,
        Text(en="the payee is the seller itself", sv="betalningsmottagaren är säljaren själv"),
        Text(
            en="name a payee only when the invoice is assigned",
            sv="ange betalningsmottagare bara när fakturan är överlåten",
        ),
        "warning",
    ),
    rule(
        54,
        "/Invoice/PaymentTerms/PenaltySurchargePercent",
        lambda node: _not_negative(node.tree.root.all("PaymentTerms/PenaltySurchargePercent")[0]),
        Text(en="the rate of interest is negative", sv="räntesatsen är negativ"),
        Text(en="state a rate of zero or more", sv="ange en sats på noll eller mer"),
    ),
    rule(
        101,
        f"{_ACCOUNT}/ID",
        _with_bank,
        Text(en="an account is stated without its bank", sv="ett konto anges utan sin bank"),
        Text(
            en="state BGABSESS, PGSISESS or the bank's BIC in FinancialInstitution",
            sv="ange BGABSESS, PGSISESS eller bankens BIC i FinancialInstitution",
        ),
        "warning",
    ),
)
