"""A Svefaktura as `show` and `check` tell of it: read and judged, each thing once, also when it cannot be read."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.show import show
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from tests.formats.sample_documents import SAMPLES

PLAIN = svefaktura.write(SAMPLES["plain"]).decode()
NEWER = bis5a.write(SAMPLES["plain"]).decode()


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
