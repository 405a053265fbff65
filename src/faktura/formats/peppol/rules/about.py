"""What Peppol's rules ask of the whole document first: its profile, its currency, the countries of its parties.

Worked out once for each document. A country is that of the VAT number, of the tax representative, or of the address.
"""

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


@frozen(kw_only=True)
class About:
    """The facts of one document on which many rules turn.

    Attributes:
        profile: `01` billing, `02` billing with response, or nothing.
        currencies: The document currency, as it stands.
        seller, buyer: Countries by VAT number (or tax representative), else by address; `XX` if unknown.
        seller_itself: The seller's own, without the tax representative.
        seller_at, buyer_at, representative_at: Countries of the addresses, in capital letters.
        seller_address, buyer_address: The same, as they stand.
        swedish: The seller has a Swedish address; `swedish_vat`, and a Swedish VAT number.
    """

    profile: str
    currencies: tuple[str, ...]
    seller: str
    buyer: str
    seller_itself: str
    seller_at: str
    buyer_at: str
    representative_at: str
    seller_address: str
    buyer_address: str
    swedish: bool
    swedish_vat: bool
    swedish_buyer: bool

    @property
    def within_germany(self) -> bool:
        """Whether both parties have addresses in Germany."""
        return self.seller_at == self.buyer_at == "DE"


def about(tree: Tree) -> About:
    """Return the facts of the document, worked out at the first question."""
    known = tree.facts.get("about")
    if isinstance(known, About):
        return known
    root = tree.root
    seller, buyer = root.all(SELLER), root.all(BUYER)
    representative = _vat_country(root.all("TaxRepresentativeParty"))
    own, at = _vat_country(seller), _address(seller)
    found = About(
        profile=_profile(root),
        currencies=tuple(root.texts("DocumentCurrencyCode")),
        seller=own or representative or normal(at).upper() or _UNKNOWN,
        buyer=_vat_country(buyer) or normal(_address(buyer)).upper() or _UNKNOWN,
        seller_itself=own or normal(at).upper() or _UNKNOWN,
        seller_at=normal(at).upper(),
        buyer_at=normal(_address(buyer)).upper(),
        representative_at=normal(_address(root.all("TaxRepresentativeParty"))).upper(),
        seller_address=at,
        buyer_address=_address(buyer),
        swedish=any(_lives_in(one, "SE") for one in seller),
        swedish_vat=any(_lives_in(one, "SE") and has_vat_of(one, "SE") for one in seller),
        swedish_buyer=any(_lives_in(one, "SE") for one in buyer),
    )
    tree.facts["about"] = found
    return found


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
