"""The table of the act on electronic invoices in public procurement."""

from datetime import date

from faktura.rules.law.public_e_invoice_act import PUBLIC_E_INVOICE


def test_none_before_april_2019() -> None:
    """An empty format says that none is owed."""
    assert PUBLIC_E_INVOICE.at(date(2019, 3, 31)) == ""
    assert PUBLIC_E_INVOICE.at(date(2019, 4, 1)) == "Peppol BIS Billing 3 (EN 16931)"
    assert {row.confidence for row in PUBLIC_E_INVOICE.rows} == {"S"}
