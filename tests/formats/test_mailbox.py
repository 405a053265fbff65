"""Content for a digital mailbox: what is payable, for whom, and both ways."""

import json
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import CreditNote
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.mailbox import (
    ContentKind,
    MailAddress,
    MailboxContent,
    MailboxPayment,
    PaymentOption,
    PdfPart,
    document_content,
    read,
    write,
)
from faktura.testing.identities import BANKGIRO, COORDINATED, PLUSGIRO, SWISH, TOLVAN, VAT_NUMBERS
from tests.formats.damage import assert_written_back, read_or_refused
from tests.formats.sample_documents import SAMPLES

PDF = b"%PDF-1.7\n"
OPTION = PaymentOption(due_on=date(2026, 12, 2), amount=sek("1250.50"), reference="12351")
PAYMENT = MailboxPayment(account=BANKGIRO[0], swish=SWISH[1], options=(OPTION,))
INVOICE = MailboxContent(
    recipient=TOLVAN,
    subject="Faktura 1042",
    kind=ContentKind.INVOICE,
    parts=(PdfPart("1042.pdf", PDF),),
    payment=PAYMENT,
)


def test_the_fields_of_an_invoice() -> None:
    """The names and forms the mailbox asks for."""
    assert json.loads(write(INVOICE)) == {
        "ssn": "191212121212",
        "subject": "Faktura 1042",
        "type": "invoice",
        "parts": [{"name": "1042.pdf", "data": "JVBERi0xLjcK", "content_type": "application/pdf"}],
        "payment_multiple_options": {
            "payable": True,
            "currency": "SEK",
            "method": "1",
            "account": "9912346",
            "swish_alias": "1231181189",
            "options": [{"due_date": "2026-12-02", "amount": "1250.50", "type": "SE_OCR", "reference": "12351"}],
        },
    }


options = st.builds(
    PaymentOption,
    due_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    amount=st.integers(100, 10**12).map(Money),
    reference=st.from_regex(r"\A[0-9]{2,25}\Z"),
    kind=st.sampled_from(["SE_OCR", "TENANT_REF"]),
)
payments = st.builds(
    MailboxPayment,
    account=st.sampled_from([*BANKGIRO[:2], *PLUSGIRO[:2]]),
    swish=st.sampled_from([None, *SWISH]),
    options=st.lists(options, min_size=1, max_size=2).map(tuple),
)
contents = st.builds(
    MailboxContent,
    recipient=st.sampled_from([TOLVAN, COORDINATED[0], VAT_NUMBERS[0], MailAddress("anna@example.com")]),
    subject=st.sampled_from(["Faktura", "Åäö <1>", "x" * 140]),
    kind=st.sampled_from([ContentKind.INVOICE, ContentKind.REMINDER, ContentKind.DEMAND]),
    parts=st.lists(st.builds(PdfPart, st.just("a.pdf"), st.binary(max_size=40).map(PDF.__add__)), min_size=1).map(
        tuple
    ),
    payment=st.one_of(st.none(), payments),
)


@given(contents)
def test_what_is_written_is_read_back(content: MailboxContent) -> None:
    """For every kind of recipient, the same bytes each time."""
    assert read(write(content)) == content
    assert write(content) == write(content)


def test_every_sample_document() -> None:
    """A credit note is never payable; an invoice is, with its own amount, day and reference, when there is a giro for it."""
    payable = 0
    for document in SAMPLES.values():
        content = document_content(document, recipient=TOLVAN, subject="Till dig", pdf=PDF)
        assert read(write(content)) == content
        if isinstance(document, CreditNote):
            assert (content.kind, content.payment) == (ContentKind.CREDIT_NOTE, None)
        elif content.payment is not None:
            (option,) = content.payment.options
            assert (option.amount, option.due_on) == (document.amount_due, document.due_date)
            assert document.payment is not None
            assert option.reference == document.payment.reference
            payable += 1
        else:
            assert document.currency != "SEK" or document.amount_due < sek("1") or document.payment is None
    assert payable > 3


def test_a_direct_debit_is_sent_to_be_read() -> None:
    """Paying it again would pay it twice."""
    invoice = next(one for one in SAMPLES.values() if one.payment is not None and one.amount_due >= sek("1"))
    assert invoice.payment is not None
    debited = attrs.evolve(invoice, payment=attrs.evolve(invoice.payment, direct_debit=True))
    assert document_content(debited, recipient=TOLVAN, subject="x", pdf=PDF).payment is None


def with_option(**change: object) -> MailboxContent:
    option = attrs.evolve(OPTION, **change)  # type: ignore[arg-type]
    return attrs.evolve(INVOICE, payment=attrs.evolve(PAYMENT, options=(option,)))


@pytest.mark.parametrize(
    "content",
    [
        attrs.evolve(INVOICE, kind=ContentKind.CREDIT_NOTE),
        attrs.evolve(INVOICE, parts=()),
        attrs.evolve(INVOICE, parts=(PdfPart("a.html", b"<html/>"),)),
        attrs.evolve(INVOICE, subject=""),
        attrs.evolve(INVOICE, subject="a\nb"),
        attrs.evolve(INVOICE, recipient=MailAddress("anna")),
        attrs.evolve(INVOICE, payment=attrs.evolve(PAYMENT, options=())),
        with_option(amount=sek("0.99")),
        with_option(amount=Money(100_00, "EUR")),
        with_option(reference="1" * 26),
        with_option(reference=""),
    ],
)
def test_what_a_mailbox_does_not_take_is_refused(content: MailboxContent) -> None:
    """No message carries the recipient's number."""
    with pytest.raises(NotExpressible) as refused:
        write(content)
    assert "1212" not in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        {"ssn": "191212121213"}, {"ssn": None}, {"type": "letter"}, {"subject": None}, {"parts": [1]},
        {"parts": [{"name": "a", "data": "?"}]}, {"parts": [{"name": "a", "data": "å"}]}, {"payment_multiple_options": {"method": "3"}},
        {"payment_multiple_options": {"method": "1", "account": "9912347"}},
    ],
)  # fmt: skip
def test_broken_content_is_refused(change: dict[str, object]) -> None:
    """A wrong number is not repeated in the message."""
    with pytest.raises(MalformedFile) as refused:
        read(json.dumps({**json.loads(write(INVOICE)), **change}).encode())
    assert "1213" not in str(refused.value)


@given(st.integers(0, 500), st.binary(max_size=3), st.integers(0, 20))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """One kind of error, never another; what is read can be written again."""
    data = write(INVOICE)
    content = read_or_refused(read, data[:at] + put + data[at + lost :], "mailbox")
    if content is not None:
        assert_written_back(content, write, read)
