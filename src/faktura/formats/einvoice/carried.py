"""What comes back of lines, parties, accounts and files alike in several e-invoice formats."""

from datetime import date

from faktura.core.account import BankAccountNumber, PaymentAccount
from faktura.core.document import AllowanceCharge, Attachment, InvoiceLine, Period
from faktura.core.identity import Identity, VatNumber
from faktura.core.party import Address, Party
from faktura.core.vat import Vat
from faktura.formats.einvoice.held import legal_identity
from faktura.formats.einvoice.lines import gross_of
from faktura.formats.einvoice.party import party_id, restated
from faktura.formats.einvoice.text import held, held_attribute


def carried_attachment(one: Attachment) -> Attachment:
    """Return *one* as it comes back: whether it is a cover page is not said."""
    return Attachment(name=held_attribute(one.name), content=one.content, mime_type=one.mime_type)


def carried_account(account: PaymentAccount) -> PaymentAccount:
    """Return the account as its digits give it back: a fifth digit of the clearing number is lost."""
    if isinstance(account, BankAccountNumber):
        return BankAccountNumber(account.digits[:4], account.digits[4:])
    return account


def carried_line(
    line: InvoiceLine, vat: Vat, *, note: str, allowances: tuple[AllowanceCharge, ...], period: Period | None
) -> InvoiceLine:
    """Return *line* as it comes back with its VAT, note, adjustments and period as the format holds them."""
    return InvoiceLine(
        id=held(line.id),
        text=held(line.text),
        note=note,
        quantity=line.quantity,
        unit=held_attribute(line.unit),
        price=line.price,
        net=line.net,
        vat=vat,
        base_quantity=line.base_quantity,
        stated_price=line.price,
        gross=gross_of(line.net, vat),
        allowances=allowances,
        period=period,
        product_id=held(line.product_id),
    )


def carried_party(
    party: Party,
    role: str,
    *,
    identity: Identity | None,
    vat_number: VatNumber | None,
    address: Address | None,
    phone: str,
) -> Party:
    """Return *party* as it comes back with numbers, address and telephone as the format holds them; no electronic address."""
    return Party(
        id=party_id(identity, party.gln, vat_number, role),
        name=held(party.name),
        identity=identity,
        vat_number=vat_number,
        gln=party.gln,
        address=address,
        contact=held(party.contact),
        phone=phone,
        email=held(party.email),
    )


def carried_payee(party: Party, issued: date) -> Party:
    """Return a payee as it comes back where its name and numbers are stated."""
    identity = restated(legal_identity(party), issued)
    return Party(
        id=party_id(identity, party.gln, None, "payee"), name=held(party.name), identity=identity, gln=party.gln
    )
