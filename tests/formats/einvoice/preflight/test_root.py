"""Another document, or one in another namespace, is none of the format's: the pre-flight says so at its root."""

from collections.abc import Callable

import pytest

from faktura.core.errors import Finding
from faktura.formats.einvoice.en16931 import rules as en16931
from faktura.formats.peppol import billing
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from tests.formats import official
from tests.formats.sample_documents import SAMPLES

PLAIN = SAMPLES["plain"]
Check = Callable[[bytes], tuple[Finding, ...]]
FORMATS: dict[str, tuple[bytes, Check]] = {
    "peppol": (billing.write(PLAIN), billing.preflight),
    "en16931": (billing.write(PLAIN), en16931.findings),
    "svefaktura": (svefaktura.write(PLAIN, attachments=()), svefaktura.preflight),
    "bis5a": (bis5a.write(PLAIN), bis5a.preflight),
}
UBL_ORDER = b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'


def codes(check: Check, data: bytes) -> set[tuple[str, str]]:
    """The codes of what is found, each with its path."""
    return {(one.code, one.path) for one in check(data)}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", [b"<Invoice/>", b"<Foo/>", UBL_ORDER])
def test_another_root_is_told(name: str, other: bytes) -> None:
    """No namespace, a name of one's own, an order instead of an invoice."""
    _, check = FORMATS[name]
    assert any(code == "schema.unknown" and "/" not in path for code, path in codes(check, other))


@pytest.mark.parametrize("name", FORMATS)
def test_another_namespace_of_the_root_is_told(name: str) -> None:
    """A whole invoice in a namespace of another version; the right one breaks nothing."""
    data, check = FORMATS[name]
    assert "schema.unknown" not in {code for code, _ in codes(check, data)}
    for old, new in ((b"Invoice-2", b"Invoice-3"), (b"BasicInvoice:1:0", b"BasicInvoice:2:0")):
        data = data.replace(old, new)
    assert any(code == "schema.unknown" and path.endswith("Invoice") for code, path in codes(check, data))


def test_an_element_inside_a_value_is_told_in_a_svefaktura() -> None:
    """The schema has nothing below an amount, and a reader that looks for text would miss what is in it."""
    data, check = FORMATS["svefaktura"]
    inside = data.replace(b"7600.00</cbc:Line", b'7600.00<x xmlns="urn:foo">5</x></cbc:Line')
    assert inside != data
    assert official.svefaktura_schema(inside)
    found = {code for code, path in codes(check, inside) if path.endswith("LineExtensionAmount/x")}
    assert found == {"schema.unknown"}


def test_a_svefaktura_may_say_nothing_of_its_buyer() -> None:
    """Schema and rules let BuyerParty be empty: the buyer that is read has no name."""
    data, _ = FORMATS["svefaktura"]
    start, end = data.index(b"<cac:BuyerParty>"), data.index(b"</cac:BuyerParty>")
    bare = data[:start] + b"<cac:BuyerParty>" + data[end:]
    assert official.svefaktura_schema(bare) == ()
    assert svefaktura.read(bare).document.buyer.name == ""
