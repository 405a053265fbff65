"""Index rows are derived from states: found by every key while open, gone from the lists when settled."""

from datetime import date

import attrs
import pytest

from faktura.core.claim import OpenItem
from faktura.core.document import Draft, line
from faktura.core.lifecycle import DocumentState, DocumentStatus
from faktura.core.money import Money, sek
from faktura.core.payment import PartAllocated, PaymentReceived, fold_payment
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable_event import PaymentReleased
from faktura.desk import index
from faktura.desk.desk import SenderDesk
from faktura.desk.look_up_keys import Keys
from faktura.formats import json
from faktura.ports.store import IndexRow, Store
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of, rot_invoice

OWED = attrs.evolve(
    Receivable.opened(id="F1", principal=sek(100), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY),
    number="1042", debtor_id="K1", reference="104263",
)  # fmt: skip


KEYS = Keys("secret")
KUND = index.Debtor(name="Kund AB", organisation="5599990008")


def keys(state: Receivable) -> dict[str, str]:
    """Kind and key of the rows of a receivable."""
    rows = index.receivable_rows("receivable/F1", state, keys=KEYS, creditor="A", debtor=KUND)
    assert {row.subject for row in rows} == {"receivable/F1"}
    assert {row.order for row in rows} == {"2026-03-01 1042"}
    return {row.kind: row.key for row in rows}


def test_an_open_receivable_is_found_by_everything() -> None:
    """Its id, reference, number, customer, amount, name and organisation number, and in the list of what is open."""
    assert keys(OWED) == {
        "item": "F1", "item.number": "1042", "item.reference": "104263",
        "item.open": "", "item.customer": "K1", "item.amount": "SEK 10000", "item.customer.amount": "K1 SEK 10000",
        "item.name": index.name_key(KEYS, "kund", sek(100)), "item.organisation": index.payer_key(KEYS, "5599990008"),
    }  # fmt: skip


def test_a_settled_one_only_by_what_a_payer_may_write() -> None:
    """So that a double payment is told from an unknown one."""
    settled = OWED.paid(sek(100), on=date(2026, 3, 1))
    assert keys(settled) == {
        "item": "F1", "item.number": "1042", "item.reference": "104263", "item.customer.amount": "K1 SEK 10000",
        "item.organisation": index.payer_key(KEYS, "5599990008"),
    }  # fmt: skip


def test_what_was_paid_last_is_told_with_its_day() -> None:
    """Of what is paid in part too; what was undone has paid nothing, and is no half to be paid twice."""

    def told(state: Receivable) -> tuple[Money, date | None, Money | None]:
        (row, *_) = index.receivable_rows("receivable/F1", state, keys=KEYS, creditor="A", debtor=KUND)
        item = json.load(OpenItem, row.body)
        return item.open, item.paid_on, item.last.part if item.last is not None else None

    part = OWED.paid(sek(40), on=date(2026, 2, 20), id="A1")
    more = part.paid(sek(25), on=date(2026, 2, 27), id="A2")
    back = PaymentReleased(
        receivable_id="F1", allocation_id="A2", payment_id="A2", on=date(2026, 3, 2), parts=-more.entries[-1].parts
    )
    assert told(OWED) == (sek(100), None, None)
    assert told(part) == (sek(60), date(2026, 2, 20), sek(40))
    assert told(more) == (sek(35), date(2026, 2, 27), sek(25))
    assert told(evolve(more, back)) == told(part)
    assert told(more.paid(sek(35), on=date(2026, 3, 1), id="A3")) == (sek(0), date(2026, 3, 1), sek(35))


@pytest.mark.parametrize(
    ("principal", "debtor", "kind"),
    [
        (sek(100), DebtorKind.CONSUMER, "invoice"),
        (sek(-100), DebtorKind.COMPANY, "credit_note"),
        (sek(100), DebtorKind.TAX_AGENCY, "tax_agency"),
        (sek(-100), DebtorKind.TAX_AGENCY, "tax_agency"),
        (sek(0), DebtorKind.COMPANY, "invoice"),
    ],
)
def test_the_kind_of_an_item_follows_from_debtor_and_sign(principal: Money, debtor: DebtorKind, kind: str) -> None:
    """Skatteverket's share is neither invoice nor credit note to whoever matches."""
    state = Receivable.opened(id="F1", principal=principal, due=DAY, debtor=debtor)
    (row, *_) = index.receivable_rows("receivable/F1", state, keys=KEYS, creditor="A", debtor=index.Debtor())
    assert json.load(OpenItem, row.body).kind.value == kind


def test_a_payment_is_unmatched_until_all_of_it_is_decided() -> None:
    """Its payer is remembered with what was paid; nobody's name stands in a row."""
    came = PaymentReceived(
        payment_id="P1", on=DAY, amount=sek(100), account="", channel="bankgiro", content="c" * 64, source_digest=""
    )

    def kinds(*amounts: int) -> dict[str, IndexRow]:
        parts = [
            PartAllocated(
                payment_id="P1",
                allocation_id=f"a{at}",
                receivable_id=f"F{at}",
                on=DAY,
                amount=sek(amount),
                by="",
                why="",
            )
            for at, amount in enumerate(amounts)
        ]
        state = fold_payment([came, *parts])
        assert state is not None
        rows = index.payment_rows("payment/P1", state, "c" * 64, payment("P1", "100"), keys=KEYS)
        return {row.kind: row for row in rows}

    assert set(kinds()) == {"payment", "payment.unmatched"}
    assert set(kinds(60)) == {"payment", "payment.unmatched", "payment.payer"}
    full = kinds(60, 40)
    assert set(full) == {"payment", "payment.payer"}
    key = index.account_key(KEYS, "bankgiro:3783511")
    assert (full["payment.payer"].key, full["payment.payer"].body) == (key, "F0 F1\n")
    assert "3783511" not in key  # an account may be a personal number
    assert "Betalare" not in str(full)


def test_only_a_live_draft_has_a_row() -> None:
    """Deleted and issued ones leave the list."""
    draft = Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=())
    for status in DocumentStatus:
        rows = index.draft_rows("draft/U1", DocumentState(id="U1", status=status, content="c"), draft)
        assert len(rows) == (status is DocumentStatus.DRAFT)


def test_the_rows_of_documents_stand_by_day_and_number(desk: SenderDesk, store: Store) -> None:
    """The tenth after the ninth, not after the first."""
    for _ in range(3):
        issued(desk)
    early = issued(desk, on=date(2026, 9, 1))
    note = desk.invoices.credit(early.id)
    with store.read(SENDER.id) as reading:
        rows = [json.load(index.DocumentRow, row.body) for row in reading.rows(index.ISSUED)]
        credits = list(reading.rows(index.CREDITS, [early.id]))
    assert [row.number for row in rows] == ["1004", "1001", "1002", "1003", "1005"]
    assert [row.body for row in credits] == [note.id]
    state = DocumentState(id=early.id, status=DocumentStatus.ISSUED, content="c")
    orders = [index.document_rows("s", state, attrs.evolve(early, number=n))[0].order for n in ("99", "100")]
    assert orders == sorted(orders)


def test_no_row_holds_a_personal_number(desk: SenderDesk, store: Store) -> None:
    """Of buyers, of those who ask for a deduction, of payers: rows and events name people by id."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    desk.invoices.draft(buyer=PERSON, lines=[line("Konsult", 1, 1, vat=25)])
    with store.read(SENDER.id) as reading:
        kinds = [value for name, value in vars(index).items() if name.isupper() and isinstance(value, str)]
        rows = [row for kind in kinds for row in reading.rows(kind)]
        bodies = [record.body for _, record in reading.history()]
    assert len(rows) > 10
    for digits in (TOLVAN.full, TOLVAN.full[2:]):
        assert digits not in str(rows)
        assert digits not in str(bodies)
