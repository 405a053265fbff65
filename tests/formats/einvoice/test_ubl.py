"""What the readers of UBL make alike of identifiers, periods, due dates and files."""

from datetime import date

import pytest

from faktura.core.document import Period
from faktura.core.errors import Finding, MalformedFile
from faktura.formats.einvoice.preflight.book import RuleBook
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.ubl import due_among, embedded, gln_among, period_of, vat_number_among
from faktura.testing.identities import GLNS, VAT_NUMBERS


def node(text: str) -> Element:
    """The root of a document."""
    return RuleBook("example", ()).tree(text.encode()).root


def test_a_location_number_is_found_by_its_scheme() -> None:
    """Others are left alone; one with a wrong check digit is left out and told."""
    one = "<PartyIdentification><ID schemeID='{}'>{}</ID></PartyIdentification>"
    party = f"<P>{one.format('X', '1')}{one.replace('{}', 'GLN', 1)}</P>"
    found: list[Finding] = []
    assert gln_among(node(party.format(GLNS[0].digits)), "schemeID", "GLN", found) == GLNS[0]
    assert gln_among(node(party.format("1234567890123")), "schemeID", "GLN", found) is None
    assert [one.code for one in found] == ["einvoice.identifier"]
    assert gln_among(node("<P/>"), "schemeID", "GLN", found) is None


def test_a_vat_number_is_found_among_tax_registrations() -> None:
    """A Swedish one that is none is told; one from outside the EU is not."""
    party = "<P><PartyTaxScheme><CompanyID>{}</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme></P>"
    found: list[Finding] = []
    assert vat_number_among(node(party.format(VAT_NUMBERS[0].code)), found) == VAT_NUMBERS[0]
    assert vat_number_among(node(party.format("NO123456785MVA")), found) is None
    assert found == []
    assert vat_number_among(node(party.format("SE1")), found) is None
    assert [one.code for one in found] == ["einvoice.identifier"]


def test_a_period_has_both_its_ends() -> None:
    """One alone is no period; a period backwards is malformed."""
    period = "<L><InvoicePeriod><StartDate>2026-01-01</StartDate>{}</InvoicePeriod></L>"
    assert period_of(node(period.format("<EndDate>2026-01-31</EndDate>"))) == Period(
        date(2026, 1, 1), date(2026, 1, 31)
    )
    assert period_of(node(period.format(""))) is None
    with pytest.raises(MalformedFile, match="EndDate"):
        period_of(node(period.format("<EndDate>2025-01-31</EndDate>")))


def test_a_due_date_that_differs_is_left_unread() -> None:
    """The first is the one."""
    means = "<I>{}</I>".format(
        "".join(f"<PaymentMeans><D>2026-01-{day}</D></PaymentMeans>" for day in ("30", "30", "31"))
    )
    root = node(means)
    assert due_among(root, "D") == date(2026, 1, 30)
    assert root.tree.unread() == ("I/PaymentMeans[3]/D",)


def test_files_in_the_document() -> None:
    """Named by their file name, else by their id; a reference without a file is none."""
    reference = "<AdditionalDocumentReference><ID>{}</ID>{}</AdditionalDocumentReference>"
    file = "<Attachment><EmbeddedDocumentBinaryObject mimeCode='text/csv'{}>YQ==</EmbeddedDocumentBinaryObject></Attachment>"
    rows = (("1", file.format("")), ("2", ""), ("3", file.format(" filename=' a  b '")))
    root = node(f"<I>{''.join(reference.format(*row) for row in rows)}</I>")
    assert [(one.name, one.content, one.mime_type) for one in embedded(root)] == [
        ("1", b"a", "text/csv"),
        ("a b", b"a", "text/csv"),
    ]
    with pytest.raises(MalformedFile, match="base64"):
        list(embedded(node(f"<I>{reference.format('1', file.format('').replace('YQ==', '!'))}</I>")))
