"""What comes back of payees, accounts and files alike in several e-invoice formats."""

from datetime import date

from faktura.core.account import BankAccountNumber, PaymentAccount
from faktura.core.document import Attachment
from faktura.core.party import Party
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


def carried_payee(party: Party, issued: date) -> Party:
    """Return a payee as it comes back where its name and numbers are stated."""
    identity = restated(party.identity, issued)
    return Party(
        id=party_id(identity, party.gln, None, "payee"), name=held(party.name), identity=identity, gln=party.gln
    )
