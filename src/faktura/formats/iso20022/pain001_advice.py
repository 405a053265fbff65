"""What some Swedish bank refuses in a payment order that the schema allows: warnings before it is sent.

Banks' guides differ and are not complete here; what is listed was seen in a validator's results or in a guide. An order
without a warning can still be refused, and one with warnings can pass at another bank.

>>> from datetime import date
>>> from faktura.core.account import Iban
>>> from faktura.core.money import sek
>>> from faktura.core.outgoing import payout_order
>>> refund = OutgoingPayment(id="R1", amount=sek("99"), payee=OutgoingParty(name="Kund Tre", city="Storåker"),
...                          account=BankgiroNumber("55555551"))
>>> payer = OutgoingParty(name="Bolaget AB", city="Storåker", identifier="5599990008")
>>> order = payout_order("P1", payer, (Iban("SE4550000000058398257466"),), (refund,), pay_on=date(2026, 11, 5))
>>> [(finding.code, finding.path) for finding in advice(order)]
[('pain.giro_from_account', 'R1')]
"""

from collections.abc import Iterator
from typing import Final

from faktura.core.account import BankgiroNumber, PlusgiroNumber
from faktura.core.errors import Finding
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutOrder
from faktura.core.wording import Text, register

_GIRO_TEXT: Final = 25


def advice(order: PayoutOrder) -> tuple[Finding, ...]:
    """Return a warning for each thing in *order* that some bank is known to refuse; the path is the payment's id, or `payer`.

    `pain.no_identifier`: the payer has none. `pain.no_town`: a party without town or country. `pain.giro_from_account`: a
    payment to a bankgiro from an account that is none. `pain.long_giro_text`: more than 25 characters to a giro.
    """
    return tuple(_advice(order))


def _advice(order: PayoutOrder) -> Iterator[Finding]:
    if not order.payer.identifier:
        yield _warning("pain.no_identifier", "payer")
    yield from _town(order.payer, "payer")
    for batch in order.batches:
        for payment in batch.payments:
            yield from _town(payment.payee, payment.id)
            if isinstance(payment.account, BankgiroNumber) and not isinstance(batch.account, BankgiroNumber):
                yield _warning("pain.giro_from_account", payment.id)
            yield from _text(payment)


def _town(party: OutgoingParty, path: str) -> Iterator[Finding]:
    if not party.city or not party.country:
        yield _warning("pain.no_town", path)


def _text(payment: OutgoingPayment) -> Iterator[Finding]:
    giro = isinstance(payment.account, BankgiroNumber | PlusgiroNumber)
    if giro and len(payment.message) > _GIRO_TEXT:
        yield _warning("pain.long_giro_text", payment.id, found=str(len(payment.message)))


def _warning(code: str, path: str, **facts: str) -> Finding:
    return Finding(code=code, path=path, severity="warning", facts=tuple(facts.items()))


register(
    {
        "pain.no_identifier": Text(
            en="the payer has no organisation number or id agreed with the bank, which some banks demand",
            sv="betalaren saknar organisationsnummer eller id avtalat med banken, vilket en del banker kräver",
        ),
        "pain.no_identifier.remedy": Text(en="add it to the payer", sv="lägg till det på betalaren"),
        "pain.no_town": Text(
            en="town or country is missing, which some banks demand of payer and payee",
            sv="ort eller land saknas, vilket en del banker kräver för betalare och mottagare",
        ),
        "pain.no_town.remedy": Text(en="add town and country", sv="lägg till ort och land"),
        "pain.giro_from_account": Text(
            en="a payment to a bankgiro is taken from an account that is none, which some banks refuse",
            sv="en betalning till ett bankgiro tas från ett konto som inte är det, vilket en del banker vägrar",
        ),
        "pain.giro_from_account.remedy": Text(
            en="name a bankgiro of the payer's too", sv="ange också ett av betalarens bankgiron"
        ),
        "pain.long_giro_text": Text(
            en="the text has {found} characters; to a giro some banks take 25",
            sv="texten har {found} tecken; till ett giro tar en del banker 25",
        ),
        "pain.long_giro_text.remedy": Text(en="shorten the text", sv="korta texten"),
    }
)
