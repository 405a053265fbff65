"""Who is named on a document: sellers, buyers, payees and their addresses.

>>> Party(id="C1", name="Norra Kommunen", kind=PartyKind.PUBLIC_AUTHORITY).is_consumer
False
"""

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from faktura.core.account import PaymentAccount
from faktura.core.errors import InputError
from faktura.core.identity import Gln, Identity, OrganisationNumber, VatNumber
from faktura.core.wording import Language, Text, register


class PartyKind(StrEnum):
    """What kind of recipient it is: steers VAT, reminder law, channel and tax deduction."""

    COMPANY = "company"
    PERSON = "person"
    PUBLIC_AUTHORITY = "public_authority"


@frozen(kw_only=True)
class Address:
    """A postal address; `postal_code` as written by the post, `country` ISO 3166-1 alpha-2.

    >>> Address(street="Storgatan 1", postal_code="111 22", city="Stockholm").lines()
    ('Storgatan 1', '111 22 Stockholm')
    """

    street: str = ""
    care_of: str = ""
    extra: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "SE"

    def lines(self) -> tuple[str, ...]:
        """Return the lines of the address block below the name, empty ones left out."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        care_of = f"c/o {self.care_of}" if self.care_of else ""
        abroad = self.country if self.country != "SE" else ""
        return tuple(line for line in (care_of, self.street, self.extra, town, abroad) if line)


@frozen
class Endpoint:
    """An electronic address (BT-34, BT-49): scheme of the EAS code list and value in that scheme.

    `0007` is a Swedish organisation number, `0088` a GLN, `9955` a Swedish VAT number.
    """

    scheme: str
    value: str


def _named(_instance: object, _attribute: object, value: str) -> None:
    if not value.strip():
        raise InputError("party.id")


@frozen(kw_only=True)
class Party:
    """A person or organisation as it stands on a document; the document keeps its own copy.

    Attributes:
        id: The host's own id of the party; events name people by it, so it must not be a personal number.
        name: Full name (BT-27, BT-44).
        identity: Organisation or personal number (BT-30, BT-47).
        vat_number: VAT registration number (BT-31, BT-48).
        endpoint: Electronic address (BT-34, BT-49); by default the GLN or the organisation number.
        contact: The person to ask for ("Vår/Er referens", BT-41, BT-56).
        f_tax: Approved for F-tax ("Godkänd för F-skatt"), printed on the seller's documents.
        registered_office: The seat of a company ("säte").
        protected: Protected identity: shown to nobody who does not need it.
        accepts_e_invoice: The party has accepted electronic invoices (ML 17 kap. 20 §).
    """

    id: str = field(validator=_named)
    name: str
    kind: PartyKind = PartyKind.COMPANY
    identity: Identity | None = None
    vat_number: VatNumber | None = None
    gln: Gln | None = None
    address: Address | None = None
    endpoint: Endpoint | None = None
    contact: str = ""
    email: str = ""
    phone: str = ""
    f_tax: bool = False
    registered_office: str = ""
    protected: bool = False
    accepts_e_invoice: bool = False
    language: Language = "sv"

    @property
    def is_consumer(self) -> bool:
        """Whether the rules for consumers apply."""
        return self.kind is PartyKind.PERSON

    @property
    def takes_e_invoices(self) -> bool:
        """Whether an electronic invoice may be sent: accepted, or a public authority (lag (2018:1277))."""
        return self.accepts_e_invoice or self.kind is PartyKind.PUBLIC_AUTHORITY

    @property
    def organisation_number(self) -> OrganisationNumber | None:
        """The identity when it is an organisation number."""
        return self.identity if isinstance(self.identity, OrganisationNumber) else None

    @property
    def electronic_address(self) -> Endpoint | None:
        """The endpoint given, else the GLN, else the organisation number; a person has none of them."""
        if self.endpoint is not None:
            return self.endpoint
        if self.gln is not None:
            return Endpoint(_GLN, self.gln.digits)
        number = self.organisation_number
        return Endpoint(_ORGANISATION, number.digits) if number is not None else None


_GLN: Final = "0088"
_ORGANISATION: Final = "0007"


@frozen(kw_only=True)
class PaymentCard:
    """The card that was paid with (BG-18); never a whole card number.

    Attributes:
        digits: The last four to six digits, or the first six and the last four (BT-87).
        network: The card's network, such as VISA; UBL asks for it.
        holder: Who holds it (BT-88).
    """

    digits: str
    network: str
    holder: str = ""

    @property
    def label(self) -> str:
        """The network and the last four digits, as people know a card: `VISA 1234`."""
        return f"{self.network.strip()} {self.digits.strip()[-4:]}".strip()


@frozen(kw_only=True)
class PaymentInstruction:
    """Where and with which reference the buyer pays (BG-16).

    Attributes:
        accounts: Accounts in the order they are offered; the first is the main one (BT-84).
        reference: What the payer states (BT-83): the OCR number, or the invoice number without OCR.
        ocr: Whether the reference is an OCR number, so that a code line may be printed.
        direct_debit: The amount is withdrawn by Autogiro; nothing payable is printed.
        mandate: The mandate it is withdrawn by (BT-89): in Autogiro the payer's number, betalarnummer.
        card: The card that was paid with, instead of accounts to pay to.
    """

    accounts: tuple[PaymentAccount, ...]
    reference: str
    ocr: bool = True
    direct_debit: bool = False
    mandate: str = ""
    card: PaymentCard | None = None

    @property
    def buyer_pays(self) -> bool:
        """Whether the buyer is to pay what is due: Autogiro does not withdraw it, and no card has paid it."""
        return not self.direct_debit and self.card is None


register(
    {
        "party.id": Text(
            en="a party needs an id of the host's own; give one, and not a personal number",
            sv="en part behöver ett eget id; ange ett, men inte ett personnummer",
        ),
    }
)
