"""What `show` prints of an e-invoice."""

from attrs import evolve

from faktura.formats.einvoice.summary import summary
from tests.formats.sample_documents import SAMPLES


def test_the_summary_of_an_invoice() -> None:
    """The trade's words; amounts as decimal strings with a point."""
    assert summary(SAMPLES["everything said"]) == {
        "number": "1042",
        "kind": "invoice",
        "issue_date": "2026-11-02",
        "due_date": "2026-12-02",
        "currency": "SEK",
        "seller": "Exempelbolaget & Döttrar AB",
        "buyer": "Norra Kommunen",
        "lines": 1,
        "total_without_vat": "7600.00",
        "vat_total": "1900.00",
        "amount_due": "9500.00",
        "payment_reference": "104265",
        "attachments": 1,
    }


def test_what_a_credit_note_lacks_is_none() -> None:
    """No due date, no reference to pay with."""
    shown = summary(SAMPLES["credit note"])
    assert (shown["kind"], shown["due_date"], shown["payment_reference"]) == ("credit_note", None, None)
    assert summary(evolve(SAMPLES["plain"], payment=None))["payment_reference"] is None
