"""What the pre-flight says of the structure of a Svefaktura 1.0, beside SFTI's schema."""

from itertools import islice

import pytest

from faktura.formats.svefaktura.preflight.rules import preflight
from tests.formats import official
from tests.formats.einvoice.mutating import mutations
from tests.formats.svefaktura.preflight.test_rules import ALL, PLAIN, WRITTEN
from tests.reference import reference


def codes(data: bytes) -> list[str]:
    """The structure's findings, by code."""
    return [one.code for one in preflight(data) if one.code.startswith("schema.")]


def alike(data: bytes) -> bool:
    """Whether what the schema refuses has an error here, and what it takes has none from the structure."""
    if official.svefaktura_schema(data):
        return any(one.severity == "error" for one in preflight(data))
    return codes(data) == []


@pytest.mark.parametrize("name", ["svefaktura.xml", "svefaktura_bas.xml", "svefaktura_moms.xml"])
def test_the_official_examples_have_no_finding(name: str) -> None:
    """Their schema takes them."""
    assert codes(reference("einvoice", "svefaktura-1.0", "examples", name).read_bytes()) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_has_no_finding(name: str) -> None:
    """Nor has what we write."""
    assert codes(WRITTEN[name]) == []


BROKEN = [
    ("schema.missing", PLAIN.replace("<ID>1042</ID>", "")),
    ("schema.unknown", PLAIN.replace("<InvoiceTypeCode>", "<cbc:UUID/><InvoiceTypeCode>")),
    ("schema.order", PLAIN.replace("  <ID>1042</ID>\n", "").replace("<InvoiceTypeCode>", "<ID>1042</ID><InvoiceTypeCode>")),
    ("schema.repeated", PLAIN.replace("<ID>1042</ID>", "<ID>1042</ID><ID>1042</ID>")),
    ("schema.value", PLAIN.replace(">2026-11-02</cbc:IssueDate>", ">2026-02-30</cbc:IssueDate>")),
    ("schema.value", PLAIN.replace(">950.00</cbc:PriceAmount>", ">950,00</cbc:PriceAmount>")),
    ("schema.value", ALL.replace("2026-11-01T00:00:00", "2026-11-01")),
    ("schema.value", PLAIN.replace('PriceAmount amountCurrencyID="SEK"', 'PriceAmount amountCurrencyID="KR"')),
    ("schema.value", PLAIN.replace(">SE</cac:IdentificationCode>", ">Sverige</cac:IdentificationCode>")),
    ("schema.attribute", PLAIN.replace('PriceAmount amountCurrencyID="SEK"', "PriceAmount")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), BROKEN)
def test_each_kind_of_fault_is_told(code: str, text: str) -> None:
    """Once, and the schema refuses the same file."""
    assert set(codes(text.encode())) == {code}
    assert official.svefaktura_schema(text.encode())


def test_a_fourth_way_to_pay_and_a_third_reference_are_too_many() -> None:
    """Some elements stand three times at most, or once or twice."""
    start, end = (
        PLAIN.index("  <cac:PaymentMeans>"),
        PLAIN.index("</cac:PaymentMeans>\n") + len("</cac:PaymentMeans>\n"),
    )
    four = PLAIN[:end] + PLAIN[start:end] + PLAIN[end:]
    assert codes(four.encode()) == ["schema.repeated"]
    one = "<RequisitionistDocumentReference><cac:ID>1</cac:ID></RequisitionistDocumentReference>"
    twice, thrice = (PLAIN.replace("</Invoice>", one * more + "</Invoice>") for more in (1, 2))
    assert codes(twice.encode()) == []
    assert codes(thrice.encode()) == ["schema.repeated"]
    assert all(alike(text.encode()) for text in (four, twice, thrice))


def test_one_step_from_what_we_write_is_taken_and_refused_alike() -> None:
    """A sample of the single mutations."""
    every = [make for sample in WRITTEN.values() for _, make in islice(mutations(sample), 1, None, 97)]
    assert len(every) > 200
    assert all(alike(make()) for make in every)


@pytest.mark.soak
def test_every_step_from_what_we_write_is_taken_and_refused_alike() -> None:
    """All of them."""
    assert all(alike(make()) for sample in WRITTEN.values() for _, make in mutations(sample))
