"""What `show` and `check` say of a Peppol BIS Billing 3 file: its summary, and every rule it breaks."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.peppol.billing import write
from faktura.formats.show import show
from tests.formats.sample_documents import SAMPLES

PLAIN = write(SAMPLES["plain"])


def test_a_good_file_has_a_summary_and_no_findings() -> None:
    """The trade's words, amounts as text."""
    shown = show(PLAIN)
    assert (shown.format, shown.version, shown.findings) == ("peppol-bis-3", "3.0", ())
    assert (shown.summary["number"], shown.summary["amount_due"], shown.summary["lines"]) == ("1042", "9500.00", 1)


def test_a_broken_rule_is_told_once_with_its_official_id() -> None:
    """The pre-flight and the reader see the same; it is said once."""
    shown = show(PLAIN.replace(b">9500.00</cbc:PayableAmount>", b">9500.01</cbc:PayableAmount>"))
    assert [(one.code, one.path, one.severity) for one in shown.findings] == [
        ("BR-CO-16", "Invoice/LegalMonetaryTotal", "error")
    ]
    assert shown.summary["amount_due"] == "9500.01"


def test_a_file_beyond_the_model_is_still_checked() -> None:
    """Without a currency no amount can be read; what is wrong is told, and the summary's values are none."""
    shown = show(PLAIN.replace(b"  <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>\n", b""))
    assert {"einvoice.unreadable", "BR-05"} <= {one.code for one in shown.findings}
    assert set(shown.summary.values()) == {None}
    assert shown.record is None


HEADER = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
INVOICE = PLAIN.split(b"?>", 1)[1]


def wrapped(*documents: bytes) -> bytes:
    """Documents as they travel on the network."""
    text = (
        f'<StandardBusinessDocument xmlns="{HEADER}"><StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>'
    )
    return text.encode() + b"</StandardBusinessDocumentHeader>" + b"".join(documents) + b"</StandardBusinessDocument>"


def test_the_networks_wrapper_is_taken_off() -> None:
    """A document saved as it came is judged by itself; two in one wrapper are no invoice."""
    shown = show(wrapped(INVOICE))
    assert (shown.format, shown.summary, shown.findings) == ("peppol-bis-3", show(PLAIN).summary, ())
    broken = show(wrapped(INVOICE.replace(b">9500.00</cbc:PayableAmount>", b">9500.01</cbc:PayableAmount>")))
    assert [(one.code, one.path) for one in broken.findings] == [("BR-CO-16", "Invoice/LegalMonetaryTotal")]
    assert any(one.severity == "error" for one in show(wrapped(INVOICE, INVOICE)).findings)


def test_what_is_no_xml_cannot_be_read() -> None:
    """Cut off in the middle."""
    with pytest.raises(MalformedFile):
        show(PLAIN[:2000])
