"""Finding documents by what a clerk remembers of them."""

from datetime import date

import pytest

from faktura.core.document import DocumentKind, line
from faktura.core.money import Money, sek
from faktura.desk.desk import SenderDesk
from faktura.desk.search import DueStatus, Query, due_status
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, PERSON

DUE = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("left", "due", "on", "status"),
    [
        (1, DUE, date(2026, 10, 25), DueStatus.NOT_DUE),
        (1, DUE, date(2026, 10, 26), DueStatus.DUE_SOON),
        (1, DUE, date(2026, 10, 31), DueStatus.DUE_SOON),
        (1, DUE, date(2026, 11, 1), DueStatus.OVERDUE),
        (0, DUE, date(2026, 11, 1), DueStatus.CLOSED),
        (-1, None, date(2026, 11, 1), DueStatus.NOT_DUE),
    ],
)
def test_due_status(left: int, due: date | None, on: date, status: DueStatus) -> None:
    """Soon is five days or fewer; the due date itself is not late; what is settled is closed."""
    assert due_status(Money(left), due, on=on) is status


@pytest.fixture
def ledger(desk: SenderDesk) -> SenderDesk:
    """1001 paid, 1002 open to a person, 1003 credits a part of it, 1004 open and small."""
    for number, (buyer, price) in enumerate([(COMPANY, "1000"), (PERSON, "2000"), (COMPANY, "80")]):
        draft = desk.invoices.draft(buyer=buyer, lines=[line("Konsult", 1, price, vat=25)])
        invoice = desk.invoices.issue(draft.id, on=date(2026, 9, 1 + 10 * number))
        if number == 0:
            assert invoice.payment is not None
            desk.payments.receive(bgmax_file(invoice.payment.reference, "1250", on=date(2026, 9, 20)))
        if number == 1:
            desk.invoices.credit(invoice.id, amount=sek(500), on=date(2026, 9, 15))
    return desk


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (Query(), ["1001", "1002", "1003", "1004"]),
        (Query(text="KUNDFÖRETAGET"), ["1001", "1004"]),
        (Query(text="100263"), ["1002"]),  # a payment reference
        (Query(text="1004"), ["1004"]),
        (Query(buyer_id="P1", kind=DocumentKind.INVOICE), ["1002"]),
        (Query(status=DueStatus.CLOSED), ["1001", "1003"]),
        (Query(status=DueStatus.OVERDUE), ["1002"]),
        (Query(since=date(2026, 9, 11), until=date(2026, 9, 15)), ["1002", "1003"]),
        (Query(least=sek(500), most=sek(1250)), ["1001", "1003"]),
        (Query(least=Money(1, "EUR")), []),
        (Query(text="finns inte"), []),
    ],
)
def test_documents(ledger: SenderDesk, query: Query, numbers: list[str]) -> None:
    """Everything given must hold; the answer stands by issue date and number."""
    hits = ledger.search.documents(query, on=date(2026, 10, 12))
    assert [hit.number for hit in hits] == numbers


def test_a_hit_says_what_is_left(ledger: SenderDesk) -> None:
    """The amount of the document never changes; what is open does."""
    (hit,) = ledger.search.documents(Query(text="1002"))
    assert (hit.amount_due, hit.open, hit.buyer_name) == (sek(2500), sek(2000), PERSON.party.name)
