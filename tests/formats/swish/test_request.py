"""Payment and refund requests: the published payloads, and back."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.swish.request import PaymentRequest, RefundRequest, read, write
from faktura.formats.swish.values import MobileAlias
from faktura.testing.identities import SWISH
from tests.reference import reference

ASKED = PaymentRequest(
    reference="10000180",
    callback_url="https://example.com/swish/callback",
    payer=MobileAlias("46700000000"),
    payee=SWISH[1],
    amount=sek("1250.50"),
    message="Faktura 100001",
)
REFUND = RefundRequest(
    original="6D6CD7406ECE4542A80152D909EF9F6B",
    callback_url="https://example.com/swish/refund",
    payer=SWISH[1],
    amount=sek("250.50"),
    reference="K1001",
    message="Kredit 1001",
)


@pytest.mark.parametrize(("name", "ours"), [("payment_request", ASKED), ("refund_request", REFUND)])
def test_the_published_payloads(name: str, ours: PaymentRequest | RefundRequest) -> None:
    """Field by field, in their order, and read to the same request."""
    data = reference("bank", "swish", f"{name}.json").read_bytes()
    assert list(json.loads(write(ours)).items()) == list(json.loads(data).items())
    assert read(data) == ours


messages = st.sampled_from(["", "Faktura 100001", "åäö, (tack!)", "x" * 50])
amounts = st.integers(1, 10**14 - 1).map(Money)
payments = st.builds(
    PaymentRequest,
    reference=st.from_regex(r"\A[0-9A-Za-z]{1,35}\Z"),
    callback_url=st.just("https://example.com/a?b=c"),
    payer=st.sampled_from([None, MobileAlias("46700000000")]),
    payee=st.sampled_from(SWISH),
    amount=amounts,
    message=messages,
)
refunds = st.builds(
    RefundRequest,
    original=st.uuids().map(lambda id: id.hex.upper()),
    callback_url=st.just("https://example.com/"),
    payer=st.sampled_from(SWISH),
    amount=amounts,
    reference=st.sampled_from(["", "K1001"]),
    message=messages,
)


@given(st.one_of(payments, refunds))
def test_what_is_written_is_read_back(request_: PaymentRequest | RefundRequest) -> None:
    """To the öre, the same bytes each time."""
    data = write(request_)
    assert read(data) == request_
    assert write(read(data)) == data


@pytest.mark.parametrize(
    "wrong",
    [
        attrs.evolve(ASKED, reference="a b"),
        attrs.evolve(ASKED, callback_url="http://example.com"),
        attrs.evolve(ASKED, amount=Money(100, "EUR")),
        attrs.evolve(ASKED, message="x" * 51),
        attrs.evolve(REFUND, original="1"),
        attrs.evolve(REFUND, reference="K-1"),
        attrs.evolve(REFUND, amount=sek("0")),
    ],
)
def test_what_swish_does_not_take_is_refused(wrong: PaymentRequest | RefundRequest) -> None:
    """Before it is sent."""
    with pytest.raises(NotExpressible) as refused:
        write(wrong)
    assert refused.value.format == "swish"


@pytest.mark.parametrize(
    "change", [{"currency": "EUR"}, {"payeeAlias": "46700000000"}, {"payerAlias": "07"}, {"amount": None}]
)
def test_a_broken_request_is_refused(change: dict[str, str]) -> None:
    """Another currency, a person as payee, no amount."""
    fields = {**json.loads(write(ASKED)), **change}
    with pytest.raises(MalformedFile):
        read(json.dumps(fields).encode())
