"""The files that go with a Svefaktura 1.0: the envelope, the invoice's pointers to it, and both read together."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faktura.core.document import Attachment
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.formats.einvoice import attachment
from faktura.formats.svefaktura.envelope import objects_of
from faktura.formats.svefaktura.invoice import carried, read, read_envelope, write, write_envelope
from tests.formats import official
from tests.formats.sample_documents import PAYMENT, SAMPLES, credit_note
from tests.formats.svefaktura.test_reader import without
from tests.reference import reference

PLAIN = SAMPLES["plain"]
PDF = Attachment(name="faktura-1042.pdf", content=b"%PDF-1.7 ...", position="cover")
SHEET = Attachment(name='tid "&" mer.csv', content=b"a;b\n", mime_type="text/csv")
FILES = (PDF, SHEET)


def test_the_envelope_names_the_invoice_and_holds_the_files() -> None:
    """XSD-valid, and read back whole."""
    data = write_envelope(PLAIN, attachments=FILES)
    assert official.svefaktura_envelope_schema(data) == ()
    found = read_envelope(data)
    assert (found.number, found.issue_date, found.issuer) == ("1042", PLAIN.issue_date, PLAIN.seller.identity)
    assert found.document_type == "urn:sfti:documents:BasicInvoice:1:0"
    assert found.created == datetime(2026, 11, 2, tzinfo=UTC)
    assert [one.file for one in found.objects] == [evolve(PDF, position="appendix"), SHEET]
    assert (found.not_carried, found.findings) == ((), ())


def test_the_invoice_points_to_every_object() -> None:
    """By AdditionalDocumentReference of kind ATS, in their order; still no fatal finding."""
    data = write(PLAIN, attachments=FILES)
    assert official.svefaktura_schema(data) == ()
    assert official.fatal(official.svefaktura_rules(data)) == []
    root = etree.fromstring(data)
    pointers = [one.text for one in root.iter("{*}ID") if one.get("identificationSchemeID") == "ATS"]
    assert pointers == [one.urn for one in read_envelope(write_envelope(PLAIN, attachments=FILES)).objects]
    assert len(set(pointers)) == 2


def test_invoice_and_envelope_are_read_together() -> None:
    """The attachments come back, and nothing is left over; without the envelope the pointers are named."""
    invoice, envelope = write(PLAIN, attachments=FILES), write_envelope(PLAIN, attachments=FILES)
    found = read(invoice, envelope=envelope)
    assert found.document == carried(PLAIN, attachments=FILES)
    assert found.findings == ()
    assert set(found.not_carried) <= {"Invoice/PaymentTerms/Note"}
    alone = read(invoice)
    assert alone.document.attachments == ()
    assert "Invoice/AdditionalDocumentReference[1]/ID" in alone.not_carried


_files = st.builds(
    Attachment,
    name=st.text("aå. <&>\"'", min_size=1, max_size=12).filter(str.strip),
    content=st.binary(min_size=1, max_size=40),
    mime_type=st.sampled_from(["application/pdf", "image/png"]),
)


@given(st.lists(_files, min_size=1, max_size=4).map(tuple))
def test_any_files_come_back(files: tuple[Attachment, ...]) -> None:
    """Also twice the same."""
    found = read(write(PLAIN, attachments=files), envelope=write_envelope(PLAIN, attachments=files))
    assert found.document == carried(PLAIN, attachments=files)
    assert found.findings == ()


def test_both_can_be_wrapped_in_one_document() -> None:
    """As the network sends them: the header is the network's, the two are taken out."""
    invoice, envelope = write(PLAIN, attachments=FILES), write_envelope(PLAIN, attachments=FILES)
    parts = b"".join(one.partition(b"?>")[2] for one in (invoice, envelope))
    namespace = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    header = b"<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>"
    wrapped = b'<StandardBusinessDocument xmlns="%s">%s%s</StandardBusinessDocument>' % (namespace, header, parts)
    assert read(wrapped).document == carried(PLAIN, attachments=FILES)
    with pytest.raises(MalformedFile, match="StandardBusinessDocument"):
        read(wrapped.replace(parts, b""))


def test_what_does_not_belong_together_is_told() -> None:
    """A missing file, a loose one, and the envelope of another invoice."""
    invoice = write(PLAIN, attachments=(PDF,))
    other = write_envelope(evolve(PLAIN, number="7"), attachments=(SHEET,))
    found = read(invoice, envelope=other)
    assert found.document.attachments == ()
    assert [one.code for one in found.findings] == [
        "svefaktura.object_missing",
        "svefaktura.object_loose",
        "svefaktura.envelope_other",
    ]


def test_an_envelope_without_pointers_to_it_gives_all_its_files() -> None:
    """Older senders did not point."""
    found = read(write(PLAIN, attachments=()), envelope=write_envelope(PLAIN, attachments=FILES))
    assert len(found.document.attachments) == 2
    assert found.findings == ()


def test_the_official_envelope_is_read() -> None:
    """An image for invoice 15; its issuer's number has a wrong check digit and is left out, its time has no zone."""
    found = read_envelope(reference("einvoice", "svefaktura-1.0", "examples", "ObjectEnvelope.xml").read_bytes())
    (one,) = found.objects
    assert (found.number, one.id, one.file.name, one.file.mime_type) == ("15", "271", "bild.jpg", "image/jpeg")
    assert one.file.content.startswith(b"<html")
    assert found.created == datetime(2006, 3, 1, 9, 30, tzinfo=UTC)
    assert found.issuer is None
    assert [one.code for one in found.findings] == ["einvoice.identifier"]
    assert found.not_carried == ("ObjectEnvelope/DocumentReference/IssuerID",)


REFUSED = [
    ("ObjectEnvelope/EncodedObject", ()),
    ("EncodedData/@filename", (evolve(PDF, name=" "),)),
    ("EncodedData", (evolve(PDF, content=b""),)),
]


@pytest.mark.parametrize(("rule", "files"), REFUSED)
def test_what_no_envelope_can_hold_is_refused(rule: str, files: tuple[Attachment, ...]) -> None:
    """Nothing, a file without a name, and one without content; the invoice refuses the same files."""
    with pytest.raises(NotExpressible) as error:
        write_envelope(PLAIN, attachments=files)
    assert error.value.rule == rule
    if files:
        with pytest.raises(NotExpressible):
            write(PLAIN, attachments=files)


def test_the_largest_file_that_is_written_can_be_read() -> None:
    """Seven MiB are below what XML parsers take by default; a byte more is refused, and so is too much together."""
    most = evolve(PDF, content=bytes(attachment.MOST_CONTENT))
    assert len(read_envelope(write_envelope(PLAIN, attachments=(most,))).objects[0].file.content) == len(most.content)
    with pytest.raises(NotExpressible, match="more than"):
        write_envelope(PLAIN, attachments=(evolve(PDF, content=bytes(attachment.MOST_CONTENT + 1)),))
    with pytest.raises(NotExpressible, match="together"):
        write_envelope(PLAIN, attachments=(most,) * 6)


def test_the_time_it_was_made_can_be_given() -> None:
    """In any zone; it is written in UTC."""
    made = datetime.fromisoformat("2026-11-03T09:30:00+01:00")
    data = write_envelope(PLAIN, attachments=FILES, created=made)
    assert b">2026-11-03T08:30:00Z<" in data
    assert read_envelope(data).created == made


def test_a_credit_note_and_a_seller_without_a_number_have_envelopes_too() -> None:
    """The issuer is left out then."""
    document = credit_note(payment=PAYMENT)
    assert official.svefaktura_envelope_schema(write_envelope(document, attachments=FILES)) == ()
    unnamed = evolve(PLAIN, seller=evolve(PLAIN.seller, identity=None))
    assert read_envelope(write_envelope(unnamed, attachments=FILES)).issuer is None


ENVELOPE = write_envelope(PLAIN, attachments=(PDF,)).decode()
BROKEN = [
    (b"", "XML"),
    (ENVELOPE[:300].encode(), "XML"),
    (write(PLAIN), "Invoice"),
    (without("EncodedObject", ENVELOPE).encode(), "EncodedObject"),
    (ENVELOPE.replace("JVBERi", "!!!!!!").encode(), "EncodedData"),
    (ENVELOPE.replace('"BASE64"', '"HEX"').encode(), "@format"),
    (ENVELOPE.replace("2026-11-02T00:00:00Z", "i går").encode(), "CreationDateTime"),
    (without("ObjectID", ENVELOPE).encode(), "ObjectID"),
]


@pytest.mark.parametrize(("data", "field"), BROKEN)
def test_what_is_no_envelope_says_where(data: bytes, field: str) -> None:
    """One typed error with the path."""
    with pytest.raises(MalformedFile) as error:
        read_envelope(data)
    assert field in error.value.field


def test_ids_tell_files_apart() -> None:
    """By order and by content."""
    assert len({one.id for one in objects_of((PDF, PDF, SHEET))}) == 3
    assert objects_of((PDF,))[0].id == objects_of((PDF,))[0].id
