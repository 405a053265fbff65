"""Rules on seller, buyer and delivery of a Svefaktura 1.0; seller and buyer have most of them under two numbers."""

from collections.abc import Iterator
from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import day, normal
from faktura.formats.einvoice.xpath import is_telephone, is_word
from faktura.formats.svefaktura.preflight.rule import rule

_SCHEMES: Final = ("VAT", "SWT")
_STRUCTURED: Final = ("Postbox", "StreetName", "Department", "CityName", "PostalZone")
_ANYWHERE: Final = "Party"


def _one_form(address: Element) -> bool:
    """Whether an address is either structured or written in lines, not both."""
    return not address.has("AddressLine/Line") or not any(map(address.has, _STRUCTURED))


def _several_lines(address: Element) -> bool:
    written = address.all("AddressLine")
    return not written or any(len(one.all("Line")) > 1 for one in written)


def _other_name(node: Element) -> bool:
    """Whether the registered name differs from (one of) the party's names."""
    return node.parent is not None and node.parent.parent is not None and any(
        node.text != name for name in node.parent.parent.texts("PartyName/Name")
    )  # fmt: skip


def _delivered(node: Element) -> bool:
    issued = node.tree.root.texts("IssueDate")
    return bool(issued) and day(node.text.partition("T")[0]) <= day(issued[0])


def _both(role: str, numbers: tuple[int, int, int, int, int, int]) -> Iterator[Pattern]:
    """Yield the rules that seller and buyer share, under the *numbers* they have for that *role*."""
    mixed, short, town, number, scheme, name = numbers
    address, tax = f"/Invoice/{role}/Party/Address", f"/Invoice/{role}/Party/PartyTaxScheme"
    yield rule(
        mixed,
        address,
        _one_form,
        Text(
            en="the address stands both in elements of its own and in free lines",
            sv="adressen står både i egna element och i fria rader",
        ),
        Text(en="use one of the two forms", sv="använd en av de två formerna"),
        "information",
    )
    yield rule(
        short,
        address,
        _several_lines,
        Text(en="the free address has but one line", sv="den fria adressen har bara en rad"),
        Text(en="check that the address is complete", sv="kontrollera att adressen är fullständig"),
        "information",
    )
    yield rule(
        town,
        address,
        lambda node: node.has("CityName") and node.has("PostalZone"),
        Text(en="the address lacks postal code or city", sv="adressen saknar postnummer eller postort"),
        Text(en="state them in PostalZone and CityName", sv="ange dem i PostalZone och CityName"),
        "information",
    )
    yield rule(
        number,
        f"{tax}/CompanyID",
        lambda node: is_word(node.text),
        Text(
            en="the organisation or VAT number is written with other signs than letters and digits",
            sv="organisations- eller momsregistreringsnumret har andra tecken än bokstäver och siffror",
        ),
        Text(en="write it without hyphens and blanks", sv="skriv det utan bindestreck och mellanslag"),
        "warning",
    )
    yield rule(
        scheme,
        f"{tax}/TaxScheme/ID",
        lambda node: normal(node.text) in _SCHEMES,
        Text(en="the tax scheme is neither VAT nor SWT", sv="skattetypen är varken VAT eller SWT"),
        Text(
            en="use SWT for the organisation number and VAT for the VAT number",
            sv="använd SWT för organisationsnumret och VAT för momsregistreringsnumret",
        ),
    )
    yield rule(
        name,
        f"{tax}/RegistrationName",
        _other_name,
        Text(en="the registered name is the same as the name", sv="det registrerade namnet är detsamma som namnet"),
        Text(en="leave RegistrationName out", sv="utelämna RegistrationName"),
    )


PARTIES: Final[tuple[Pattern, ...]] = (
    *_both("BuyerParty", (33, 34, 94, 36, 37, 35)),
    *_both("SellerParty", (40, 41, 93, 45, 46, 44)),
    rule(
        8,
        "PostalZone",
        lambda node: is_word(node.text),
        Text(
            en="the postal code has other signs than letters and digits",
            sv="postnumret har andra tecken än bokstäver och siffror",
        ),
        Text(en="write it without blanks and hyphens", sv="skriv det utan mellanslag och bindestreck"),
        "warning",
    ),
    rule(
        9,
        ("Telefax", "Telephone"),
        lambda node: is_telephone(node.text),
        Text(
            en="the telephone number has other signs than digits, with at most a plus before them",
            sv="telefonnumret har andra tecken än siffror, med högst ett plus före",
        ),
        Text(en="write it without blanks and hyphens", sv="skriv det utan mellanslag och bindestreck"),
        "warning",
    ),
    rule(
        38,
        "/Invoice/SellerParty/Party",
        lambda node: node.has("PartyTaxScheme"),
        Text(
            en="the seller has neither organisation number nor VAT number",
            sv="säljaren har varken organisationsnummer eller momsregistreringsnummer",
        ),
        Text(en="state them in PartyTaxScheme", sv="ange dem i PartyTaxScheme"),
    ),
    rule(
        39,
        "/Invoice/SellerParty/Party",
        lambda node: "SWT" in map(normal, node.texts("PartyTaxScheme/TaxScheme/ID")),
        Text(en="the seller has no organisation number", sv="säljaren saknar organisationsnummer"),
        Text(en="state it with SWT as its tax scheme", sv="ange det med SWT som skattetyp"),
        "information",
    ),
    rule(
        47,
        "/Invoice/Delivery/ActualDeliveryDateTime",
        _delivered,
        Text(en="the delivery is later than the date of issue", sv="leveransen är senare än fakturadatumet"),
        Text(en="check the two dates", sv="kontrollera de två datumen"),
        "warning",
    ),
    rule(
        98,
        _ANYWHERE,
        lambda node: len(node.all("PartyIdentification")) <= 1,
        Text(en="the party has several identifiers", sv="parten har flera identiteter"),
        Text(en="state the one the party itself prefers", sv="ange den som parten själv föredrar"),
        "information",
    ),
    rule(
        99,
        _ANYWHERE,
        lambda _: False,
        Text(
            en="the party is identified in its address beside its own identifier",
            sv="parten identifieras i sin adress utöver sin egen identitet",
        ),
        Text(en="use PartyIdentification alone", sv="använd bara PartyIdentification"),
        "information",
        when=lambda node: node.has("PartyIdentification") and node.has("Address/ID"),
    ),
)
