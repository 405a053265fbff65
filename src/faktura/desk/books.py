"""The books of one sender: vouchers for a period, the files they leave in, reconciliation, year-end and locks.

Vouchers are derived from the events each time, never stored: the same events give the same vouchers,
however a period is cut, and a voucher keeps its id for ever.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from faktura.core.bookkeeping_event import BusinessEvent, PeriodUnlocked, RateRecorded, ReceivableEvent
from faktura.core.errors import Finding, InputError, RecordedDifferently, Refused, RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import AccountCode, Chart, FinancialYear, Target, Voucher, VoucherKind, year_of
from faktura.core.money import Money
from faktura.core.sender import Sender
from faktura.core.wording import Text, register
from faktura.desk.arguments import a_period
from faktura.desk.book_files import Bundled, Export, bundled, exported, sie_file, within
from faktura.desk.histories import Histories, load, rated
from faktura.desk.work import DOCUMENT, LEDGER, PAYMENT
from faktura.desk.workplace import Workplace
from faktura.formats.bundle.writer import Writable
from faktura.formats.sie.record import SieFile
from faktura.rules.chart import BAS_CHART
from faktura.rules.posting.books import Books as BookChoices
from faktura.rules.posting.business import currency_of
from faktura.rules.posting.periods import (
    BooksState,
    book_year_end,
    business_id,
    fold_books,
    lock_period,
    revalue_claims,
)
from faktura.rules.posting.post import post
from faktura.rules.posting.reconciliation import Reconciliation, reconcile


class Books:
    """The bookkeeping of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    @property
    def chart(self) -> Chart:
        """The sender's chart of accounts, or the default one by BAS."""
        return self._place.sender.chart or BAS_CHART

    def year_of(self, day: date) -> FinancialYear:
        """Return the sender's financial year that *day* falls in."""
        sender = self._place.sender
        return year_of(day, sender.financial_year, sender.bookkeeping.years)

    def state(self) -> BooksState:
        """Return what is locked, which year-ends are booked, and the exchange rates recorded."""
        with self._place.view() as view:
            return fold_books(view.events(LEDGER))

    # -- vouchers and files -----------------------------------------------------------------------------------

    def vouchers(self, since: date, until: date, *, target: str = "") -> tuple[Voucher, ...]:
        """Return the vouchers of the days *since* to *until*, both included, by day.

        With the name of a *target* they are those from its start on, in its series.

        Raises:
            InputError: `desk.period`, *until* is before *since*.
            RuleRefused: An account requires a cost centre or another object that a row does not have; the
                findings tell every row.
        """
        a_period(since, until)
        return self._posted(since, until, target)[0]

    def export(self, since: date, until: date, *, target: str = "") -> Export:
        """Return the vouchers of a period as a SIE file, safe for the programs that import it.

        Raises:
            InputError: `desk.period`, *until* is before *since*.
            NotExpressible: The period crosses a financial year, or something has no place in the file.
        """
        vouchers, file, left_out = self._file(since, until, target)
        return exported(vouchers, file, left_out)

    def bundle(self, into: Writable, since: date, until: date, *, target: str = "") -> Bundled:
        """Write the SIE file of a period with the PDF of every document behind its vouchers to *into*, as one ZIP.

        Documents are made one at a time, so a year of them takes the memory of one. *into* is any open binary file.

        Raises:
            NotExpressible: As `export`; throw away what *into* holds then.
        """
        vouchers, file, left_out = self._file(since, until, target)
        with self._place.view() as view:
            return bundled(into, vouchers, file, left_out, view, self._place.sender)

    def exports(self, since: date, until: date, *, target: str = "") -> tuple[Export, ...]:
        """Return one SIE file for each financial year that a period touches."""
        a_period(since, until)
        files, day = [], since
        while day <= until:
            end = min(self.year_of(day).end, until)
            files.append(self.export(day, end, target=target))
            day = end + timedelta(days=1)
        return tuple(files)

    def reconcile(
        self, on: date | None = None, *, balances: Mapping[AccountCode, Money] | None = None
    ) -> Reconciliation:
        """Return the open items against the claim accounts at the end of a day, with every difference explained.

        *balances*: what the bookkeeping program says of accounts that day, to be compared too.
        """
        histories, choices = self._histories("")
        return reconcile(
            histories.documents,
            histories.payments,
            books=choices,
            on=on or self._place.day,
            rates=histories.state.rates,
            without_rate=histories.left_out,
            balances=balances,
        )

    # -- what is decided about the books ----------------------------------------------------------------------

    def lock(self, until: date) -> None:
        """Lock the books to the end of *until*: what is recorded from now on is booked after it.

        Raises:
            RuleRefused: They are locked to a later day.
        """
        with self._place.work() as work:
            work.add(LEDGER, [_accepted(lock_period(fold_books(work.events(LEDGER)), until))])

    def unlock(self, *, reason: str, locked_until: date | None = None) -> None:
        """Open the books again, wholly or from the day after *locked_until*; what was moved stays moved."""
        with self._place.work() as work:
            work.add(LEDGER, [PeriodUnlocked(locked_until=locked_until, reason=reason)])

    def year_end(self, on: date) -> tuple[Voucher, ...]:
        """Return what booking the end of the financial year would book of unpaid documents; nothing is stored.

        The cash method's list of unpaid invoices (BFL 6 kap. 8 §) is these vouchers, one for each document.
        """
        histories, choices = self._histories("", year_end=on)
        made = post(histories.documents, histories.payments, books=choices, rates=histories.state.rates)
        return tuple(one for one in made if one.kind is VoucherKind.YEAR_END and one.on == on)

    def book_year_end(self, on: date, *, lock: bool = True) -> tuple[Voucher, ...]:
        """Book the end of the financial year under the cash method, lock the year, and return the vouchers.

        Raises:
            RuleRefused: The accrual method needs none, *on* is no last day of a year, or it is booked or locked.
        """
        if BookChoices.of(self._place.sender).accrual:
            raise RuleRefused("books.accrual", law="bokföringslagen (1999:1078) 5 kap. 2 §")
        if self.year_of(on).end != on:
            raise RuleRefused("books.not_year_end", on=on.isoformat(), end=self.year_of(on).end.isoformat())
        vouchers = self.year_end(on)
        with self._place.work() as work:
            work.add(LEDGER, [_accepted(book_year_end(fold_books(work.events(LEDGER)), on))])
            if lock:
                work.add(LEDGER, [_accepted(lock_period(fold_books(work.events(LEDGER)), on))])
        return vouchers

    def revalue(self, on: date) -> None:
        """Value open claims in other currencies at the rate of *on*, and take it back the day after (ÅRL 4 kap. 13 §).

        Raises:
            RuleRefused: It is done already, or the day is locked.
        """
        with self._place.work() as work:
            work.add(LEDGER, [_accepted(revalue_claims(fold_books(work.events(LEDGER)), on))])

    def record(self, event: BusinessEvent | ReceivableEvent) -> None:
        """Record a business event that is posted: a feared loss, a card settlement, client funds, a sold claim.

        The same event again has no second effect. One in another currency is booked at the rate of its day.

        Raises:
            NotFound: The document it is about is not this sender's.
            RecordedDifferently: Its id stands for another event.
            CurrencyMismatch: Its amounts are in two currencies.
        """
        if isinstance(event, BusinessEvent):
            currency_of(event)
        with self._place.work() as work:
            receivable_id = getattr(event, "receivable_id", "")
            if receivable_id:
                work.receivable(receivable_id)
            for earlier in work.events(LEDGER):
                if earlier.name == event.name and business_id(earlier) == business_id(event):
                    if earlier != event:
                        raise RecordedDifferently("books.recorded", id=business_id(event), name=event.name)
                    return
            work.add(LEDGER, [event])

    def record_rate(
        self,
        currency: str,
        rate: Decimal,
        *,
        on: date,
        source: str,
        document_id: str = "",
        payment_id: str = "",
    ) -> None:
        """Record an exchange rate: kronor for one unit of *currency*, for the day *on*, or for one document or payment.

        A rate once recorded stays, so that vouchers stay; the same again has no second effect.

        Raises:
            InputError: The rate is not above zero.
            RecordedDifferently: There is another rate for the same.
        """
        subject = f"{DOCUMENT}{document_id}" if document_id else f"{PAYMENT}{payment_id}" if payment_id else ""
        event = RateRecorded(currency=currency, rate=rate, on=on, source=source, subject=subject)
        fold_books([event])
        with self._place.work() as work:
            for earlier in work.events(LEDGER):
                if isinstance(earlier, RateRecorded) and _same_thing(earlier, event):
                    if earlier.rate != rate:
                        raise RecordedDifferently("books.rate_recorded", currency=currency, on=earlier.on.isoformat())
                    return
            work.add(LEDGER, [event])

    # -- inside -----------------------------------------------------------------------------------------------

    def _histories(self, target: str, *, year_end: date | None = None) -> tuple[Histories, BookChoices]:
        sender = self._place.sender
        taken = _target(sender, target)
        with self._place.view() as view:
            histories = load(view, accrual=BookChoices.of(sender).accrual)
        ends = {*histories.state.year_ends, *([year_end] if year_end else [])}
        choices = BookChoices.of(
            sender, year_ends=tuple(sorted(ends)), revaluations=histories.state.revaluations, target=taken
        )
        return rated(histories, choices), choices

    def _posted(self, since: date, until: date, target: str) -> tuple[tuple[Voucher, ...], tuple[Finding, ...]]:
        """Return the vouchers of a period, and what is left out of the books with the reason."""
        histories, choices = self._histories(target)
        taken = _target(self._place.sender, target)
        first = max(since, taken.start) if taken is not None else since
        posted = post(
            histories.documents,
            histories.payments,
            business=histories.business,
            books=choices,
            rates=histories.state.rates,
        )
        made = tuple(voucher for voucher in posted if first <= voucher.on <= until)
        left_out = (*histories.findings, *histories.not_whole(since, until))
        return made, (*left_out, *self._missing_year_end(until, choices))

    def _file(self, since: date, until: date, target: str) -> tuple[tuple[Voucher, ...], SieFile, tuple[Finding, ...]]:
        a_period(since, until)
        year = self.year_of(since)
        within(year, since, until)
        vouchers, left_out = self._posted(since, until, target)
        file = sie_file(vouchers, self._place.sender, self.chart, year=year, today=self._place.day)
        return vouchers, file, left_out

    def _missing_year_end(self, until: date, choices: BookChoices) -> tuple[Finding, ...]:
        """A year that is over, whose end the cash method has not booked."""
        end = self.year_of(until).end
        last = end if until == end else self.year_of(until).start - timedelta(days=1)
        if choices.accrual or last in choices.year_ends or last >= self._place.day or not self.year_end(last):
            return ()
        facts = (("on", last.isoformat()),)
        return (Finding(code="books.year_end", path="books", severity="warning", facts=facts),)


_E = TypeVar("_E", bound=Event)


def _same_thing(one: RateRecorded, other: RateRecorded) -> bool:
    if one.subject or other.subject:
        return one.subject == other.subject
    return (one.currency, one.on) == (other.currency, other.on)


def _accepted(decision: _E | Refused) -> _E:
    if isinstance(decision, Refused):
        raise decision.error()
    return decision


def _target(sender: Sender, name: str) -> Target | None:
    if not name:
        return None
    found = next((one for one in sender.bookkeeping.targets if one.name == name), None)
    if found is None:
        raise InputError("books.target", name=name)
    return found


register(
    {
        "books.accrual": Text(
            en="the accrual method books invoices when they are issued; only the cash method books a year's end",
            sv="med faktureringsmetoden bokförs fakturor när de ställs ut; bara kontantmetoden bokför vid årets slut",
        ),
        "books.not_year_end": Text(
            en="{on} is no last day of a financial year; that year ends on {end}",
            sv="{on} är inte sista dagen i ett räkenskapsår; det året slutar {end}",
        ),
        "books.target": Text(
            en="there is no target system {name}; add it to the sender's bookkeeping",
            sv="det finns inget målsystem {name}; lägg till det i avsändarens bokföringsval",
        ),
        "books.recorded": Text(
            en="the id {id} stands for another event {name}; give each event an id of its own",
            sv="id {id} står för en annan händelse {name}; ge varje händelse ett eget id",
        ),
        "books.rate_recorded": Text(
            en="another rate of {currency} is recorded for {on}; vouchers rest on it, so record one for the document or payment",
            sv="en annan kurs för {currency} är redan inlagd för {on}; verifikationer bygger på den, lägg in en för dokumentet",
        ),
        "books.year_end": Text(
            en="the financial year that ended on {on} has unpaid invoices that are not booked (cash method)",
            sv="räkenskapsåret som slutade {on} har obetalda fakturor som inte är bokförda (kontantmetoden)",
        ),
        "books.year_end.remedy": Text(
            en="book the year's end when all payments of the year are read",
            sv="bokför årets slut när alla årets betalningar är inlästa",
        ),
    }
)
