"""pain.001: payment orders to the bank, .001.03 and .001.09, written and read back.

What Swedish banks want of domestic payments: no service level and no category purpose; a bankgiro as scheme BGNR at
SESBA 9900, a plusgiro as BBAN at 9960, an account as BBAN at its clearing number; an OCR number as one structured
reference SCOR with the amount, other text unstructured. Euro to an IBAN goes as SEPA. Bank guides differ in how much text
they take (some 25 characters to a giro): keep messages short, the schema's 140 are the limit here.

Source: the ISO 20022 schemas; published samples and validator results of Swedish banks.

>>> from datetime import UTC, date
>>> from faktura.core.money import sek
>>> from faktura.core.outgoing import payout_order
>>> refund = OutgoingPayment(id="R1", amount=sek("99"), payee=OutgoingParty(name="Kund Tre"),
...                          account=BankgiroNumber("55555551"), message="Dubbelbetald faktura 1002")
>>> order = payout_order("P1", OutgoingParty(name="Bolaget AB"), (BankgiroNumber("9912346"),), (refund,),
...                      pay_on=date(2026, 11, 5))
>>> data = write(order, created_at=datetime(2026, 11, 4, 9, tzinfo=UTC))
>>> read(data).order == carried(order)
True
"""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import attrs
from lxml import etree

from faktura.core.account import BankAccountNumber, BankgiroNumber, Bic, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.errors import InputError, NotExpressible
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutBatch, PayoutOrder
from faktura.core.wording import Text, register
from faktura.formats.iso20022.pain001_reader import Pain001File, PainVersion, read
from faktura.formats.iso20022.payment_texts import CITY, MESSAGE, NAME, held

__all__ = ["Pain001File", "PainVersion", "carried", "read", "write"]

_FORMAT: Final = "pain.001"
_BANKGIROT: Final = "9900"
_PLUSGIROT: Final = "9960"
_CLEARING: Final = 4
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_OLDER_BIC: Final = re.compile(r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?", re.ASCII)


def carried(order: PayoutOrder) -> PayoutOrder:
    """Return what of *order* the message holds.

    Not the purpose; of a payee neither identifier nor, unless it is paid by IBAN, its bank; not the fifth digit of a
    Swedbank clearing number.
    """
    batches = (
        attrs.evolve(one, account=_four(one.account), payments=tuple(map(_carried, one.payments)))
        for one in order.batches
    )
    return attrs.evolve(order, batches=tuple(batches))


def _carried(payment: OutgoingPayment) -> OutgoingPayment:
    return attrs.evolve(
        payment,
        payee=attrs.evolve(payment.payee, identifier=""),
        account=_four(payment.account),
        bank=payment.bank if isinstance(payment.account, Iban) else None,
        purpose=None,
        party_id="",
    )


def _four(account: PaymentAccount) -> PaymentAccount:
    if isinstance(account, BankAccountNumber):
        return BankAccountNumber(account.clearing[:_CLEARING], account.number)
    return account


def write(order: PayoutOrder, *, created_at: datetime, version: PainVersion = "001.09") -> bytes:
    """Return *order* as a pain.001 message, valid by its schema; the same arguments give the same bytes.

    Raises:
        InputError: `outgoing.naive`: *created_at* has no time zone.
        NotExpressible: A text is too long, or holds a character the banks do not take (`payment_texts.simplified` is
            a way round it); a payment has both an OCR number and a text; a currency other than SEK, or EUR to an IBAN.
    """
    if created_at.tzinfo is None:
        raise InputError("outgoing.naive")
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{_FORMAT}.{version}"
    root = etree.Element(f"{{{namespace}}}Document", nsmap={None: namespace})  # type: ignore[dict-item]
    message = _Message(namespace, version)
    initiation = message.add(root, "CstmrCdtTrfInitn")
    header = message.add(initiation, "GrpHdr")
    message.text(header, "MsgId", order.id)
    message.text(header, "CreDtTm", created_at.isoformat(timespec="seconds"))
    message.sums(header, order.payments)
    message.party(message.add(header, "InitgPty"), attrs.evolve(order.payer, city="", country=""))
    for batch in order.batches:
        message.batch(message.add(initiation, "PmtInf"), batch, order.payer)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


class _Message:
    """A message being written."""

    def __init__(self, namespace: str, version: PainVersion) -> None:
        self._namespace = namespace
        self._older = version == "001.03"

    def add(self, parent: etree._Element, path: str) -> etree._Element:
        """Add the elements of *path* below *parent*, and return the last."""
        for name in path.split("/"):
            parent = etree.SubElement(parent, f"{{{self._namespace}}}{name}")
        return parent

    def text(self, parent: etree._Element, path: str, value: str) -> None:
        """Add *value* at *path*."""
        self.add(parent, path).text = value

    def sums(self, parent: etree._Element, payments: Sequence[OutgoingPayment]) -> None:
        """Write how many *payments* there are, and the sum of their amounts as written."""
        self.text(parent, "NbOfTxs", str(len(payments)))
        self.text(parent, "CtrlSum", f"{sum((one.amount.major for one in payments), Decimal(0)):f}")

    def batch(self, parent: etree._Element, batch: PayoutBatch, payer: OutgoingParty) -> None:
        """Write a PmtInf."""
        self.text(parent, "PmtInfId", batch.id)
        self.text(parent, "PmtMtd", "TRF")
        self.text(parent, "BtchBookg", "true" if batch.booked_together else "false")
        self.sums(parent, batch.payments)
        self.text(parent, "ReqdExctnDt" if self._older else "ReqdExctnDt/Dt", f"{batch.pay_on:%Y-%m-%d}")
        self.party(self.add(parent, "Dbtr"), payer)
        debtor = self.add(parent, "DbtrAcct")
        self.account(debtor, batch.account)
        if batch.currency:
            self.text(debtor, "Ccy", batch.currency)
        self.agent(self.add(parent, "DbtrAgt/FinInstnId"), batch.account, batch.bank, own=True)
        for payment in batch.payments:
            self.payment(self.add(parent, "CdtTrfTxInf"), payment)

    def payment(self, parent: etree._Element, payment: OutgoingPayment) -> None:
        """Write a CdtTrfTxInf."""
        euro = payment.amount.currency == "EUR" and isinstance(payment.account, Iban)
        if not euro and payment.amount.currency != "SEK":
            what = f"{payment.amount.currency} to an account of this kind"
            raise NotExpressible(format=_FORMAT, rule="SEK, or EUR to an IBAN", what=what)
        identity = self.add(parent, "PmtId")
        self.text(identity, "InstrId", payment.id)
        self.text(identity, "EndToEndId", payment.id)
        if euro:
            self.text(parent, "PmtTpInf/SvcLvl/Cd", "SEPA")
        self._money(self.add(parent, "Amt/InstdAmt"), payment)
        if euro:
            self.text(parent, "ChrgBr", "SLEV")
        if not isinstance(payment.account, Iban) or payment.bank is not None:
            self.agent(self.add(parent, "CdtrAgt/FinInstnId"), payment.account, payment.bank, own=False)
        self.party(self.add(parent, "Cdtr"), attrs.evolve(payment.payee, identifier=""))
        self.account(self.add(parent, "CdtrAcct"), payment.account)
        self._remittance(parent, payment)

    def _money(self, element: etree._Element, payment: OutgoingPayment) -> None:
        element.text = f"{payment.amount.major:f}"
        element.set("Ccy", payment.amount.currency)

    def _remittance(self, parent: etree._Element, payment: OutgoingPayment) -> None:
        if payment.reference is not None and payment.message:
            raise NotExpressible(format=_FORMAT, rule="RmtInf", what="an OCR number together with a text")
        if payment.reference is not None:
            structured = self.add(parent, "RmtInf/Strd")
            self._money(self.add(structured, "RfrdDocAmt/RmtdAmt"), payment)
            reference = self.add(structured, "CdtrRefInf")
            self.text(reference, "Tp/CdOrPrtry/Cd", "SCOR")
            self.text(reference, "Ref", payment.reference.digits)
        elif payment.message:
            said = held(payment.message, format=_FORMAT, rule="Ustrd", most=MESSAGE)
            self.text(parent, "RmtInf/Ustrd", said)

    def party(self, parent: etree._Element, party: OutgoingParty) -> None:
        """Write name, address and identifier, as far as they are given."""
        self.text(parent, "Nm", held(party.name, format=_FORMAT, rule="Nm", most=NAME))
        if party.city or party.country:
            address = self.add(parent, "PstlAdr")
            if party.city:
                self.text(address, "TwnNm", held(party.city, format=_FORMAT, rule="TwnNm", most=CITY))
            if party.country:
                if not _COUNTRY.fullmatch(party.country):
                    raise NotExpressible(format=_FORMAT, rule="Ctry, two capitals of ISO 3166", what="another country")
                self.text(address, "Ctry", party.country)
        if party.identifier:
            self.text(parent, "Id/OrgId/Othr/Id", held(party.identifier, format=_FORMAT, rule="OrgId", most=CITY))

    def account(self, parent: etree._Element, account: PaymentAccount) -> None:
        """Write an account by the scheme of its kind."""
        identity = self.add(parent, "Id")
        match account:
            case Iban():
                self.text(identity, "IBAN", account.code)
            case BankgiroNumber():
                self.text(identity, "Othr/Id", account.digits)
                self.text(identity[0], "SchmeNm/Prtry", "BGNR")
            case PlusgiroNumber() | BankAccountNumber():
                bank_account = isinstance(account, BankAccountNumber)
                self.text(identity, "Othr/Id", account.digits[_CLEARING:] if bank_account else account.digits)
                self.text(identity[0], "SchmeNm/Cd", "BBAN")

    def agent(self, parent: etree._Element, account: PaymentAccount, bank: Bic | None, *, own: bool) -> None:
        """Write the bank of *account*: the payer's *own* by BIC, a giro or an account by its clearing number."""
        if bank is not None and (own or isinstance(account, Iban)):
            if self._older and not _OLDER_BIC.fullmatch(bank.code):
                raise NotExpressible(format=_FORMAT, rule="BIC of pain.001.001.03", what=bank.code)
            self.text(parent, "BIC" if self._older else "BICFI", bank.code)
        member = _member(account)
        if member and not (own and isinstance(account, BankgiroNumber) and bank is not None):
            system = self.add(parent, "ClrSysMmbId")
            self.text(system, "ClrSysId/Cd", "SESBA")
            self.text(system, "MmbId", member)
        if not len(parent):
            self.text(parent, "Othr/Id", "NOTPROVIDED")


def _member(account: PaymentAccount) -> str:
    match account:
        case BankgiroNumber():
            return _BANKGIROT
        case PlusgiroNumber():
            return _PLUSGIROT
        case BankAccountNumber():
            return account.clearing[:_CLEARING]
        case Iban():
            return ""


register(
    {
        "outgoing.naive": Text(
            en="the time of creation has no zone; give an aware datetime",
            sv="tiden då filen skapades saknar tidszon; ange en tid med zon",
        ),
    }
)
