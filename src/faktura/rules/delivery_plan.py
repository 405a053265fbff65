"""Which channel a document takes: the first wished one that can be used, and why the others cannot.

>>> from faktura.core.party import Party
>>> plan = plan_delivery(Party(id="C1", name="Kund AB", email="kund@example.com"), (Channel.PEPPOL, Channel.EMAIL))
>>> plan.channel.value, [reason.code for reason in plan.passed_over]
('email', ['delivery.no_endpoint'])
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from faktura.core.delivery import Channel
from faktura.core.errors import Refused
from faktura.core.party import Party
from faktura.core.wording import Text, register

USUAL: Final = (Channel.EMAIL, Channel.LETTER, Channel.NONE)
"""What is tried when nobody wished anything: e-mail, then a letter, else the host hands it over itself."""

ELECTRONIC: Final = frozenset({Channel.PEPPOL, Channel.SVEFAKTURA})
"""Structured e-invoices: need the buyer's acceptance (ML 17 kap. 20 §), and carry no reminders."""


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
            passed.append(Refused(code="delivery.no_reminder", facts=(("channel", channel.value),)))
        elif isinstance(address, Refused):
            passed.append(address)
        else:
            return DeliveryPlan(channel=channel, address=address, passed_over=tuple(passed))
    tried = ", ".join(channel.value for channel in wished)
    return Refused(code="delivery.no_channel", facts=(("party", party.id), ("channels", tried)))


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
            endpoint = party.electronic_address
            if endpoint is None:
                return Refused(code="delivery.no_endpoint", facts=(("party", party.id),))
            return f"{endpoint.scheme}:{endpoint.value}"
        case Channel.NONE:
            return ""


def check_consent(channels: Sequence[Channel], *, accepted: bool) -> Refused | None:
    """Return the refusal when an e-invoice is wished for a buyer that has not accepted them.

    Public authorities must take e-invoices (lag (2018:1277)), so their acceptance is given.
    """
    wished = [channel.value for channel in channels if channel in ELECTRONIC]
    if wished and not accepted:
        return Refused(code="delivery.no_consent", law="ML 17 kap. 20 §", facts=(("channel", wished[0]),))
    return None


register(
    {
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
        "delivery.no_endpoint": Text(
            en="{party} has no electronic address; add a GLN or an organisation number or choose another channel",
            sv="{party} saknar elektronisk adress; lägg till GLN eller organisationsnummer eller välj en annan väg",
        ),
        "delivery.no_reminder": Text(
            en="a reminder is no invoice and cannot be sent by {channel}; choose e-mail or letter",
            sv="en påminnelse är ingen faktura och kan inte skickas med {channel}; välj e-post eller brev",
        ),
        "delivery.no_channel": Text(
            en="{party} can be reached by none of {channels}; complete the addresses or choose another channel",
            sv="{party} kan inte nås med någon av {channels}; komplettera adresserna eller välj en annan väg",
        ),
        "delivery.no_consent": Text(
            en="the buyer has not accepted electronic invoices ({channel}); ask first, or choose another channel",
            sv="köparen har inte godkänt elektroniska fakturor ({channel}); fråga först eller välj en annan väg",
        ),
    }
)
