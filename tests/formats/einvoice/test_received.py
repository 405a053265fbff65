"""A received e-invoice of any format: read and judged, each thing once, also when it cannot be read."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.einvoice.received import ReceivedInvoice
from faktura.formats.peppol import billing
from faktura.formats.show import show
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from tests.formats.sample_documents import SAMPLES

PLAIN = svefaktura.write(SAMPLES["plain"]).decode()
NEWER = bis5a.write(SAMPLES["plain"]).decode()

PEPPOL = billing.write(SAMPLES["plain"]).decode()
RECEIVE = {"peppol-bis-3": (billing, PEPPOL), "svefaktura": (svefaktura, PLAIN), "svefaktura-bis5a": (bis5a, NEWER)}
CATEGORY = {"peppol-bis-3": "<cbc:ID>S</cbc:ID>", "svefaktura": "<cac:ID>S</cac:ID>"}


@pytest.mark.parametrize("name", RECEIVE)
def test_every_format_receives_alike(name: str) -> None:
    """One type: the document as `read` gives it, what has no place, and what the pre-flight finds."""
    module, text = RECEIVE[name]
    data = text.encode()
    found, read = module.receive(data), module.read(data)
    assert isinstance(found, ReceivedInvoice)
    assert (found.document, found.not_carried) == (read.document, read.not_carried)
    assert found.findings == (*read.findings, *module.preflight(data))
    assert (found.summary["number"], show(data).summary) == ("1042", found.summary)


@pytest.mark.parametrize("name", CATEGORY)
def test_every_format_tells_of_what_no_model_can_hold(name: str) -> None:
    """A VAT category that does not exist: no document, an unknown summary, and every rule that is broken."""
    module, text = RECEIVE[name]
    data = text.replace(CATEGORY[name], CATEGORY[name].replace(">S<", ">X<")).encode()
    found = module.receive(data)
    assert (found.document, found.not_carried, set(found.summary.values())) == (None, (), {None})
    assert found.findings[0].code == "einvoice.unreadable"
    assert set(module.preflight(data)) <= set(found.findings)
    with pytest.raises(MalformedFile):
        module.read(data)


@pytest.mark.parametrize(
    ("text", "name", "version"), [(PLAIN, "svefaktura", "1.0"), (NEWER, "svefaktura-bis5a", "2.0")]
)
def test_a_good_file_is_shown_with_its_sums(text: str, name: str, version: str) -> None:
    """Under the trade's words; nothing is an error."""
    view = show(text.encode())
    assert (view.format, view.version) == (name, version)
    assert (view.summary["number"], view.summary["amount_due"]) == ("1042", "9500.00")
    assert [one for one in view.findings if one.severity == "error"] == []


def test_a_sum_that_is_off_is_told_once_with_both_figures() -> None:
    """The reader and the pre-flight find the same."""
    data = PLAIN.replace(">7600.00</cbc:LineExtensionTotalAmount>", ">7601.00</cbc:LineExtensionTotalAmount>").encode()
    (finding,) = [one for one in show(data).findings if one.severity == "error"]
    assert finding.code == "R-69"
    assert finding.problem == "the sum of the lines is stated as 7601.00, its parts make 7600.00"
    data = NEWER.replace(">9500.00</cbc:PayableAmount>", ">9500.01</cbc:PayableAmount>").encode()
    (finding,) = show(data).findings
    assert (finding.code, finding.explain("sv")) == (
        "BII2-T10-R056",
        "beloppet att betala anges till 9500.01, delarna ger 9500.00",
    )


def test_a_file_that_no_model_can_hold_is_judged_all_the_same() -> None:
    """What stood in the way of reading is one finding more, and the summary knows nothing."""
    view = show(PLAIN.replace("<cac:ID>S</cac:ID>", "<cac:ID>X</cac:ID>").encode())
    assert view.findings[0].code == "einvoice.unreadable"
    assert "TaxCategory/ID" in view.findings[0].problem
    assert {"R-59", "R-76"} <= {one.code for one in view.findings}
    assert set(view.summary.values()) == {None}
    assert view.record is None


def test_what_breaks_no_rule_and_cannot_be_read_is_no_file_of_ours() -> None:
    """Such as an amount with three decimals, which SFTI's rules let through."""
    with pytest.raises(MalformedFile):
        show(PLAIN.replace(">7600.00</cbc:LineExtensionAmount>", ">7600.001</cbc:LineExtensionAmount>").encode())


def test_an_envelope_is_shown_with_its_files() -> None:
    """It is no invoice, and says which one it goes with."""
    document = SAMPLES["everything said"]
    view = show(svefaktura.write_envelope(document))
    assert (view.summary["number"], view.summary["attachments"]) == ("1042", len(document.attachments))
