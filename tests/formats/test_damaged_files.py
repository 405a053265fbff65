"""Bank files cut, changed and grown at any byte: read, found wrong, or refused by name; never anything else."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import FakturaError
from faktura.core.payment import IncomingPayment
from faktura.formats.bank import read_payments, stream_payments
from faktura.formats.show import show
from tests.reference import SHARED
from tests.tried import tried

BANK = SHARED / "reference" / "bank"
SAMPLES: list[Path] = [
    path for folder in ("autogiro", "bgmax", "iso20022", "lb") for path in sorted((BANK / folder).glob("*.*"))
]
INSERTS = (
    b"9" * 30,
    b"\x00",
    b"\xff\xfe",
    b'<!DOCTYPE a [<!ENTITY x "y">]>',
    b"&x;",
    b"\t",
    b"\r",
    b"\n",
    b"-1",
    b"<a/>",
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample with one to three faults."""
    data = draw(st.sampled_from(SAMPLES)).read_bytes()
    for _ in range(draw(st.integers(1, 3))):
        at, to = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        fault = draw(st.sampled_from(["change", "insert", "lose", "cut", "again"]))
        if fault == "change":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        elif fault == "insert":
            data = data[:at] + draw(st.sampled_from(INSERTS)) + data[at:]
        elif fault == "lose":
            data = data[:at] + data[min(to, at + 200) :]
        elif fault == "cut":
            data = data[:at]
        else:
            data = data[:to] + data[at : min(to, at + 400)] + data[to:]
    return data


@pytest.mark.skipif(not SAMPLES, reason="shared/reference/bank is not beside the repository")
@tried(1.5)
@given(damaged())
def test_a_damaged_file_is_read_or_refused(data: bytes) -> None:
    """By `show` and by the readers of payments, which agree whether the file is held or streamed."""
    with suppress(FakturaError):
        show(data)
    assert payments(data, streamed=True) == payments(data, streamed=False)


def payments(data: bytes, *, streamed: bool) -> tuple[IncomingPayment, ...] | str:
    try:
        return tuple(stream_payments(BytesIO(data))) if streamed else read_payments(data)
    except FakturaError as error:
        return f"{error.code}: {error}"


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>%s</MsgId>
<CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr></BkToCstmrDbtCdtNtfctn></Document>"""


@pytest.mark.parametrize("entity", [b"&d;&d;", b"&f;", b"x"])
def test_a_document_type_is_refused_whatever_it_declares(entity: bytes) -> None:
    """Nothing is expanded, nothing is fetched."""
    with pytest.raises(FakturaError, match=r"document type|XML"):
        read_payments(ENTITIES % entity)


@pytest.mark.parametrize("size", [10**5, 3 * 10**6])
def test_a_huge_field_is_read_or_refused(size: int) -> None:
    """A text of megabytes is a text; the amount of a hundred thousand digits is none, and is not told whole."""
    whole = ENTITIES[ENTITIES.index(b"<Document ") :] % (b"M" * size)
    assert read_payments(whole) == ()
    entry = b'<Ntfctn><Ntry><Amt Ccy="SEK">%s</Amt></Ntry></Ntfctn></BkToCstmr' % (b"9" * size)
    with pytest.raises(FakturaError) as refused:
        read_payments(whole.replace(b"</BkToCstmr", entry))
    assert len(str(refused.value)) < 400
