"""Drafts and issuing on the desk: what a preview shows, what a batch tells, what a key protects."""

from datetime import date

import attrs
import pytest

from faktura.core.document import line
from faktura.core.errors import RecordedDifferently, RuleRefused
from faktura.core.money import sek
from faktura.desk.desk import SenderDesk
from faktura.testing.senders import COMPANY, SENDER

LINES = [line("Konsult", 8, "950", vat=25)]


def test_a_preview_is_the_invoice_without_number_and_reference(desk: SenderDesk) -> None:
    """Everything else is equal, nothing is stored, and no number is used up."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=LINES)
    shown = desk.invoices.preview(draft.id)
    assert desk.invoices.preview_pdf(draft.id).startswith(b"%PDF")
    assert desk.invoices.drafts() == (draft,)
    issued = desk.invoices.issue(draft.id)
    assert issued.number == str(SENDER.first_number)
    assert shown.payment is not None
    assert (shown.number, shown.payment.reference) == ("", "")
    assert issued == attrs.evolve(shown, id=issued.id, number=issued.number, payment=issued.payment)


def test_a_batch_tells_of_each_draft_what_became_of_it(desk: SenderDesk) -> None:
    """One that lacks something stops no other, and leaves no gap in the numbers."""
    nobody = attrs.evolve(COMPANY.party, address=None)
    drafts = [desk.invoices.draft(buyer=buyer, lines=LINES) for buyer in (COMPANY, nobody, COMPANY)]
    results = desk.invoices.issue_many([draft.id for draft in drafts])
    assert [result.draft_id for result in results] == [draft.id for draft in drafts]
    assert [result.document.number if result.document else None for result in results] == ["1001", None, "1002"]
    refusal = results[1].refusal
    assert isinstance(refusal, RuleRefused)
    assert refusal.code == "issue.incomplete"
    assert desk.invoices.drafts() == (drafts[1],)


def test_the_same_key_gives_the_same_document_and_no_other(desk: SenderDesk) -> None:
    """Called again the invoice is not issued twice; the key cannot be used for another draft."""
    one, other = (desk.invoices.draft(buyer=COMPANY, lines=LINES) for _ in range(2))
    first = desk.invoices.issue(one.id, key="order-77")
    assert desk.invoices.issue(one.id, key="order-77") == first
    with pytest.raises(RecordedDifferently):
        desk.invoices.issue(other.id, key="order-77")
    assert desk.summary().issued == first.amount_due.minor


def test_what_is_issued_or_deleted_can_neither_be_changed_nor_issued(desk: SenderDesk) -> None:
    """A document never changes, and a deleted draft is gone; neither uses up a number."""
    issued, deleted = (desk.invoices.draft(buyer=COMPANY, lines=LINES) for _ in range(2))
    desk.invoices.issue(issued.id)
    desk.invoices.delete(deleted.id)
    for draft in (issued, deleted):
        for act in (desk.invoices.issue, desk.invoices.delete):
            with pytest.raises(RuleRefused) as refusal:
                act(draft.id)
            assert refusal.value.code == "draft.closed"
        with pytest.raises(RuleRefused):
            desk.invoices.change(draft, notes=("för sent",))
    last = desk.invoices.draft(buyer=COMPANY, lines=LINES)
    assert desk.invoices.issue(last.id).number == "1002"


def test_a_customers_terms_go_before_the_senders_and_the_drafts_before_both(desk: SenderDesk) -> None:
    """Layered choices: the draft's own word, else the customer's, else the sender's."""
    ten = attrs.evolve(SENDER.terms, days=10)
    careful = attrs.evolve(COMPANY, terms=ten)
    on = date(2026, 10, 1)
    given = [
        desk.invoices.draft(buyer=COMPANY, lines=LINES),
        desk.invoices.draft(buyer=careful, lines=LINES),
        desk.invoices.draft(buyer=careful, lines=LINES, terms=attrs.evolve(ten, days=5, reminder_fee=sek(0))),
    ]
    due = [desk.invoices.issue(draft.id, on=on).due_date for draft in given]
    assert due == [date(2026, 10, 31), date(2026, 10, 11), date(2026, 10, 6)]
