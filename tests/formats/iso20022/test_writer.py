"""camt.054.001.08 as we write it: valid by the official schema, and read back as what it can carry."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from faktura.core.errors import NotExpressible
from faktura.core.money import sek
from faktura.formats.iso20022 import camt
from faktura.formats.iso20022.camt import CamtFile, Detail, Entry, Party, Remittance, Report
from tests.formats.iso20022.strategies import files
from tests.reference import reference


@cache
def schema() -> etree.XMLSchema:
    path = reference("bank", "iso20022", "xsd", "camt.054.001.08.xsd")
    return etree.XMLSchema(etree.parse(str(path)))


@given(files())
def test_what_is_written_is_read_back(file: CamtFile) -> None:
    """Everything a notification can hold, and the same bytes each time."""
    data = camt.write(file)
    assert camt.read(data) == camt.carried(file)
    assert camt.write(camt.read(data)) == data


@given(files())
def test_what_is_written_is_valid(file: CamtFile) -> None:
    """By the schema of ISO 20022."""
    root = etree.fromstring(camt.write(file))
    assert schema().validate(root), schema().error_log


@pytest.mark.parametrize("kind", ["053", "054"])
@pytest.mark.parametrize("version", ["02", "08"])
def test_the_samples_are_carried(shared: Callable[..., Path], kind: str, version: str) -> None:
    """Whatever version and message they came in; only the balances of a statement stay behind."""
    data = shared("bank", "iso20022", f"synthetic_se_camt.{kind}.001.{version}.xml").read_bytes()
    file = camt.read(data)
    written = camt.write(file)
    assert schema().validate(etree.fromstring(written)), schema().error_log
    assert camt.read(written) == camt.carried(file)
    assert camt.payments(camt.read(written), "")[0].id == camt.payments(file, "")[0].id


def with_detail(**given: object) -> CamtFile:
    detail = Detail(**given)  # type: ignore[arg-type]
    entry = Entry(amount=sek(1), booked_on=date(2026, 11, 2), details=(detail,))
    return CamtFile(
        format="camt.054",
        version="001.08",
        message_id="M",
        created="2026-11-02T18:00:00",
        reports=(Report(id="N", account="iban:SE4550000000058398257466", entries=(entry,)),),
    )


@pytest.mark.parametrize(
    "given",
    [
        {"text": ("a" * 141,)},
        {"text": ("",)},
        {"text": (" a",)},
        {"text": ("\x00",)},
        {"amount": sek(-1)},
        {"payer": Party(address=("A",))},
        {"payer": Party(name="A", address=("A",) * 8)},
        {"payee": "card:1"},
        {"references": (("Other", "1"),)},
        {"remittances": (Remittance(reference="1" * 36),)},
        {"remittances": (Remittance(document_type="CREN", amount=sek(1)),)},
        {"remittances": (Remittance(amount=sek(-1)),)},
    ],
    ids=str,
)
def test_what_the_schema_cannot_hold_is_refused(given: dict[str, object]) -> None:
    """Never cut, never left out."""
    with pytest.raises(NotExpressible):
        camt.write(with_detail(**given))


def test_a_sound_message_is_written() -> None:
    """The one that the table above spoils."""
    assert camt.read(camt.write(with_detail(text=("a",)))).reports[0].entries[0].details[0].text == ("a",)
