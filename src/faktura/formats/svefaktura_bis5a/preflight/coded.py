"""The code lists of BIS 5A (CL and OP rules): codes in elements, and codes and schemes in attributes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from faktura.core.errors import Finding, Severity
from faktura.core.wording import Text, register
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import CODE, coded
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import normal
from faktura.formats.svefaktura_bis5a.codes import (
    ACCOUNT_SCHEMES,
    COUNTRIES,
    CURRENCIES,
    DOCUMENT_TYPES,
    INVOICE_TYPES,
    PARTY_SCHEMES,
    PAYMENT_MEANS,
    REASONS,
    VAT_CATEGORIES,
)
from faktura.formats.svefaktura_bis5a.media_types import MEDIA_TYPES
from faktura.formats.svefaktura_bis5a.names import INVOICE, Form
from faktura.formats.svefaktura_bis5a.units import DEPRECATED, PREFIXED, UNITS


def codes(form: Form) -> Pattern:
    """Return the rules on codes that are the text of an element."""
    bii, peppol = f"CL-{form.rules}-R0", f"OP-{form.rules}-R0"
    reason = coded(f"{bii}10", REASONS, "the reason of the discount or charge", "rabattens eller avgiftens skäl")
    rows: tuple[tuple[str | tuple[str, ...], Check], ...] = (
        ("DocumentCurrencyCode", coded(f"{bii}02", CURRENCIES, "the currency", "valutan")),
        ("Country/IdentificationCode", coded(f"{bii}04", COUNTRIES, "the country", "landet")),
        ("PaymentMeans/PaymentMeansCode", coded(f"{bii}06", PAYMENT_MEANS, "the means of payment", "betalningssättet")),
        ("TaxCategory/ID", coded(f"{bii}07", VAT_CATEGORIES, "the VAT category", "momskategorin")),
        ("AllowanceCharge/AllowanceChargeReasonCode", evolve(reason, severity="warning")),
        (
            "ContractDocumentReference/DocumentTypeCode",
            coded(f"{peppol}01", DOCUMENT_TYPES, "the kind of document", "dokumenttypen"),
        ),
        ("TaxCurrencyCode", coded(f"{peppol}09", CURRENCIES, "the VAT currency", "momsvalutan")),
        ("SourceCurrencyCode", coded(f"{peppol}10", CURRENCIES, "the currency exchanged", "valutan som omräknas")),
        (
            "TargetCurrencyCode",
            coded(f"{peppol}11", CURRENCIES, "the currency exchanged to", "valutan det omräknas till"),
        ),
    )
    types = coded("CL-T10-R001", INVOICE_TYPES, "the type of invoice", "fakturatypen")
    first = (Rule("InvoiceTypeCode", (types,)),) if form is INVOICE else ()
    return (*first, *(Rule(at, (one,)) for at, one in rows))


@frozen
class Coded:
    """A code list for an attribute: the rule, and whether a value is one of its codes."""

    rule: str
    knows: Callable[[str], bool]
    severity: Severity = "error"


def _one_of(known: frozenset[str]) -> Callable[[str], bool]:
    return lambda value: normal(value) in known


def _none_of(known: frozenset[str]) -> Callable[[str], bool]:
    def knows(value: str) -> bool:
        code = normal(value)
        return " " not in code and code not in known

    return knows


def attributes(form: Form) -> Callable[[Tree], Iterator[Finding]]:
    """Return the function that yields the attributes whose value is in none of its lists."""
    bii, peppol = f"CL-{form.rules}-R0", f"OP-{form.rules}-R0"
    deprecated, prefixed = ("56", "57") if form is INVOICE else ("12", "13")
    parties = _one_of(PARTY_SCHEMES)
    lists: Mapping[str, tuple[Coded, ...]] = {
        "currencyID": (Coded(f"{bii}03", _one_of(CURRENCIES)),),
        "mimeCode": (Coded(f"{bii}08", MEDIA_TYPES.__contains__),),
        "unitCode": (
            Coded(f"{peppol}06", _one_of(UNITS)),
            Coded(f"{peppol}{deprecated}", _none_of(DEPRECATED), "warning"),
            Coded(f"{peppol}{prefixed}", _none_of(PREFIXED), "warning"),
        ),
    }
    schemes: Mapping[tuple[str, str], Coded] = {
        ("", "EndpointID"): Coded(f"{peppol}02", parties),
        ("PartyIdentification", "ID"): Coded(f"{peppol}03", parties),
        ("PayeeFinancialAccount", "ID"): Coded(f"{peppol}04", _one_of(ACCOUNT_SCHEMES)),
        ("", "CompanyID"): Coded(f"{peppol}08", parties),
    }

    def findings(tree: Tree) -> Iterator[Finding]:
        for node in tree.attributed:
            for name, value in node.attributes.items():
                for one in lists.get(name) or (_scheme(node, schemes) if name == "schemeID" else ()):
                    if not one.knows(value):
                        facts = (("found", value[:_SHOWN]), ("line", str(node.line)))
                        path = f"{node.path}/@{name}"
                        yield Finding(code=one.rule, path=path, severity=one.severity, facts=facts)

    _register([one for some in lists.values() for one in some], form)
    _register(list(schemes.values()), form)
    return findings


_SHOWN: Final = 40


def _scheme(node: Element, schemes: Mapping[tuple[str, str], Coded]) -> tuple[Coded, ...]:
    above = node.parent.name if node.parent is not None else ""
    one = schemes.get((above, node.name)) or schemes.get(("", node.name))
    return (one,) if one is not None else ()


_SAID: Final = {
    "CL-R003": Text(en="the currency {found} of an amount is not in its list", sv="ett belopps valuta {found} finns inte i sin lista"),
    "CL-R008": Text(en="files of the type {found} may not be attached", sv="filer av typen {found} får inte bifogas"),
    "OP-R006": Text(en="the unit {found} is not in its list", sv="enheten {found} finns inte i sin lista"),
    "OP-R002": Text(en="the scheme {found} of an electronic address is unknown", sv="schemat {found} för en elektronisk adress är okänt"),
    "OP-R003": Text(en="the scheme {found} of a party's identifier is unknown", sv="schemat {found} för en parts identitet är okänt"),
    "OP-R004": Text(en="the account's scheme {found} is neither IBAN nor LOCAL", sv="kontots schema {found} är varken IBAN eller LOCAL"),
    "OP-R008": Text(en="the scheme {found} of a party's number is unknown", sv="schemat {found} för en parts nummer är okänt"),
    "deprecated": Text(en="the unit {found} is deprecated", sv="enheten {found} är på väg ut"),
    "prefixed": Text(en="the unit {found} is to be written with an X before it", sv="enheten {found} ska skrivas med X före"),
}  # fmt: skip
_RENAMED: Final = {"OP-R056": "deprecated", "OP-R012": "deprecated", "OP-R057": "prefixed", "OP-R013": "prefixed"}


def _register(some: list[Coded], form: Form) -> None:
    for one in some:
        known = one.rule.replace(f"-{form.rules}", "")
        register({one.rule: _SAID[_RENAMED.get(known, known)], f"{one.rule}.remedy": CODE})
