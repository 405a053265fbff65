"""What Peppol's rules ask of the whole document first: its profile, its currency, the countries of its parties.

Worked out once for each document. A country is that of the VAT number, of the tax representative, or of the address.
"""

from functools import cached_property
from typing import Final

from attrs import frozen

from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import normal, said, text_of

SELLER: Final = "AccountingSupplierParty/Party"
BUYER: Final = "AccountingCustomerParty/Party"
ROOTS: Final = ("/Invoice", "/CreditNote")
_COUNTRY: Final = "PostalAddress/Country/IdentificationCode"
_BILLING: Final = frozenset(
    {
        "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        "urn:peppol:france:billing:regulated",
        "urn:peppol:france:billing:non-regulated",
    }
)
_WITH_RESPONSE: Final = "urn:peppol:bis:billing_with_response"
_UNKNOWN: Final = "XX"


@frozen
class About:
    """The facts of one document on which many rules turn; each is worked out when it is first asked for."""

    root: Element

    @cached_property
    def profile(self) -> str:
        """`01` billing, `02` billing with response, or nothing."""
        return _profile(self.root)

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The document currency, as it stands."""
        return tuple(self.root.texts("DocumentCurrencyCode"))

    @cached_property
    def seller(self) -> str:
        """The seller's country by VAT number or tax representative, else by address; `XX` if unknown."""
        own = _vat_country(self.root.all(SELLER)) or _vat_country(self.root.all("TaxRepresentativeParty"))
        return own or self.seller_at or _UNKNOWN

    @cached_property
    def seller_itself(self) -> str:
        """The same without the tax representative."""
        return _vat_country(self.root.all(SELLER)) or self.seller_at or _UNKNOWN

    @cached_property
    def buyer(self) -> str:
        """The buyer's country by VAT number, else by address."""
        return _vat_country(self.root.all(BUYER)) or self.buyer_at or _UNKNOWN

    @cached_property
    def seller_address(self) -> str:
        """The country of the seller's address, as it stands."""
        return _address(self.root.all(SELLER))

    @cached_property
    def buyer_address(self) -> str:
        """The country of the buyer's address, as it stands."""
        return _address(self.root.all(BUYER))

    @cached_property
    def seller_at(self) -> str:
        """The country of the seller's address in capital letters."""
        return normal(self.seller_address).upper()

    @cached_property
    def buyer_at(self) -> str:
        """The country of the buyer's address in capital letters."""
        return normal(self.buyer_address).upper()

    @cached_property
    def representative_at(self) -> str:
        """The country of the tax representative's address in capital letters."""
        return normal(_address(self.root.all("TaxRepresentativeParty"))).upper()

    @cached_property
    def swedish(self) -> bool:
        """Whether the seller has a Swedish address."""
        return any(_lives_in(one, "SE") for one in self.root.all(SELLER))

    @cached_property
    def swedish_vat(self) -> bool:
        """Whether the seller has a Swedish address and a Swedish VAT number."""
        return any(_lives_in(one, "SE") and has_vat_of(one, "SE") for one in self.root.all(SELLER))

    @cached_property
    def swedish_buyer(self) -> bool:
        """Whether the buyer has a Swedish address."""
        return any(_lives_in(one, "SE") for one in self.root.all(BUYER))

    @cached_property
    def within_germany(self) -> bool:
        """Whether both parties have addresses in Germany."""
        return self.seller_at == self.buyer_at == "DE"


def about(tree: Tree) -> About:
    """Return the facts of the document."""
    known: About | None = tree.facts.get("about")
    if known is None:
        known = tree.facts["about"] = About(tree.root)
    return known


def _profile(root: Element) -> str:
    try:
        stated = said(root, "ProfileID")
    except ValueError:
        return ""
    return "01" if stated in _BILLING else "02" if stated == _WITH_RESPONSE else ""


def of_vat(party: Element) -> list[Element]:
    """Return the tax registrations of *party* whose scheme is `VAT` as it stands."""
    return [one for one in party.all("PartyTaxScheme") if "VAT" in one.texts("TaxScheme/ID")]


def of_scheme(party: Element, scheme: str) -> list[Element]:
    """Return the tax registrations of *party* whose scheme is that, blanks normalised."""
    return [
        one for one in party.all("PartyTaxScheme") if any(normal(text) == scheme for text in one.texts("TaxScheme/ID"))
    ]


def has_vat_of(party: Element, country: str) -> bool:
    """Whether *party* states a VAT number that begins with *country*."""
    return any(text[:2] == country for one in of_vat(party) for text in one.texts("CompanyID"))


def _vat_country(parties: list[Element]) -> str:
    found = [text_of(one, "CompanyID")[:2] for party in parties for one in of_vat(party)]
    return normal(found[0]).upper() if len(found) == 1 else ""


def _address(parties: list[Element]) -> str:
    return next((text for party in parties for text in party.texts(_COUNTRY)), "")


def _lives_in(party: Element, country: str) -> bool:
    return country in party.texts(_COUNTRY)
