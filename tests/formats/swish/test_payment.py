"""Callbacks prove nothing; what is fetched becomes a payment, once."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError, MalformedFile
from faktura.core.money import sek
from faktura.core.payment import PaymentChannel, PaymentReference
from faktura.formats.swish.errors import SwishError
from faktura.formats.swish.payment import (
    FetchedPayment,
    SwishStatus,
    UnverifiedCallback,
    incoming_payment,
    read_callback,
    read_fetched,
)
from faktura.formats.swish.values import MobileAlias
from faktura.testing.identities import SWISH
from tests.formats.damage import read_or_refused
from tests.reference import reference

ID = "AB23D7406ECE4542A80152D909EF9F6B"
CET = timezone(timedelta(hours=1))


def sample(name: str) -> bytes:
    return reference("bank", "swish", f"callback_{name}.json").read_bytes()


def test_a_paid_callback() -> None:
    """Every field, the amount from a number without becoming a float."""
    assert read_callback(sample("paid")) == UnverifiedCallback(
        id=ID,
        status=SwishStatus.PAID,
        reference="10000180",
        payment_reference="6D6CD7406ECE4542A80152D909EF9F6B",
        payer=MobileAlias("46700000000"),
        payee=SWISH[1],
        amount=sek("1250.50"),
        message="Faktura 100001",
        created_at=datetime(2026, 11, 2, 14, 29, 51, 92_000, CET),
        paid_at=datetime(2026, 11, 2, 14, 29, 55, 93_000, CET),
    )


def test_declined_and_failed_callbacks() -> None:
    """No payment reference, no time of payment; the error in words."""
    declined, failed = read_callback(sample("declined")), read_callback(sample("error"))
    assert (declined.status, declined.paid_at, declined.error, declined.payment_reference) == (
        SwishStatus.DECLINED, None, None, "",
    )  # fmt: skip
    assert failed.error == SwishError("TM01", "Swish timed out before the payment was started")
    assert failed.error.explain("en") == "the payer did not answer in time; ask for the payment again"


def test_only_what_was_fetched_becomes_a_payment() -> None:
    """A callback is refused, whatever it says: anybody could have sent it."""
    callback = read_callback(sample("paid"))
    with pytest.raises(InputError) as refused:
        incoming_payment(cast("FetchedPayment", callback), digest="d")
    assert refused.value.code == "swish.unverified"
    payment = incoming_payment(read_fetched(sample("paid")), digest="d")
    assert payment is not None
    assert (payment.id, payment.account, payment.amount) == (f"swish:{ID}", "swish:1231181189", sek("1250.50"))
    assert payment.references == (PaymentReference(text="10000180", kind="ocr"),)
    assert (payment.booked_on, payment.channel) == (date(2026, 11, 2), PaymentChannel.SWISH)
    assert payment == incoming_payment(read_fetched(sample("paid")), digest="d")


@pytest.mark.parametrize("name", ["declined", "error"])
def test_what_is_not_paid_is_no_payment(name: str) -> None:
    """However it failed."""
    assert incoming_payment(read_fetched(sample(name)), digest="d") is None


def changed(**change: object) -> bytes:
    return json.dumps({**json.loads(sample("paid")), **change}).encode()


def test_the_day_is_swedens() -> None:
    """Half past eleven in the evening in UTC is the next day in Stockholm."""
    payment = incoming_payment(read_fetched(changed(datePaid="2026-11-02T23:30:00Z")), digest="d")
    assert payment is not None
    assert payment.booked_on == date(2026, 11, 3)


def test_a_payment_without_reference_or_payer() -> None:
    """As m-commerce may give it; a reference with letters is text."""
    payment = incoming_payment(read_fetched(changed(payeePaymentReference=None, payerAlias=None)), digest="d")
    assert payment is not None
    assert (payment.references, payment.payer.account) == ((), "")
    lettered = incoming_payment(read_fetched(changed(payeePaymentReference="F1001")), digest="d")
    assert lettered is not None
    assert lettered.references[0].kind == "text"


def test_paid_without_a_time_is_not_booked() -> None:
    """No day, no booking."""
    for wrong in (changed(datePaid=None), changed(amount=0)):
        with pytest.raises(InputError) as refused:
            incoming_payment(read_fetched(wrong), digest="d")
        assert refused.value.code == "swish.incomplete"


@pytest.mark.parametrize(
    "change",
    [
        {"id": None}, {"id": "1"}, {"id": 1}, {"status": "DONE"}, {"status": None}, {"currency": "EUR"}, {"currency": None},
        {"amount": "1,50"}, {"amount": None}, {"amount": -1}, {"amount": True}, {"payeeAlias": "46700000000"},
        {"payerAlias": "0700"}, {"datePaid": "2026-11-02T14:29:55"}, {"datePaid": "yesterday"}, {"errorCode": 7},
    ],
)  # fmt: skip
def test_a_broken_answer_is_refused(change: dict[str, object]) -> None:
    """Naming the field, never the payer's number."""
    with pytest.raises(MalformedFile) as refused:
        read_callback(changed(**change))
    assert refused.value.field == next(iter(change))
    assert "0700" not in str(refused.value)


def test_the_payer_is_never_shown() -> None:
    """A telephone number is personal data."""
    assert "46700000000" not in repr(read_callback(sample("paid")))
    assert "46700000000" not in repr(attrs.asdict(read_callback(sample("paid")), recurse=False))


@given(st.integers(0, 500), st.binary(max_size=3), st.integers(0, 20))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """Anybody can send anything: one kind of error, never another; and the payer's number is not told."""
    data = sample("paid")
    callback = read_or_refused(read_callback, data[:at] + put + data[at + lost :], "swish")
    if callback is not None:
        assert callback.status in SwishStatus
        assert callback.amount.currency == "SEK"
        assert callback.payer is None or callback.payer.digits not in repr(callback)
