"""Delivery and payment of Peppol BIS Billing 3: where it went, and how it is paid."""

from typing import Final

from faktura.core.account import BankgiroNumber, PlusgiroNumber
from faktura.core.document import Document
from faktura.core.party import PaymentCard, PaymentInstruction
from faktura.formats.einvoice.text import words
from faktura.formats.peppol.held import delivered_to, is_intra_eu, supplied_on
from faktura.formats.peppol.names import BANKGIRO, GLN, PLUSGIRO
from faktura.formats.peppol.parties import address_xml
from faktura.formats.peppol.references import day, leaf

_BRANCHES: Final = {BankgiroNumber: BANKGIRO, PlusgiroNumber: PLUSGIRO}
_UNDEFINED: Final = "1"
_TRANSFER: Final = "30"
_CARD: Final = "48"
_DIRECT_DEBIT: Final = "49"


def delivery_xml(document: Document) -> str:
    """Return the delivery (BG-13); an intra-EU supply always states a country (BR-IC-12), at least the buyer's."""
    said = delivered_to(document)
    address = said.address if said is not None else None
    if address is None and is_intra_eu(document) and document.buyer.address is not None:
        country = document.buyer.address.country
        place = (
            "      <cac:Address>\n        <cac:Country>\n"
            f"          <cbc:IdentificationCode>{country}</cbc:IdentificationCode>\n"
            "        </cac:Country>\n      </cac:Address>\n"
        )
    else:
        place = address_xml("Address", address, "      ")
    gln, name = (said.gln, words(said.name)) if said is not None else (None, "")
    located = f'      <cbc:ID schemeID="{GLN}">{gln.digits}</cbc:ID>\n' if gln is not None else ""
    location = f"    <cac:DeliveryLocation>\n{located}{place}    </cac:DeliveryLocation>\n" if located or place else ""
    party = (
        f"    <cac:DeliveryParty>\n      <cac:PartyName>\n        <cbc:Name>{name}</cbc:Name>\n"
        "      </cac:PartyName>\n    </cac:DeliveryParty>\n"
    )
    inside = day("ActualDeliveryDate", supplied_on(document), "    ") + location + (party if name else "")
    return f"  <cac:Delivery>\n{inside}  </cac:Delivery>\n" if inside else ""


def payment_xml(payment: PaymentInstruction | None) -> str:
    """Return how to pay (BG-16): one means for each account, all with the same code and reference."""
    if payment is None:
        return ""
    reference = leaf("PaymentID", payment.reference, "    ")
    if payment.card is not None:
        return _means(_CARD, reference + _card(payment.card))
    if payment.direct_debit:
        mandate = f"    <cac:PaymentMandate>\n{leaf('ID', payment.mandate, '      ')}    </cac:PaymentMandate>\n"
        return _means(_DIRECT_DEBIT, reference + mandate)
    if not payment.accounts:
        return _means(_UNDEFINED, reference)
    return "".join(
        _means(
            _TRANSFER,
            f"{reference}    <cac:PayeeFinancialAccount>\n      <cbc:ID>{account.digits}</cbc:ID>\n"
            f"{_branch(_BRANCHES.get(type(account), ''))}    </cac:PayeeFinancialAccount>\n",
        )
        for account in payment.accounts
    )


def _means(code: str, rest: str) -> str:
    return (
        f"  <cac:PaymentMeans>\n    <cbc:PaymentMeansCode>{code}</cbc:PaymentMeansCode>\n{rest}  </cac:PaymentMeans>\n"
    )


def _card(card: PaymentCard) -> str:
    return (
        f"    <cac:CardAccount>\n{leaf('PrimaryAccountNumberID', card.digits, '      ')}"
        f"{leaf('NetworkID', card.network, '      ')}{leaf('HolderName', card.holder, '      ')}    </cac:CardAccount>\n"
    )


def _branch(code: str) -> str:
    if not code:
        return ""
    return (
        f"      <cac:FinancialInstitutionBranch>\n        <cbc:ID>{code}</cbc:ID>\n"
        "      </cac:FinancialInstitutionBranch>\n"
    )
