"""VAT categories in a document: which elements are of which category, and the numbers of the parties that they call for.

What is asked again and again of the whole document is worked out once, and kept on its tree.
"""

from collections.abc import Callable
from typing import Final

from attrs import frozen

from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import is_allowance, is_charge, normal, said, text_of

VAT: Final = "VAT"
_CODELESS: Final = "?"


def is_vat(node: Element) -> bool:
    """Whether a category or a registration belongs to VAT by its tax scheme, in any case."""
    for scheme in node.kids.get("TaxScheme", ()):
        found = scheme.kids.get("ID")
        if found is not None and len(found) == 1 and found[0].text == VAT:
            return True
        if normal(text_of(scheme, "ID").upper()) == VAT:
            return True
    return False


def category(node: Element) -> str:
    """Return the code of a VAT category, blanks normalised."""
    found = node.kids.get("ID")
    return normal(found[0].text) if found is not None and len(found) == 1 else said(node, "ID")


def vat_category(node: Element) -> str:
    """Return the code of a category when it belongs to VAT, `?` when it has none; else nothing, which no rule means."""
    codes: dict[int, str] = node.tree.facts.setdefault("VAT codes", {})
    known = codes.get(id(node))
    if known is None:
        known = codes[id(node)] = (category(node) or _CODELESS) if is_vat(node) else ""
    return known


@frozen
class Categories:
    """The VAT categories of one document, as sets and lists of codes.

    Attributes:
        anywhere: Those of lines and of all else that belong to VAT.
        lines, allowances, charges: Of VAT, on items, on allowances and on charges anywhere.
        root_allowances, root_charges: Of VAT, on those of the document.
        written_charges: Like `charges`, the codes with their blanks as they stand.
        adjusted: Of VAT, on allowances and charges and on what says to be neither.
        items: On items, whatever the tax scheme says; `adjustments`, likewise, on allowances and charges.
        used: All of these together.
        breakdown: Of VAT, in the VAT breakdown, one for each row; `rows`, whatever the tax scheme.
    """

    anywhere: frozenset[str]
    lines: frozenset[str]
    allowances: frozenset[str]
    charges: frozenset[str]
    written_charges: frozenset[str]
    root_allowances: frozenset[str]
    root_charges: frozenset[str]
    adjusted: frozenset[str]
    items: frozenset[str]
    adjustments: frozenset[str]
    used: frozenset[str]
    breakdown: tuple[str, ...]
    rows: tuple[str, ...]


def _codes(nodes: list[Element], code: Callable[[Element], str]) -> tuple[str, ...]:
    """Return the codes of *nodes*, without those that cannot be read: the schema tells of them."""
    found = []
    for node in nodes:
        try:
            one = code(node)
        except ValueError:
            continue
        if one:
            found.append(one)
    return tuple(found)


def _below(adjustments: list[Element], wanted: Callable[[Element], bool] | None) -> list[Element]:
    found = []
    for one in adjustments:
        try:
            if wanted is None or wanted(one):
                found += one.all("TaxCategory")
        except ValueError:
            continue
    return found


def categories(tree: Tree) -> Categories:
    """Return the categories of the document, worked out at the first question."""
    known: Categories | None = tree.facts.get("categories")
    if known is not None:
        return known
    items, root = tree.every("ClassifiedTaxCategory"), tree.root
    adjustments, own = tree.every("AllowanceCharge"), root.all("AllowanceCharge")
    rows = root.all("TaxTotal/TaxSubtotal/TaxCategory")
    lines, stated = frozenset(_codes(items, vat_category)), frozenset(_codes(items, category))
    charged, adjusted = _below(adjustments, is_charge), _below(adjustments, None)
    anywhere = lines | frozenset(_codes(tree.every("TaxCategory"), vat_category))
    on_adjustments, in_rows = frozenset(_codes(adjusted, category)), _codes(rows, category)
    found = Categories(
        anywhere=anywhere,
        lines=lines,
        allowances=frozenset(_codes(_below(adjustments, is_allowance), vat_category)),
        charges=frozenset(_codes(charged, vat_category)),
        written_charges=frozenset(code for one in charged if _codes([one], vat_category) for code in one.texts("ID")),
        root_allowances=frozenset(_codes(_below(own, is_allowance), vat_category)),
        root_charges=frozenset(_codes(_below(own, is_charge), vat_category)),
        adjusted=frozenset(_codes(adjusted, vat_category)),
        items=stated,
        adjustments=on_adjustments,
        used=anywhere | stated | on_adjustments | frozenset(in_rows),
        breakdown=_codes(rows, vat_category),
        rows=in_rows,
    )
    tree.facts["categories"] = found
    return found


@frozen
class Registrations:
    """Which numbers for VAT and which legal numbers the parties state.

    Attributes:
        seller: Any tax registration of the seller.
        seller_vat, representative, buyer_vat: VAT numbers.
        buyer_legal: The buyer's legal registration number.
    """

    seller: bool
    seller_vat: bool
    representative: bool
    buyer_vat: bool
    buyer_legal: bool


def _registered(nodes: list[Element], *, vat: bool) -> bool:
    return any(one.has("CompanyID") and (not vat or is_vat(one)) for one in nodes)


def registrations(tree: Tree) -> Registrations:
    """Return the numbers of the parties, worked out at the first question."""
    known: Registrations | None = tree.facts.get("registrations")
    if known is not None:
        return known
    seller = [tax for one in tree.every("AccountingSupplierParty") for tax in one.all("Party/PartyTaxScheme")]
    buyers = tree.every("AccountingCustomerParty")
    buyer = [tax for one in buyers for tax in one.all("Party/PartyTaxScheme")]
    representative = [tax for one in tree.every("TaxRepresentativeParty") for tax in one.all("PartyTaxScheme")]
    found = Registrations(
        seller=_registered(seller, vat=False),
        seller_vat=_registered(seller, vat=True),
        representative=_registered(representative, vat=True),
        buyer_vat=_registered(buyer, vat=True),
        buyer_legal=any(one.has("Party/PartyLegalEntity/CompanyID") for one in buyers),
    )
    tree.facts["registrations"] = found
    return found
