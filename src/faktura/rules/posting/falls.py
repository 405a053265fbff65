"""A debt that falls, or rises again: paid, set off, paid back, written off, by either method.

What stands as a claim in the books is cleared; what does not (cash method, before the year's end) becomes income
as it is paid. A release is the exact reverse of what it releases, for it gives back the same stretches.
"""

from collections.abc import Sequence
from typing import Final

from attrs import field, frozen

from faktura.core.ledger import AccountCode, AccountRole, VoucherRow
from faktura.core.receivable_event import Parts
from faktura.rules.posting.account import CHARGE_ROLES, DocumentAccount, Rows
from faktura.rules.posting.claims import Split
from faktura.rules.posting.portion import Moved, Stretch
from faktura.rules.posting.rates import Scale


@frozen(kw_only=True)
class Fall:
    """What a movement takes of a debt; negative parts give it back.

    Attributes:
        id: In whose name, so that undoing gives back exactly what was taken.
        against: The account on the other side.
        worth: What it is worth in the books, signed as the parts; none: what it stands at there.
        scale: The rate of what is not in the books yet; none: `worth` decides, or both are in one currency.
        reason: Of a write-off; empty for money and netting.
        recovered: The write-off is taken back because its money came.
    """

    parts: Parts
    id: str
    against: AccountCode
    worth: int | None = None
    scale: Scale = field(default=Scale())
    reason: str = ""
    recovered: bool = False


LOSSES: Final = {
    "rounding": AccountRole.ROUNDING,
    "bad_debt": AccountRole.BAD_DEBT,
    "discount": AccountRole.DISCOUNT,
    "goodwill": AccountRole.DISCOUNT,
}


@frozen(kw_only=True)
class _Taken:
    """What a movement took: of the document, and of the charges on it."""

    split: Split
    moved: Moved
    sign: int
    charges: tuple[tuple[str, Split, int, int], ...]
    claim: AccountCode


def fall_rows(account: DocumentAccount, fall: Fall, *, tax_agency: bool) -> Rows:
    """Return the rows of *fall*, and remember what it took."""
    taken = _take(account, fall, tax_agency=tax_agency)
    if fall.reason:
        return (*_lost(account, fall, taken), *_given_up_unbooked(account, fall, taken))
    cleared, booked = _cleared(account, taken)
    opened = _income(account, fall, taken, whole=None if booked else fall.worth)
    rows = (*cleared, *opened)
    if fall.worth is None or not account.foreign:
        return (account.balance(rows, fall.against), *rows)
    against = account.row(fall.against, fall.worth, fall.parts.sum.minor)
    left = -sum(one.amount.minor for one in (against, *rows))
    if not left:
        return (against, *rows)
    undone = account.sign * fall.parts.sum.minor < 0
    role = AccountRole.EXCHANGE_GAIN if (left < 0) != undone else AccountRole.EXCHANGE_LOSS
    return (against, *rows, account.row(account.role(role), left))


def covered_rows(account: DocumentAccount, stretches: Sequence[Stretch], *, tax_agency: bool) -> Rows:
    """Return the rows of what becomes owed and was paid already: by accrual it stands on the claim's own account."""
    if account.books.accrual or not stretches:
        return ()
    split = account.claims.split(stretches)
    rows: Rows = ()
    if split.booked:
        claim = account.claim(tax_agency=tax_agency)
        rows = (account.row(claim, -account.sign * split.value, -account.sign * split.length),)
    if split.open:
        rows += account.sold(account.issued_at, split.open, -account.sign)
    return (account.balance(rows, account.role(AccountRole.CUSTOMER_CREDIT)), *rows)


def _take(account: DocumentAccount, fall: Fall, *, tax_agency: bool) -> _Taken:
    moved = account.lines[tax_agency].move(("", fall.id), account.sign * fall.parts.principal.minor)
    charges = []
    for name, ledger in account.charges.items():
        amount = fall.parts.of(name).minor
        if amount:
            split, charged = ledger.move(("", fall.id), amount)
            charges.append((name, split, charged.sign, amount))
    return _Taken(
        split=account.claims.split(moved.stretches),
        moved=moved,
        sign=moved.sign * account.sign,
        charges=tuple(charges),
        claim=account.claim(tax_agency=tax_agency),
    )


def _cleared(account: DocumentAccount, taken: _Taken) -> tuple[Rows, bool]:
    """The claims that fall, each at what it stood at; whether there were any."""
    rows = []
    split = taken.split
    for at, _ in (*split.booked, *(pair for _, charge, _, _ in taken.charges for pair in charge.booked)):
        account.used_scale(at.scale)
    if split.booked:
        rows.append(account.row(taken.claim, -taken.sign * split.value, -taken.sign * split.length))
    if taken.moved.beyond and account.books.accrual:
        beyond = account.issued_at.scale.value([taken.moved.outside])
        rows.append(account.row(taken.claim, -taken.sign * beyond, -taken.sign * taken.moved.beyond))
    for _, charge, sign, _ in taken.charges:
        if charge.booked:
            rows.append(account.row(taken.claim, -sign * charge.value, -sign * charge.length))
    return tuple(rows), bool(rows)


def _income(account: DocumentAccount, fall: Fall, taken: _Taken, *, whole: int | None) -> Rows:
    """What is paid and did not stand in the books: income and VAT now; more than is owed: the customer's credit."""
    rows: list[VoucherRow] = []
    if taken.moved.beyond and not account.books.accrual:
        credit = account.role(AccountRole.CUSTOMER_CREDIT)
        beyond = fall.scale.at(taken.moved.beyond)
        rows.append(account.row(credit, -taken.sign * beyond, -taken.sign * taken.moved.beyond))
    for name, charge, sign, amount in taken.charges:
        rest = amount - sign * charge.length
        if rest:
            rows.append(account.row(account.role(CHARGE_ROLES[name]), -fall.scale.at(rest), -rest))
    if not taken.split.open:
        return tuple(rows)
    at = account.priced(fall.scale)
    missing = 0
    if whole is not None and account.foreign:
        told = -sum(one.amount.minor for one in rows) + taken.sign * sum(at.shares(taken.split.open))
        missing = taken.sign * (whole - told)
    return (*rows, *account.sold(at, taken.split.open, -taken.sign, missing=missing))


def _lost(account: DocumentAccount, fall: Fall, taken: _Taken) -> Rows:
    """The claims given up: of a loss and an agreed discount the VAT comes back by rate, with what was no income."""
    cleared, any_booked = _cleared(account, taken)
    if not any_booked:
        return ()
    back: list[VoucherRow] = []
    if account.books.gives_vat_back(fall.reason):
        for at, stretches in taken.split.booked:
            back += account.sold(at, stretches, taken.sign, income=False)
    if fall.reason not in {"bad_debt", "rounding"}:  # given back, not lost: the charge was never earned
        for name, charge, sign, _ in taken.charges:
            income = account.role(CHARGE_ROLES[name])
            back.append(account.row(income, sign * charge.value, sign * charge.length))
    role = AccountRole.RECOVERED_LOSS if fall.recovered else LOSSES.get(fall.reason, AccountRole.BAD_DEBT)
    rows = (*back, *cleared)
    return (account.balance(rows, account.role(role)), *rows)


def _given_up_unbooked(account: DocumentAccount, fall: Fall, taken: _Taken) -> Rows:
    """What is given up and never stood in the books was never income.

    A rounding difference and a gift are booked as paid and given back, for they leave the VAT as it was.
    """
    if account.books.gives_vat_back(fall.reason) or not taken.split.open:
        return ()
    sold = account.sold(account.priced(fall.scale), taken.split.open, -taken.sign)
    return (account.balance(sold, account.role(LOSSES.get(fall.reason, AccountRole.BAD_DEBT))), *sold)
