"""What BIS 5A holds in another place or form than the model: one answer for all directions."""

from datetime import date
from typing import Final

from faktura.core.account import Bic, Iban
from faktura.core.account.iban_bank import bank_of
from faktura.core.document import Document, DocumentKind, VatBreakdown
from faktura.core.identity import VatNumber
from faktura.core.party import Address
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.text import held
from faktura.formats.svefaktura_bis5a.codes import PARTY_SCHEMES
from faktura.formats.svefaktura_bis5a.names import CARE_OF, OTHER

_KEPT: Final = frozenset({VatCategory.STANDARD, VatCategory.ZERO, VatCategory.EXEMPT, VatCategory.REVERSE_CHARGE})


def category_of(category: VatCategory) -> VatCategory:
    """Return the category that is stated: there is none of its own for intra-EU, export and outside VAT, so they are E."""
    return category if category in _KEPT else VatCategory.EXEMPT


def ground_of(category: VatCategory, rows: tuple[VatBreakdown, ...]) -> str:
    """Return the ground of a line in a stated *category*: the specification's, when it gives but one for it."""
    grounds = {held(row.reason) for row in rows if category_of(row.category) is category}
    return grounds.pop() if len(grounds) == 1 and category is not VatCategory.STANDARD else ""


def stated_vat(vat: Vat, rows: tuple[VatBreakdown, ...]) -> Vat:
    """Return *vat* as a line states it."""
    category = category_of(vat.category)
    return Vat(category, vat.percent, ground_of(category, rows))


def due_of(document: Document) -> date | None:
    """Return the due date there is a place for: none on a credit note."""
    return document.due_date if document.kind is DocumentKind.INVOICE else None


def bank_code(account: Iban) -> Bic | None:
    """Return the BIC of the bank of *account*, known for Swedish ones only."""
    bank = bank_of(account)
    return bank.bic if bank is not None else None


def vat_scheme(number: VatNumber) -> str:
    """Return the scheme of a VAT number; a country that has none in the list shares one.

    >>> vat_scheme(VatNumber.parse("DK 13585628"))
    'ZZZ'
    """
    country = "GR" if number.country == "EL" else number.country
    name = f"{country}:VAT"
    return name if name in PARTY_SCHEMES else OTHER


def second_line(address: Address) -> str:
    """Return the second line of an address: care of whom, and the rest."""
    care_of = held(address.care_of)
    return ", ".join(part for part in (f"{CARE_OF}{care_of}" if care_of else "", held(address.extra)) if part)


def parted(line: str) -> tuple[str, str]:
    """Return care of whom, and the rest, of the second line of an address.

    >>> parted("c/o Ekonomi, Box 12"), parted("Box 12, Port A")
    (('Ekonomi', 'Box 12'), ('', 'Box 12, Port A'))
    """
    if not line.startswith(CARE_OF):
        return "", line
    care_of, _, rest = line.removeprefix(CARE_OF).partition(", ")
    return care_of.strip(), rest.strip()
