"""The issue of a document in the books, and the end of the financial year under the cash method."""

from datetime import date

from faktura.core.ledger import AccountRole
from faktura.rules.posting.account import CHARGE_ROLES, DocumentAccount, Rows


def issue_rows(account: DocumentAccount, on: date) -> Rows:
    """Return the rows of the issue.

    Accrual: claims, what was paid beforehand, income and VAT. Cash: only the income and VAT of what was paid
    beforehand and is the customer's to pay; a document of zero is booked whole, for nothing will ever be paid on it.
    """
    if account.books.accrual:
        account.bind(on)
        return _accrual(account)
    if not account.whole:
        account.bind(on)
        return _whole(account)
    used = min(account.prepaid, account.shared)
    if used <= 0:
        return ()
    account.bind(on)
    sold = account.sold(account.issued_at, [(0, used)], -account.sign)
    return (account.balance(sold, account.role(AccountRole.CUSTOMER_CREDIT)), *sold)


def _accrual(account: DocumentAccount) -> Rows:
    totals, sign, at = account.document.totals, account.sign, account.issued_at
    deduction, prepaid = totals.deduction.minor, account.prepaid
    owed = totals.amount_due.minor
    account.claims.add([(min(prepaid, account.shared), account.whole)], at)
    worth_prepaid = at.scale.at(prepaid)
    worth_deduction = at.scale.value([(account.shared, account.whole)])
    worth_owed = at.scale.at(account.whole) - worth_prepaid - worth_deduction
    rows = [account.row(account.claim(tax_agency=False), sign * worth_owed, sign * owed)]
    if deduction:
        rows.append(account.row(account.claim(tax_agency=True), sign * worth_deduction, sign * deduction))
    if prepaid:
        credit = account.role(AccountRole.CUSTOMER_CREDIT)
        rows.append(account.row(credit, sign * worth_prepaid, sign * prepaid))
    return (*rows, *_whole(account))


def _whole(account: DocumentAccount) -> Rows:
    """Everything the document is booked as."""
    pairs = zip(account.parts, account.issued_at.parts, strict=True)
    return tuple(
        account.row(part.account, -account.sign * at.minor, -account.sign * part.minor, dimensions=part.dimensions)
        for part, at in pairs
    )


def revaluation_rows(account: DocumentAccount, on: date) -> Rows:
    """Return the rows by which what stands as a claim in another currency is valued at the rate of *on*.

    Unrealised, so the claim keeps its rate: the rows are turned on the next day (ÅRL 4 kap. 13 §, K3 chapter 30).
    """
    if not account.foreign:
        return ()
    scale, owed = account.scale(on), 0
    for line in account.lines.values():
        split = account.claims.split(line.free)
        owed += account.sign * (scale.value(split.stretches) - split.value)
    owed += sum(charges.revalued(scale) for charges in account.charges.values())
    if not owed:
        return ()
    income = account.role(AccountRole.EXCHANGE_GAIN if owed > 0 else AccountRole.EXCHANGE_LOSS)
    return (account.row(account.claim(tax_agency=False), owed), account.row(income, -owed))


def year_end_rows(account: DocumentAccount, on: date) -> Rows:
    """Return the rows by which everything unpaid on a document becomes claim, income and VAT on the last day.

    Charges too: under the cash method all unpaid claims are booked at the end of the year (BFL 5 kap. 2 §). What is
    booked once is not booked again by the next year's end.
    """
    rows: Rows = ()
    for tax_agency, line in account.lines.items():
        new = account.claims.split(line.free).open
        if new:
            account.bind(on)
            at = account.priced(account.scale(on))
            account.claims.add(new, at)
            sold = account.sold(at, new, -account.sign)
            rows += (account.balance(sold, account.claim(tax_agency=tax_agency)), *sold)
    for name, charges in account.charges.items():
        length = charges.unbooked
        if length:
            value = charges.book(account.scale(on))
            income = account.row(account.role(CHARGE_ROLES[name]), -value, -length)
            rows += (account.balance((income,), account.claim(tax_agency=False)), income)
    return rows
