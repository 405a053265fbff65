"""The print can be read: nothing stands on top of anything else or is set too small, and nothing the buyer asked for is missing."""

from decimal import Decimal

import pytest
from attrs import evolve

from faktura.core.document import AllowanceCharge, DeliverTo, Document, References, Totals
from faktura.core.identity import OrganisationNumber
from faktura.core.money import Money, sek
from faktura.core.party import Address
from faktura.core.vat import VAT_6, VAT_12, VAT_25
from faktura.formats.pdf import invoice
from faktura.formats.pdf.page import Pen
from faktura.formats.peppol import billing
from tests.formats.pdf import sample_documents as samples
from tests.formats.pdf.drawn import Drawn, drawn
from tests.formats.pdf.reading import text, texts

LONG = "Rabatt enligt särskild överenskommelse mellan parterna av den 30 september för samtliga leveranser under hösten"


def shown(document: Document) -> str:
    """The text of the print, its lines joined."""
    return " ".join(text(invoice.write(document)).split())


def on_page(document: Document) -> list[Drawn]:
    """What stands on the only page."""
    (page,) = invoice.pages(document, Pen())
    return drawn(page)


def discounted() -> Document:
    """A document discount with a long reason."""
    one = AllowanceCharge(charge=False, text=LONG, amount=sek(1000), vat=VAT_25, percent=Decimal(5))
    document = samples.ten_lines()
    return evolve(document, allowances=(one,), totals=samples.totals_of(document.lines, (one,)))


def packaged() -> Document:
    """A package of three rates."""
    rates = (VAT_25, VAT_12, VAT_6)
    parts = [samples.issued_line(at, "Del", "1", "100", vat, package="Paket") for at, vat in enumerate(rates, start=1)]
    lines = tuple(evolve(one, text="Paket") for one in parts)
    return evolve(samples.ten_lines(), lines=lines, totals=samples.totals_of(lines))


@pytest.mark.parametrize("make", [discounted, packaged])
def test_long_texts_are_wrapped_and_not_shrunk(make: object) -> None:
    """Nothing smaller than six and a half points, and nothing that reaches into what stands beside it."""
    assert callable(make)
    found = on_page(make())
    assert min(one.size for one in found) >= 6.5
    for one in found:
        beside = [other for other in found if abs(other.y - one.y) < 0.01 and other.x > one.x]
        assert all(one.right <= other.x for other in beside), one.text


def test_a_long_reason_is_whole() -> None:
    """Every word of it, with its amount on the first line."""
    assert "under hösten" in shown(discounted())
    (first,) = [one for one in on_page(discounted()) if one.text.startswith("Rabatt enligt")]
    assert "−1 000,00" in [one.text.replace("\u00a0", " ") for one in on_page(discounted()) if one.y == first.y]


def test_the_rates_of_a_package_stand_below_each_other() -> None:
    """All three of them."""
    rates = [one.text.replace("\u00a0", " ") for one in on_page(packaged()) if one.size == 8 and "%" in one.text]
    assert rates == ["25 % /", "12 % /", "6 %"]


@pytest.mark.parametrize(("base", "said"), [("1", False), ("100", True)])
def test_how_many_the_price_is_for_is_said(base: str, said: bool) -> None:
    """A price for a hundred (BT-149) that seems to be for one makes the line's amount look wrong."""
    document = samples.ten_lines()
    line = evolve(document.lines[2], base_quantity=Decimal(base))
    assert ("Pris per 100 st" in shown(evolve(document, lines=(line, *document.lines[3:])))) == said


def test_what_the_buyer_asked_for_is_printed() -> None:
    """Every further reference (BT-11, BT-14 to BT-19) and the place of delivery (BG-13)."""
    stated = References(
        project="P-77", sales_order="S-1", receiving_advice="M-3", despatch_advice="DA1", tender="U-9",
        invoiced_object="OBJ9", accounting_cost="4010-22",
    )  # fmt: skip
    place = DeliverTo(name="Lagret", address=Address(street="Kajen 4", postal_code="211 00", city="Malmö"))
    text = shown(evolve(samples.ten_lines(), references=stated, deliver_to=place))
    for one in ("Projekt P-77", "Vårt ordernummer S-1", "Mottagningsbevis M-3", "Följesedel DA1", "Upphandling U-9",
                "Fakturerat objekt OBJ9", "Er kontering 4010-22", "Lagret, Kajen 4,", "211 00 Malmö"):  # fmt: skip
        assert one in text


def test_grounds_for_no_vat_stand_with_their_amounts() -> None:
    """Several rows of 0 % each say which they are, and no ground is said twice; one alone is said below, as ever."""
    document = samples.reverse_charge()
    (row,) = document.totals.breakdown
    rows = (row, evolve(row, base=sek(5), reason="Undantag från moms: utbildning"))
    found = on_page(evolve(document, totals=evolve(document.totals, breakdown=rows)))
    order = [one.text for one in sorted(found, key=lambda one: one.y) if one.text.startswith(("Omvänd", "Undantag"))]
    assert order == ["Omvänd betalningsskyldighet", "Undantag från moms: utbildning"]
    bases = {one.text.replace("\u00a0", " "): one.y for one in found if one.x < 300}
    assert bases["64 800,00"] < bases["Omvänd betalningsskyldighet"] < bases["5,00"]


def test_a_row_higher_than_a_page_begins_where_there_is_room() -> None:
    """Behind a note too: the first page is not left empty."""
    document = samples.ten_lines()
    tall = evolve(document.lines[0], note="Lång rad. " * 1500)
    for notes in ((), ("Hej",)):
        first = texts(invoice.write(evolve(document, lines=(tall,), notes=notes)))[0]
        assert first.count("Lång rad.") > 100


def test_the_currency_of_all_amounts_is_true() -> None:
    """VAT in kronor stands beside an invoice in euro, and is named as the exception."""
    document = samples.ten_lines()
    euro = {"currency": "EUR", "lines": (), "totals": _in_euro(document)}
    assert "Alla belopp i EUR, utom den moms som anges i SEK" in shown(evolve(document, **euro))  # type: ignore[arg-type]
    none = evolve(_in_euro(document), vat_in_kronor=None)
    assert "Alla belopp i EUR " in shown(evolve(document, **{**euro, "totals": none})) + " "  # type: ignore[arg-type]


def _in_euro(document: Document) -> Totals:
    totals = document.totals
    changed = {
        name: Money(getattr(totals, name).minor, "EUR")
        for name in ("lines", "allowances", "charges", "without_vat", "vat", "with_vat", "prepaid", "deduction",
                     "rounding", "amount_due")
    }  # fmt: skip
    return evolve(totals, **changed, breakdown=(), vat_in_kronor=sek("289.29"))


def test_an_id_made_by_a_reader_is_no_customer_number() -> None:
    """A received document is printed without the scheme and number that its buyer was given as an id."""
    from tests.formats.sample_documents import SAMPLES

    received = billing.read(billing.write(SAMPLES["plain"])).document
    assert isinstance(received.buyer.identity, OrganisationNumber)
    assert received.buyer.id.startswith("0007:")
    assert "Kundnummer" not in shown(received)
    assert "Kundnummer 10042" in shown(samples.ten_lines())
