"""One document in the books: what it is booked as, who owes which öre of it, and what of that stands as a claim.

Rows of a document in another currency carry its own amounts too (`VoucherRow.foreign`), so that a voucher
balances in either currency.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from attrs import evolve

from faktura.core.document import Document
from faktura.core.ledger import AccountBinding, AccountCode, AccountRole, Dimension, ExchangeRate, Rates, VoucherRow
from faktura.core.money import Money
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.posting.books import Books
from faktura.rules.posting.claims import Charges, Claims
from faktura.rules.posting.portion import Line, Stretch, largest, length, own_line, worth
from faktura.rules.posting.rates import Priced, Scale, priced, scale_for
from faktura.rules.posting.sales import SalePart, sale_parts

Rows = tuple[VoucherRow, ...]

FEES: Final = "fees"
INTEREST: Final = "interest"
CHARGE_ROLES: Final = {FEES: AccountRole.REMINDER_FEE, INTEREST: AccountRole.LATE_INTEREST}


class DocumentAccount:
    """A document on its way through the books, movement by movement."""

    def __init__(self, document: Document, books: Books, rates: Rates, rate: ExchangeRate | None) -> None:
        """Begin before the issue is booked; *rate* is that of the issue, for a document in another currency."""
        totals = document.totals
        self.document, self.books, self._rates, self._rate = document, books, rates, rate
        self.foreign = document.currency if document.currency != books.currency else ""
        self.sign = document.sign
        self.bound_on: date | None = None
        self.whole = totals.with_vat.minor + totals.rounding.minor
        self.prepaid = totals.prepaid.minor
        self.shared = self.whole - totals.deduction.minor  # where Skatteverket's share begins, whatever is prepaid
        self.lines = {False: own_line(self.prepaid, self.shared), True: Line(self.shared, totals.deduction.minor)}
        self.claims = Claims()
        self.charges = {FEES: Charges(), INTEREST: Charges()}
        self.pledged = False
        self.used: dict[ExchangeRate, None] = {}

    # -- accounts ---------------------------------------------------------------------------------------------

    def role(self, role: AccountRole) -> AccountCode:
        """Return the account that plays *role*."""
        return self.books.chart.account(role)

    def claim(self, *, tax_agency: bool) -> AccountCode:
        """Return the account of the customer's debt, pledged or not, or of Skatteverket's share."""
        if tax_agency:
            return self.role(AccountRole.TAX_AGENCY_RECEIVABLE)
        return self.role(AccountRole.PLEDGED_RECEIVABLE if self.pledged else AccountRole.RECEIVABLE)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines of both debtors, and those of fees and interest."""
        return (*self.lines.values(), *(charges.line for charges in self.charges.values()))

    def unbooked(self) -> int:
        """What is owed and stands as no claim; what is owed back counts against it."""
        owed = 0
        for line in self.lines.values():
            owed += length(self.claims.split(line.free).open) - length(self.claims.split(line.ceded).open)
            owed -= line.beyond if not self.books.accrual else 0
        return self.sign * owed + sum(charges.unbooked for charges in self.charges.values())

    def is_tax_agency(self, receivable_id: str) -> bool:
        """Return whether the debt is Skatteverket's share."""
        return receivable_id == f"{self.document.id}{TAX_AGENCY_SUFFIX}"

    def bind(self, on: date) -> None:
        """Let the products' accounts be those of *on*: the first day the document is booked decides for ever."""
        if self.bound_on is None:
            self.bound_on = on

    @cached_property
    def parts(self) -> tuple[SalePart, ...]:
        """What the document is booked as, in its own currency."""
        late = self.books.binding is AccountBinding.BOOKING
        return sale_parts(self.document, self.books.chart, bound_on=self.bound_on if late else None)

    @property
    def tags(self) -> tuple[Dimension, ...]:
        """What all income of the document is tagged with alike; nothing before any of it is booked."""
        return self._common if self.bound_on is not None else ()

    @cached_property
    def _common(self) -> tuple[Dimension, ...]:
        tagged = [set(part.dimensions) for part in self.parts if part.is_income]
        common = set.intersection(*tagged) if tagged else set[Dimension]()
        return tuple(sorted(common, key=lambda one: (one.number, one.code)))

    # -- rates ------------------------------------------------------------------------------------------------

    def scale(self, on: date, rate: ExchangeRate | None = None) -> Scale:
        """Return what the document's currency is worth on a day, or at *rate*."""
        what = self.document.number or self.document.id
        found = scale_for(self.document.currency, self.books.currency, rate, self._rates, what=what, on=on)
        return self.used_scale(found)

    def used_scale(self, scale: Scale) -> Scale:
        """Return *scale*, remembering its rate for the voucher."""
        if scale.rate is not None:
            self.used[scale.rate] = None
        return scale

    @cached_property
    def issued_at(self) -> Priced:
        """The document at the rate of its issue."""
        return priced(self.document, self.parts, self.scale(self.document.issue_date, self._rate))

    def priced(self, scale: Scale) -> Priced:
        """Return the document at another rate than that of its issue, its VAT at that of the issue where it is known."""
        taxed = self._taxed_at
        if taxed is not None:
            self.used_scale(taxed.scale)
        return evolve(priced(self.document, self.parts, scale, stated=False), taxed=taxed)

    @cached_property
    def _taxed_at(self) -> Priced | None:
        """The document at the rate of its issue: the tax is due at it, whenever it is reported (ML 8 kap. 21 §)."""
        if not self.foreign or not any(part.is_vat and part.minor for part in self.parts):
            return None
        known = self._rate or self._rates.at(self.document.currency, self.document.issue_date)
        return self.issued_at if known is not None else None

    def rates_used(self) -> tuple[ExchangeRate, ...]:
        """Return the rates looked up since the last call."""
        used, self.used = tuple(self.used), {}
        return used

    # -- rows -------------------------------------------------------------------------------------------------

    def row(
        self, account: AccountCode, minor: int, foreign: int | None = None, *, dimensions: tuple[Dimension, ...] = ()
    ) -> VoucherRow:
        """Return a row of *minor* units of the books, *foreign* of the document's own currency."""
        own = Money(foreign, self.foreign) if self.foreign and foreign is not None else None
        return VoucherRow(account, Money(minor, self.books.currency), dimensions, foreign=own)

    def sold(
        self, at: Priced, stretches: Sequence[Stretch], sign: int, *, income: bool = True, missing: int = 0
    ) -> Rows:
        """Return *stretches* as rows of income and VAT; *missing* joins the largest income.

        Without *income* only what is none: VAT, and advances that were never earned.
        """
        foreign = worth(self.parts, stretches)
        shares = list(at.shares(stretches)) if self.foreign else list(foreign)
        if missing:
            shares[largest(self.parts)] += missing
        triples = zip(self.parts, shares, foreign, strict=True)
        return tuple(
            self.row(part.account, sign * share, sign * own, dimensions=part.dimensions)
            for part, share, own in triples
            if income or not part.is_income
        )

    def balance(self, rows: Iterable[VoucherRow], account: AccountCode) -> VoucherRow:
        """Return the row on *account* that makes *rows* balance, in both currencies."""
        told = tuple(rows)
        own = sum(one.foreign.minor for one in told if one.foreign is not None)
        return self.row(account, -sum(one.amount.minor for one in told), -own)
