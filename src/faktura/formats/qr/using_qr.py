"""The Swedish invoice QR (UsingQR, by Visma, free to use, revision 2 of June 2014): what to pay, as JSON in a QR code.

A payer's bank or bookkeeping program fills in the payment from it. The minimal form used in practice has six fields; the full one
tells seller, dates and VAT too. Confirmed are invoices (`tp` 1); the other kinds, and what exactly the VAT fields hold, are not,
so only invoices are written and other kinds are read as their number.

>>> from faktura.core.money import sek
>>> print(write(InvoiceCode(reference="10000180", due=sek("1250.50"), account=BankgiroNumber("9912346"))).decode())
{"uqr":1,"tp":1,"iref":"10000180","due":1250.50,"pt":"BG","acc":"991-2346"}
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from faktura.core.account import BankAccountNumber, BankgiroNumber, Bic, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import InputError, NotExpressible
from faktura.core.money import Money, total
from faktura.core.wording import said
from faktura.formats import payload
from faktura.formats.payload import Fields

_FORMAT: Final = "usingqr"
_VERSION: Final = 1
INVOICE: Final = 1
"""`tp` of an invoice."""

_LONGEST: Final = 70
_ACCOUNTS: Final[dict[str, Callable[[str], PaymentAccount]]] = {
    "BG": BankgiroNumber.parse,
    "PG": PlusgiroNumber.parse,
    "BBAN": BankAccountNumber.parse,
    "IBAN": Iban.parse,
}
_RATES: Final = {"high": Decimal(25), "middle": Decimal(12), "low": Decimal(6)}


@frozen(kw_only=True)
class VatShares:
    """VAT on the invoice: all of it, and at the high, middle and low rate (25, 12 and 6 percent)."""

    total: Money
    high: Money
    middle: Money
    low: Money


@frozen(kw_only=True)
class InvoiceCode:
    """What the code says.

    Attributes:
        kind: `INVOICE`; what is read may have another number.
        reference: The payment reference: the OCR number, or the invoice number.
        due: The amount to pay; zero or more.
        stated_currency: Whether the code names the currency; without one it is SEK.
        bank: BIC, for an IBAN.
        name: The payee. country: ISO 3166-1 alpha-2. organisation_number: The payee's, as printed.
        town: Post code and town of the payee.
    """

    kind: int = INVOICE
    reference: str
    due: Money
    account: PaymentAccount
    bank: Bic | None = None
    name: str = ""
    country: str = ""
    organisation_number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    stated_currency: bool = False
    vat: VatShares | None = None
    town: str = ""


def invoice_code(document: Document) -> InvoiceCode:
    """Return the code of *document*, an invoice, with its first account.

    Raises:
        NotExpressible: A credit note, nothing to pay, or an invoice that is not paid by its reference.
    """
    payment = document.payment
    if document.kind is not DocumentKind.INVOICE or document.amount_due.minor <= 0:
        raise NotExpressible(format=_FORMAT, rule="tp 1", what="a credit note, or an invoice with nothing to pay,")
    if payment is None or not payment.accounts or not payment.reference or not payment.buyer_pays:
        raise NotExpressible(format=_FORMAT, rule="acc, iref", what="an invoice that is not paid by its reference")
    seller = document.payee or document.seller
    address = seller.address
    number = seller.organisation_number
    return InvoiceCode(
        reference=payment.reference,
        due=document.amount_due,
        account=payment.accounts[0],
        name=seller.name,
        country=address.country if address is not None else "SE",
        organisation_number=str(number) if number is not None else "",
        issued_on=document.issue_date,
        due_on=document.due_date,
        stated_currency=True,
        vat=_vat(document),
        town=" ".join(part for part in (address.postal_code, address.city) if part) if address is not None else "",
    )


def _vat(document: Document) -> VatShares:
    shares = {
        name: total((row.amount for row in document.totals.breakdown if row.percent == rate), document.currency)
        for name, rate in _RATES.items()
    }
    return VatShares(total=document.totals.vat, **shares)


def write(code: InvoiceCode) -> bytes:
    """Return the JSON text of the QR code, amounts as numbers, the same bytes each time.

    Raises:
        NotExpressible: Another kind than an invoice, no reference, a negative amount, a currency other than SEK left
            unsaid, a text of more than 70 characters, or a BIC without an IBAN.
    """
    if not code.reference:
        raise NotExpressible(format=_FORMAT, rule="iref", what="a payment without a reference")
    if code.kind != INVOICE or code.due.minor < 0:
        raise NotExpressible(format=_FORMAT, rule="tp 1, due", what="anything but an invoice to pay")
    if code.due.currency != "SEK" and not code.stated_currency:
        raise NotExpressible(format=_FORMAT, rule="cur", what="another currency left unsaid")
    if code.bank is not None and not isinstance(code.account, Iban):
        raise NotExpressible(format=_FORMAT, rule="bc", what="a BIC without an IBAN")
    vat = code.vat
    fields: dict[str, payload.Value] = {
        "uqr": _VERSION,
        "tp": code.kind,
        "nme": _text(code.name),
        "cc": code.country,
        "cid": _text(code.organisation_number),
        "iref": _text(code.reference),
        "idt": f"{code.issued_on:%Y%m%d}" if code.issued_on is not None else "",
        "ddt": f"{code.due_on:%Y%m%d}" if code.due_on is not None else "",
        "due": code.due,
        "cur": code.due.currency if code.stated_currency else "",
        **({"vat": vat.total, "vh": vat.high, "vm": vat.middle, "vl": vat.low} if vat is not None else {}),
        "pt": next(kind for kind, parse in _ACCOUNTS.items() if parse == type(code.account).parse),
        "acc": code.account.code if isinstance(code.account, Iban) else str(code.account),
        "bc": code.bank.code if code.bank is not None else "",
        "adr": _text(code.town),
    }
    return payload.write({name: value for name, value in fields.items() if value != ""})


def _text(text: str) -> str:
    if len(text) > _LONGEST:
        raise NotExpressible(format=_FORMAT, rule=f"at most {_LONGEST} characters", what=f"{len(text)} characters")
    return text


def read(data: bytes | str) -> InvoiceCode:
    """Read the text of a code; amounts may be numbers or texts, and names not known are passed over.

    Raises:
        MalformedFile: No JSON object, another version, or a field missing or of another form.
    """
    fields = payload.read(data, format=_FORMAT)
    if (version := fields.number("uqr")) != _VERSION:
        raise fields.place("uqr").wrong(str(version), str(_VERSION))
    currency = fields.text("cur")
    due = fields.amount("due", currency or "SEK")
    return InvoiceCode(
        kind=fields.number("tp"),
        reference=fields.text("iref", needed=True),
        due=due,
        account=_account(fields),
        bank=_bank(fields),
        name=fields.text("nme"),
        country=fields.text("cc"),
        organisation_number=fields.text("cid"),
        issued_on=_day(fields, "idt"),
        due_on=_day(fields, "ddt"),
        stated_currency=bool(currency),
        vat=_shares(fields, due.currency),
        town=fields.text("adr"),
    )


def _shares(fields: Fields, currency: str) -> VatShares | None:
    whole = fields.optional_amount("vat", currency)
    if whole is None:
        return None
    parts = [fields.optional_amount(name, currency) or Money.zero(currency) for name in ("vh", "vm", "vl")]
    return VatShares(total=whole, high=parts[0], middle=parts[1], low=parts[2])


def _account(fields: Fields) -> PaymentAccount:
    kind = fields.text("pt", needed=True)
    if kind not in _ACCOUNTS:
        raise fields.place("pt").wrong(kind[:10], " ".join(_ACCOUNTS))
    try:
        return _ACCOUNTS[kind](fields.text("acc", needed=True))
    except InputError as error:
        raise fields.place("acc").wrong("another number", said(error)) from error


def _bank(fields: Fields) -> Bic | None:
    written = fields.text("bc")
    try:
        return Bic.parse(written) if written else None
    except InputError as error:
        raise fields.place("bc").wrong("another code", said(error)) from error


def _day(fields: Fields, name: str) -> date | None:
    written = fields.text(name)
    return fields.place(name).short_day(written) if written else None
