"""What Swish says of a payment: the callback, which anybody could have sent, and the payment fetched from Swish itself.

A callback is not signed. It may be forged, repeated, late or out of order: it is a reason to fetch the payment by its id
over the host's own authenticated connection, and nothing more. Only what was fetched becomes an incoming payment;
the types keep the two apart.

>>> data = (b'{"id":"AB23D7406ECE4542A80152D909EF9F6B","payeePaymentReference":"10000180","payeeAlias":"1231181189",'
...         b'"amount":1250.5,"currency":"SEK","status":"CREATED","dateCreated":"2026-11-02T14:29:51.092+01:00"}')
>>> told = read_callback(data)
>>> told.id, told.status.value
('AB23D7406ECE4542A80152D909EF9F6B', 'CREATED')
>>> incoming_payment(read_fetched(data), digest="") is None
True
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from attrs import frozen

from faktura.core.account import SwishNumber, account_key
from faktura.core.check_digit import is_digits
from faktura.core.errors import InputError
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import LONGEST, SHORTEST
from faktura.core.wording import Text, register
from faktura.formats import payload
from faktura.formats.payload import Fields
from faktura.formats.swish.errors import SwishError
from faktura.formats.swish.request import company, person
from faktura.formats.swish.values import FORMAT, MobileAlias, is_id

_SWEDEN: Final = "Europe/Stockholm"


class SwishStatus(StrEnum):
    """How far a payment request has come; CANCELLED is not confirmed."""

    CREATED = "CREATED"
    PAID = "PAID"
    DECLINED = "DECLINED"
    ERROR = "ERROR"
    CANCELLED = "CANCELLED"


@frozen(kw_only=True)
class _Answer:
    """What callback and fetched payment both hold.

    Attributes:
        id: Swish's id of the payment request: the key by which answers are told apart and doubles are known.
        reference: The host's own, as it was sent.
        payment_reference: Swish's id of the payment; only of one that is paid. A refund names it.
        payer: None in some answers of m-commerce.
        error: Why it failed.
    """

    id: str
    status: SwishStatus
    reference: str = ""
    payment_reference: str = ""
    payer: MobileAlias | None = None
    payee: SwishNumber
    amount: Money
    message: str = ""
    created_at: datetime | None = None
    paid_at: datetime | None = None
    error: SwishError | None = None


@frozen(kw_only=True)
class UnverifiedCallback(_Answer):
    """A callback as it came in, from anybody: fetch the payment `id` from Swish before anything is booked.

    It may come more than once; the id is the same.
    """


@frozen(kw_only=True)
class FetchedPayment(_Answer):
    """A payment as Swish itself answers for it over the host's authenticated connection."""


def read_callback(data: bytes) -> UnverifiedCallback:
    """Read the body of a callback.

    Raises:
        MalformedFile: No JSON object, a field missing or of another form, or a status that is not known.
    """
    return _read(data, UnverifiedCallback)


def read_fetched(data: bytes) -> FetchedPayment:
    """Read the body of Swish's answer when the payment was fetched by its id.

    Never call this with the body of a callback: the two look alike, and only the host knows where its bytes are from.

    Raises:
        MalformedFile: As `read_callback`.
    """
    return _read(data, FetchedPayment)


_T = TypeVar("_T", UnverifiedCallback, FetchedPayment)


def _read(data: bytes, kind: type[_T]) -> _T:
    fields = payload.read(data, format=FORMAT)
    id, status = fields.text("id", needed=True), fields.text("status", needed=True)
    if not is_id(id):
        raise fields.place("id").wrong(f"{len(id)} characters", "32 of 0-9 A-F")
    if status not in _STATUSES:
        raise fields.place("status").wrong(status[:20], " ".join(_STATUSES))
    currency = fields.text("currency", needed=True)
    if currency != "SEK":
        raise fields.place("currency").wrong(currency[:10], "SEK")
    return kind(
        id=id,
        status=SwishStatus(status),
        reference=fields.text("payeePaymentReference"),
        payment_reference=fields.text("paymentReference"),
        payer=person(fields, "payerAlias"),
        payee=company(fields, "payeeAlias"),
        amount=fields.amount("amount"),
        message=fields.text("message"),
        created_at=fields.moment("dateCreated"),
        paid_at=fields.moment("datePaid"),
        error=_error(fields),
    )


_STATUSES: Final = tuple(one.value for one in SwishStatus)


def _error(fields: Fields) -> SwishError | None:
    code = fields.text("errorCode")
    return SwishError(code, fields.text("errorMessage")) if code else None


def incoming_payment(payment: FetchedPayment, *, digest: str) -> IncomingPayment | None:
    """Return *payment* as an incoming payment, none unless it is paid; *digest* is the SHA-256 of the answer's bytes.

    Its id is Swish's, so that the same payment fetched twice is one. The bank reports the same money in its own files, under
    other ids: a host takes Swish payments from one of the two, never from both.

    Raises:
        InputError: `swish.unverified`: it is only a callback. `swish.incomplete`: paid, with no time of payment or nothing paid.
    """
    if not isinstance(payment, FetchedPayment):
        raise InputError("swish.unverified")
    if payment.status is not SwishStatus.PAID:
        return None
    if payment.paid_at is None or payment.amount.minor <= 0:
        raise InputError("swish.incomplete")
    reference = payment.reference
    ocr = is_digits(reference) and SHORTEST <= len(reference) <= LONGEST
    return IncomingPayment(
        id=f"swish:{payment.id}",
        account=account_key(payment.payee),
        booked_on=payment.paid_at.astimezone(ZoneInfo(_SWEDEN)).date(),
        amount=payment.amount,
        references=(PaymentReference(text=reference, kind="ocr" if ocr else "text"),) if reference else (),
        message=payment.message,
        payer=Payer(account=f"swish:+{payment.payer.digits}" if payment.payer is not None else ""),
        channel=PaymentChannel.SWISH,
        source=Source(format=FORMAT, digest=digest, place=payment.id),
    )


register(
    {
        "swish.unverified": Text(
            en="a callback proves nothing; fetch the payment from Swish by its id first",
            sv="ett återanrop bevisar ingenting; hämta först betalningen från Swish med dess id",
        ),
        "swish.incomplete": Text(
            en="the payment is said to be paid, but its amount or time is missing; fetch it again",
            sv="betalningen anges som betald men belopp eller tid saknas; hämta den igen",
        ),
    }
)
