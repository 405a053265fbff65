"""The European payment QR: the published examples, and what it cannot say."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import Iban
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, amount, sek
from faktura.formats.qr.epc import EpcTransfer, read, write
from faktura.testing.identities import BANK, IBANS
from tests.formats.damage import assert_written_back, read_or_refused
from tests.reference import reference

EURO = EpcTransfer(name="Exempel AB", iban=IBANS[0], amount=amount("99", "EUR"), reference="RF18539007547034")
TEXT = EpcTransfer(name="Exempel AB", iban=IBANS[0], bank=BANK, amount=amount("1250.50", "EUR"), text="Faktura 100001")


@pytest.mark.parametrize(("name", "ours"), [("epc_eur_rf", EURO), ("epc_eur_ustrd", TEXT)])
def test_the_published_codes_to_the_byte(name: str, ours: EpcTransfer) -> None:
    """With a structured reference, and with a text."""
    data = reference("bank", "swish", f"{name}.txt").read_bytes()
    assert write(ours) == data
    assert read(data) == ours


lines = st.sampled_from(["", "Faktura 1", "Åäö é 中", "x" * 60])
transfers = st.builds(
    EpcTransfer,
    name=st.sampled_from(["A", "Exempel AB", "x" * 70]),
    iban=st.sampled_from([*IBANS, Iban("DE89370400440532013000")]),
    amount=st.one_of(st.none(), st.integers(1, 99_999_999_999).map(lambda minor: Money(minor, "EUR"))),
    bank=st.sampled_from([None, BANK]),
    purpose=st.sampled_from(["", "GDDS"]),
    text=lines,
    note=lines,
)


@given(transfers, st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_back(transfer: EpcTransfer, end: str) -> None:
    """Whatever is left out, and whichever line ends a program uses; no empty line stands last."""
    data = write(transfer)
    assert not data.endswith(b"\n")
    assert read(data.decode().replace("\n", end).encode()) == transfer


@pytest.mark.parametrize(
    ("written", "cents"), [(b"EUR99", 99_00), (b"EUR99.0", 99_00), (b"EUR99.00", 99_00), (b"", None)]
)
def test_amounts_are_compared_as_numbers(written: bytes, cents: int | None) -> None:
    """With or without decimals; none at all is for the payer to fill in."""
    found = read(write(EURO).replace(b"EUR99.00", written)).amount
    assert found == (Money(cents, "EUR") if cents else None)


def test_version_001_is_read() -> None:
    """It is still printed."""
    assert read(write(TEXT).replace(b"\n002\n", b"\n001\n")) == TEXT


REFUSED = [
    {"amount": sek("99")},
    {"amount": Money(0, "EUR")},
    {"amount": Money(10**11, "EUR")},
    {"name": ""},
    {"name": "x" * 71},
    {"name": "a\nb"},
    {"text": "both"},
    {"reference": "RF19539007547034"},
    {"reference": "12351"},
    {"purpose": "gdds"},
    {"purpose": "GDDSX"},
    {"note": " x"},
    {"note": "x" * 71},
    {"name": "ö" * 70, "reference": "", "text": "ö" * 140},
    {"name": "\ud800"},
]


@pytest.mark.parametrize("change", REFUSED)
def test_what_it_cannot_say_is_refused(change: dict[str, Money]) -> None:
    """Kronor above all; nothing is cut."""
    with pytest.raises(NotExpressible) as refused:
        write(attrs.evolve(EURO, **change))  # type: ignore[arg-type]
    assert refused.value.format == "epc-qr"


BROKEN = [
    b"", b"BCD", b"\xff", b"x" * 10_000, write(EURO).replace(b"SCT", b"INST"), write(EURO).replace(b"EUR", b"SEK"),
    write(EURO).replace(b"SE45", b"SE46"), write(EURO).replace(b"99.00", b"9_9"), write(EURO) + b"\n\n\n\nx",
    write(EURO).replace(b"RF18", b"RF19"), write(EURO).replace(b"EUR99.00", b"EUR0.00"),
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_code_is_refused(data: bytes) -> None:
    """Another kind of transfer, another currency, a number whose check digits are wrong."""
    with pytest.raises(MalformedFile):
        read(data)


@given(st.integers(0, 120), st.binary(max_size=3), st.integers(0, 20))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """A code from paper: one kind of error, never another; what is read can be written again."""
    data = write(TEXT)
    transfer = read_or_refused(read, data[:at] + put + data[at + lost :], "epc-qr")
    if transfer is not None:
        assert_written_back(transfer, write, read)
