"""Which channel a document takes: the first wished one that can be used, and why the others cannot.

>>> from faktura.core.party import Party
>>> buyer = Party(id="C1", name="Kund AB", email="kund@example.com", accepts_e_invoice=True)
>>> plan = plan_delivery(buyer, (Channel.PEPPOL, Channel.EMAIL))
>>> plan.channel.value, [reason.code for reason in plan.passed_over]
('email', ['delivery.no_endpoint'])
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from faktura.core.delivery import Channel
from faktura.core.errors import Refused
from faktura.core.identity import CoordinationNumber, PersonalIdentityNumber
from faktura.core.party import Party
from faktura.core.wording import Term, Text, register

USUAL: Final = (Channel.EMAIL, Channel.LETTER, Channel.NONE)
"""What is tried when nobody wished anything: e-mail, then a letter, else the host hands it over itself."""

ELECTRONIC: Final = frozenset({Channel.PEPPOL, Channel.SVEFAKTURA})
"""Structured e-invoices: need the buyer's acceptance (ML 17 kap. 20 §), and carry no reminders."""

_PERSONAL: Final = (PersonalIdentityNumber, CoordinationNumber)


@frozen(kw_only=True)
class DeliveryPlan:
    """The channel chosen, the address on it, and why each earlier wish was passed over."""

    channel: Channel
    address: str
    passed_over: tuple[Refused, ...] = ()


def plan_delivery(party: Party, wished: Sequence[Channel] = (), *, reminder: bool = False) -> DeliveryPlan | Refused:
    """Return how a document, or a *reminder*, reaches *party*: the first of *wished* that can be used.

    Refused when none of them can be.
    """
    passed: list[Refused] = []
    for channel in wished or USUAL:
        address = _address(party, channel)
        if reminder and channel in ELECTRONIC:
            passed.append(Refused(code="delivery.no_reminder", facts=(("channel", _named(channel)),)))
        elif isinstance(address, Refused):
            passed.append(address)
        else:
            return DeliveryPlan(channel=channel, address=address, passed_over=tuple(passed))
    return Refused(code="delivery.no_channel", facts=(("party", party.id),))


def _address(party: Party, channel: Channel) -> str | Refused:
    match channel:
        case Channel.EMAIL:
            return party.email or Refused(code="delivery.no_email", facts=(("party", party.id),))
        case Channel.TEXT_MESSAGE:
            return party.phone or Refused(code="delivery.no_phone", facts=(("party", party.id),))
        case Channel.LETTER:
            address = party.address
            if address is None or not (address.street or address.extra) or not address.city:
                return Refused(code="delivery.no_address", facts=(("party", party.id),))
            return "\n".join((party.name, *address.lines()))
        case Channel.PEPPOL | Channel.SVEFAKTURA:
            refused = check_consent(party, (channel,))
            if refused is not None:
                return refused
            endpoint = party.electronic_address
            if endpoint is None:
                return Refused(code="delivery.no_endpoint", facts=(("party", party.id),))
            return f"{endpoint.scheme}:{endpoint.value}"
        case Channel.MAILBOX:
            known = party.vat_number is not None or isinstance(party.identity, _PERSONAL)
            return party.id if known else Refused(code="delivery.no_mailbox", facts=(("party", party.id),))
        case Channel.NONE:
            return ""


def check_consent(party: Party, channels: Sequence[Channel]) -> Refused | None:
    """Return the refusal when an e-invoice is wished for a buyer that has not accepted them.

    Public authorities must take e-invoices (lag (2018:1277)), so their acceptance is given.
    """
    wished = [channel for channel in channels if channel in ELECTRONIC]
    if wished and not party.takes_e_invoices:
        return Refused(code="delivery.no_consent", law="ML 17 kap. 20 §", facts=(("channel", _named(wished[0])),))
    return None


def _named(channel: Channel) -> Term:
    return Term(f"channel.{channel.value}")


register(
    {
        "channel.email": Text(en="e-mail", sv="e-post"),
        "channel.letter": Text(en="letter", sv="brev"),
        "channel.peppol": Text(en="Peppol e-invoice", sv="e-faktura via Peppol"),
        "channel.svefaktura": Text(en="Svefaktura e-invoice", sv="e-faktura i Svefaktura"),
        "channel.text_message": Text(en="text message", sv="sms"),
        "channel.mailbox": Text(en="digital mailbox", sv="digital brevlåda"),
        "channel.none": Text(en="the sender's own hand", sv="avsändarens egen försorg"),
        "delivery.no_email": Text(
            en="{party} has no e-mail address; add one or choose another channel",
            sv="{party} saknar e-postadress; lägg till en eller välj en annan väg",
        ),
        "delivery.no_phone": Text(
            en="{party} has no phone number; add one or choose another channel",
            sv="{party} saknar telefonnummer; lägg till ett eller välj en annan väg",
        ),
        "delivery.no_address": Text(
            en="{party} has no postal address; add street and town or choose another channel",
            sv="{party} saknar postadress; lägg till gata och ort eller välj en annan väg",
        ),
        "delivery.no_mailbox": Text(
            en="{party} has neither a personal number nor a VAT number, by which a digital mailbox is found; "
            "add one or choose another channel",
            sv="{party} saknar både personnummer och momsregistreringsnummer, som en digital brevlåda hittas med; "
            "lägg till ett eller välj en annan väg",
        ),
        "delivery.no_endpoint": Text(
            en="{party} has no electronic address; add a GLN or an organisation number or choose another channel",
            sv="{party} saknar elektronisk adress; lägg till GLN eller organisationsnummer eller välj en annan väg",
        ),
        "delivery.no_reminder": Text(
            en="a reminder is no invoice and cannot be sent by {channel}; choose e-mail or letter",
            sv="en påminnelse är ingen faktura och kan inte skickas med {channel}; välj e-post eller brev",
        ),
        "delivery.no_channel": Text(
            en="{party} can be reached on none of the wished channels; complete the addresses or choose another",
            sv="{party} kan inte nås på någon av de önskade vägarna; komplettera adresserna eller välj en annan",
        ),
        "delivery.no_consent": Text(
            en="the buyer has not accepted electronic invoices ({channel}); ask first, or choose another channel",
            sv="köparen har inte godkänt elektroniska fakturor ({channel}); fråga först eller välj en annan väg",
        ),
    }
)
