"""What a merchant asks Swish for: a payment, or to pay one back. Payloads only; the host sends them over its own connection.

Amounts are texts with two decimals here; in Swish's answers they are numbers.

>>> from faktura.core.money import sek
>>> write(PaymentRequest(reference="10000180", callback_url="https://example.com/swish", payee=SwishNumber("1231181189"),
...                      amount=sek("1250.50"), message="Faktura 100001"))[:55]
b'{"payeePaymentReference":"10000180","callbackUrl":"http'
"""

from attrs import frozen

from faktura.core.account import SwishNumber
from faktura.core.errors import InvalidIdentifier, NotExpressible
from faktura.core.money import Money
from faktura.core.wording import said
from faktura.formats import payload
from faktura.formats.payload import Fields
from faktura.formats.swish.values import FORMAT, MobileAlias, amount, callback_url, is_id, message, reference


@frozen(kw_only=True)
class PaymentRequest:
    """Asks a payer for money.

    Attributes:
        reference: The host's own, 1-35 letters and digits (the length is not confirmed): the OCR number, or an id.
        callback_url: Where Swish tells what became of it, https.
        payer: Whom Swish asks (e-commerce); none when the payer opens Swish by a token or a QR code (m-commerce).
        message: At most 50 characters that Swish takes; the payer and the payee's bank statement show it.
    """

    reference: str
    callback_url: str
    payer: MobileAlias | None = None
    payee: SwishNumber
    amount: Money
    message: str = ""


@frozen(kw_only=True)
class RefundRequest:
    """Asks Swish to pay back a payment, in whole or in part, within 13 months.

    Attributes:
        original: The `paymentReference` of the payment, as its answer gave it.
        payer: The company, which pays this time.
        reference: The host's own of the refund, such as the number of the credit note.
    """

    original: str
    callback_url: str
    payer: SwishNumber
    amount: Money
    reference: str = ""
    message: str = ""


def write(request: PaymentRequest | RefundRequest) -> bytes:
    """Return *request* as JSON, the same bytes each time.

    Raises:
        NotExpressible: A reference, address, message or amount that Swish does not take.
    """
    asked = f"{amount(request.amount).major:f}"
    fields: dict[str, payload.Value]
    if isinstance(request, PaymentRequest):
        fields = {
            "payeePaymentReference": reference(request.reference, "payeePaymentReference"),
            "callbackUrl": callback_url(request.callback_url),
            **({"payerAlias": request.payer.digits} if request.payer is not None else {}),
            "payeeAlias": request.payee.digits,
            "amount": asked,
            "currency": "SEK",
        }
    else:
        if not is_id(request.original):
            raise NotExpressible(format=FORMAT, rule="originalPaymentReference, 32 of 0-9 A-F", what="another id")
        fields = {
            "originalPaymentReference": request.original,
            "callbackUrl": callback_url(request.callback_url),
            "payerAlias": request.payer.digits,
            "amount": asked,
            "currency": "SEK",
        }
        if request.reference:
            fields["payerPaymentReference"] = reference(request.reference, "payerPaymentReference")
    if request.message:
        fields["message"] = message(request.message)
    return payload.write(fields)


def read(data: bytes) -> PaymentRequest | RefundRequest:
    """Read a request as `write` makes it; one with `originalPaymentReference` asks for a refund.

    Raises:
        MalformedFile: No JSON object, a field missing or of another form, or a currency other than SEK.
    """
    fields = payload.read(data, format=FORMAT)
    currency = fields.text("currency", needed=True)
    if currency != "SEK":
        raise fields.place("currency").wrong(currency[:10], "SEK")
    if original := fields.text("originalPaymentReference"):
        return RefundRequest(
            original=original,
            callback_url=fields.text("callbackUrl", needed=True),
            payer=company(fields, "payerAlias"),
            amount=fields.amount("amount"),
            reference=fields.text("payerPaymentReference"),
            message=fields.text("message"),
        )
    return PaymentRequest(
        reference=fields.text("payeePaymentReference"),
        callback_url=fields.text("callbackUrl", needed=True),
        payer=person(fields, "payerAlias"),
        payee=company(fields, "payeeAlias"),
        amount=fields.amount("amount"),
        message=fields.text("message"),
    )


def company(fields: Fields, name: str) -> SwishNumber:
    """Return the company's Swish number at *name*."""
    try:
        return SwishNumber(fields.text(name, needed=True))
    except InvalidIdentifier as error:
        raise fields.place(name).wrong("another number", said(error)) from error


def person(fields: Fields, name: str) -> MobileAlias | None:
    """Return the payer's number at *name*, none when it is absent."""
    written = fields.text(name)
    try:
        return MobileAlias(written) if written else None
    except InvalidIdentifier as error:
        raise fields.place(name).wrong("another number", said(error)) from error
