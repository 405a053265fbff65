"""The printed invoice: everything the law and the payer need is on it, inside the margins, and the same bytes each time."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.document import Document, InterestKind, InvoiceLine, PaymentTerms, Period, PriceBasis
from faktura.core.errors import InputError
from faktura.core.money import Money, sek
from faktura.core.party import Address, PaymentCard
from faktura.core.vat import VAT_25
from faktura.formats.pdf import invoice
from faktura.formats.pdf.font import cut
from faktura.formats.pdf.page import LEFT, RIGHT, Pen
from faktura.testing.identities import IBANS, PERSONS
from tests.formats.pdf import sample_documents as samples
from tests.formats.pdf.drawn import drawn
from tests.formats.pdf.reading import text, texts

DOCUMENTS = {
    "ten lines": samples.ten_lines,
    "sixty lines": samples.many_lines,
    "credit note": samples.credit_note,
    "rot": samples.rot_invoice,
    "reverse charge": samples.reverse_charge,
    "package": samples.packaged,
    "english": samples.english,
}
DOCUMENT = pytest.mark.parametrize("name", DOCUMENTS)


def logo() -> bytes:
    """A red square with a transparent edge."""
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (5, 5, 35, 35))
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def row_of(document: Document, description: str) -> list[str]:
    """Everything on the baseline of the line with that description, left to right."""
    (page,) = invoice.pages(document, Pen())
    (row,) = [one.y for one in drawn(page) if one.text == description]
    return [one.text.replace("\u00a0", " ") for one in drawn(page) if abs(one.y - row) < 0.01]


@DOCUMENT
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    """No clock, no chance; the identifier of the file is a digest of its contents."""
    document = DOCUMENTS[name]()
    assert invoice.write(document, logo=logo()) == invoice.write(document, logo=logo())
    assert invoice.write(document) != invoice.write(evolve(document, number="2026-9999"))


@DOCUMENT
def test_the_file_is_sound(name: str) -> None:
    """A4 pages, both faces embedded with a map back to text, language, title, author and the day of issue."""
    document = DOCUMENTS[name]()
    with pikepdf.open(BytesIO(invoice.write(document))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.Lang == ("en-GB" if document.language == "en" else "sv-SE")
        assert document.number in str(pdf.docinfo.Title)
        assert str(pdf.docinfo.Author) == document.seller.name
        assert str(pdf.docinfo.CreationDate) == f"D:{document.issue_date:%Y%m%d}120000Z"
        for page in pdf.pages:
            assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
            fonts = page.resources.Font
            assert set(fonts) == {"/F1", "/F2"}
            for font in fonts.values():
                assert font.ToUnicode.read_bytes().startswith(b"/CIDInit")
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert len(descriptor.FontFile2.read_bytes()) == int(descriptor.FontFile2.Length1)


@DOCUMENT
def test_what_a_full_invoice_must_show(name: str) -> None:
    """Mervärdesskattelagen (2023:200) 17:24: dates, number, both names and addresses, what and how much, bases, rates, VAT."""
    document = DOCUMENTS[name]()
    shown = text(invoice.write(document))
    seller, buyer = document.seller, document.buyer
    assert seller.address is not None
    assert buyer.address is not None
    assert seller.vat_number is not None
    wanted = [
        document.issue_date.isoformat(),
        document.number,
        str(seller.vat_number),
        seller.name,
        *seller.address.lines(),
        buyer.name,
        buyer.address.street,
        buyer.address.postal_code,
        *(document.delivery_date.isoformat() for _ in [0] if document.delivery_date),
    ]
    assert [one for one in wanted if one not in shown] == []
    assert [line.text for line in document.lines if line.text.split()[0] not in shown] == []


def test_amounts_stand_in_their_rows() -> None:
    """Description, quantity, unit, price, discount, rate and amount of one line share a baseline."""
    assert row_of(samples.ten_lines(), "Projektledning") == [
        "Projektledning", "8,5", "tim", "950,00", "10 %", "25 %", "7 267,50",
    ]  # fmt: skip


def test_totals_and_vat_specification() -> None:
    """Base and VAT of each rate, and the sums, as the document has them."""
    shown = text(invoice.write(samples.ten_lines()))
    for one in ("58 887,88", "14 721,97", "1 245,00", "74,70", "580,00", "69,60", "60 712,88", "14 866,27"):
        assert one in shown
    assert shown.count("75 579,15") == 3  # the sum, the amount to pay, the payment part


def test_payment_part() -> None:
    """Account, reference, amount and day, large; other accounts and the payee below."""
    shown = text(invoice.write(samples.ten_lines()))
    for one in (
        "Bankgiro\n",
        "991-2346",
        "OCR-nummer\n12351",
        "Plusgiro 12 34 56-6",
        "IBAN SE45 5000 0000 0583 9825 7466",
    ):
        assert one in shown
    assert "Betalningsmottagare: Åkerlund & Söner Bygg AB" in shown


def test_the_payment_part_stands_on_the_last_page_only() -> None:
    """Whoever holds one of the other pages has nothing to pay by."""
    *others, last = texts(invoice.write(samples.many_lines()))
    assert "Betalningsmottagare" in last
    assert not any("Betalningsmottagare" in page for page in others)


def test_a_credit_note_asks_for_no_payment() -> None:
    """It names what it credits and says whose the amount is; no account, no due date, no reference to pay with."""
    shown = text(invoice.write(samples.credit_note()))
    for one in ("Kreditfaktura", "Krediterar faktura", "2026-1042 (2026-04-02)", "Tillgodo", "1 118,75 kr"):
        assert one in shown
    for one in ("991-2346", "12351", "Förfallodatum", "Att betala", "Betalningsmottagare"):
        assert one not in shown


def test_direct_debit_and_nothing_to_pay_print_no_payment_part() -> None:
    """The first says that it is withdrawn, the second that nothing is owed."""
    document = samples.ten_lines()
    debited = evolve(document, payment=evolve(samples.PAYMENT, direct_debit=True))
    shown = text(invoice.write(debited))
    assert "75 579,15 kr dras via autogiro 2026-05-02." in shown
    assert "991-2346" not in shown
    assert "12351" not in shown
    paid = evolve(document, totals=samples.totals_of(document.lines, prepaid=document.amount_due))
    shown = text(invoice.write(paid))
    assert "Redan betalt" in shown
    assert "Ingenting ska betalas." in shown
    assert "991-2346" not in shown


def test_what_a_card_has_paid_is_not_asked_for() -> None:
    """The amount is said to be paid, by the card's last digits; no account, reference, due date or terms (decision 27)."""
    paid = evolve(samples.PAYMENT, card=PaymentCard(digits="5555551234", network="VISA"))
    shown = text(invoice.write(evolve(samples.ten_lines(), payment=paid)))
    assert "Betalt med kort 75 579,15 kr" in " ".join(shown.split())
    assert "75 579,15 kr är betalt med kort VISA 1234." in shown
    for one in ("991-2346", "12351", "Förfallodatum", "Att betala", "räntelagen", "dagar netto", "5555"):
        assert one not in shown


def test_more_paid_before_than_the_total_is_to_the_buyers_credit() -> None:
    """No amount with a minus sign to pay, and no day to pay it by."""
    document = samples.ten_lines()
    over = evolve(document, totals=samples.totals_of(document.lines, prepaid=document.totals.with_vat + sek(500)))
    shown = " ".join(text(invoice.write(over)).split())
    assert "Tillgodo 500,00 kr" in shown
    assert "Ingenting ska betalas." in shown
    for one in ("Att betala", "Förfallodatum", "12351"):
        assert one not in shown


def test_reverse_charge_is_said_once() -> None:
    """The words of the law, and the buyer's VAT number (ML 17:24 p. 4 and 14)."""
    shown = text(invoice.write(samples.reverse_charge()))
    assert shown.count("Omvänd betalningsskyldighet") == 1
    assert str(samples.BUYER.vat_number) in shown


def test_rot_shows_what_skatteverket_asks_for() -> None:
    """Labour, material and other costs apart, kind of work and hours, when and where, each person's number and share."""
    document = samples.rot_invoice()
    assert document.deduction is not None
    shown = text(invoice.write(document))
    for one in (
        "Skattereduktion ROT", "−7 020,00", "Målning och tapetsering", "36", "23 400,00", "5 390,50", "1 350,00",
        "2026-03-27", "769999-0003, lägenhet 1203", "Godkänd för F-skatt", "23 121,00 kr",
    ):  # fmt: skip
        assert one in shown
    for share in document.deduction.shares:
        assert share.name in shown
        assert f"{share.identity.full[:8]}-{share.identity.full[8:]}" in shown
    assert shown.count("3 510,00 kr") == 2


def test_green_technology_shows_each_percentage() -> None:
    """Solar cells at 15 and storage at 50 percent of labour and material."""
    document = samples.rot_invoice()
    assert document.deduction is not None
    (work,) = document.deduction.works
    works = tuple(
        evolve(work, type=f"INSTALLATION_{name}", percent=Decimal(percent), granted=sek(3510))
        for name, percent in (("SOLCELLER", 15), ("LAGRING", 50))
    )
    granted = evolve(document.deduction, kind=DeductionKind.GREEN, percent=Decimal(50), works=works)
    shown = text(invoice.write(evolve(document, deduction=granted)))
    for one in (
        "Skattereduktion grön teknik",
        "Installation av solceller",
        "Installation av lagring av el",
        "arbete och material",
    ):
        assert one in shown
    assert "15 % / 50 %" in shown.replace("\u00a0", " ")


def test_a_house_is_named_by_its_designation() -> None:
    """In place of the cooperative and the apartment."""
    document = samples.rot_invoice()
    assert document.deduction is not None
    dwelling = Dwelling(designation="Lund Vapnet 3:17")
    shown = text(invoice.write(evolve(document, deduction=evolve(document.deduction, dwelling=dwelling))))
    assert "Fastighetsbeteckning: Lund Vapnet 3:17" in shown


def test_personal_numbers_stand_nowhere_else() -> None:
    """A person who buys, and a sole trader who sells, are named without their numbers."""
    document = samples.ten_lines()
    named = evolve(
        document,
        seller=evolve(document.seller, identity=PERSONS[0]),
        buyer=evolve(samples.PERSON, identity=PERSONS[2]),
    )
    shown = text(invoice.write(named))
    assert not any(digits in shown for one in PERSONS for digits in (one.full[-4:], one.digits))


def test_prices_including_vat_are_said_to_be_so() -> None:
    """And the price without VAT that a full invoice must show stands below; a simplified one has no need of it."""
    document = samples.rot_invoice()
    shown = text(invoice.write(document))
    assert "inkl. moms" in shown
    assert "À-pris exkl. moms 520,00" in shown
    assert "À-pris exkl. moms" not in text(invoice.write(evolve(document, simplified=True)))
    assert document.price_basis is PriceBasis.WITH_VAT


def test_a_package_is_one_line() -> None:
    """Its name, its price and both rates; the parts appear in the VAT specification alone."""
    assert row_of(samples.packaged(), "Kurspaket Bas") == [
        "Kurspaket Bas", "2", "st", "4 500,00", "25 % / 6 %", "9 000,00",
    ]  # fmt: skip


def test_the_english_invoice_has_no_swedish_word() -> None:
    """Labels, numbers, terms and the country of the address follow the language of the document."""
    shown = text(invoice.write(samples.english()))
    for one in ("Invoice number", "SEK 75,579.15", "30 days net", "by the Swedish Interest Act", "POLAND", "Łódź"):
        assert one in shown
    for one in ("Faktura", "Moms", "Förfallodatum", "Betalnings", "Säte", " kr\n"):
        assert one not in shown


def test_another_currency_is_named_and_its_vat_shown_in_kronor() -> None:
    """ML 17:29: VAT payable in Sweden also in kronor."""
    document = samples.ten_lines()

    def euros(money: Money) -> Money:
        return Money(money.minor, "EUR")

    lines = tuple(evolve(one, net=euros(one.net), gross=euros(one.gross), allowances=()) for one in document.lines)
    totals = document.totals
    names = (
        "lines",
        "allowances",
        "charges",
        "without_vat",
        "vat",
        "with_vat",
        "prepaid",
        "deduction",
        "rounding",
        "amount_due",
    )
    breakdown = tuple(evolve(row, base=euros(row.base), amount=euros(row.amount)) for row in totals.breakdown)
    changed = evolve(
        totals,
        breakdown=breakdown,
        vat_in_kronor=sek("165000.40"),
        **{name: euros(getattr(totals, name)) for name in names},
    )
    shown = text(invoice.write(evolve(document, currency="EUR", lines=lines, totals=changed)))
    for one in ("Alla belopp i EUR", "75 579,15 EUR", "Moms i SEK", "165 000,40"):
        assert one in shown


def test_terms_are_printed_as_agreed() -> None:
    """A fee may be charged only when agreed, so it is named only then; interest in each of its forms."""
    document = samples.ten_lines()
    for terms, said in (
        (PaymentTerms(interest=InterestKind.FIXED, interest_percent=Decimal("12.5")), "12,5 % per år"),
        (PaymentTerms(interest=InterestKind.OVER_REFERENCE), "referensränta + 8 procentenheter"),
        (PaymentTerms(days=10), "10 dagar netto"),
    ):
        shown = " ".join(text(invoice.write(evolve(document, terms=terms))).split())
        assert said in shown
        assert "Påminnelseavgift" not in shown
    without = text(invoice.write(evolve(document, terms=PaymentTerms(interest=InterestKind.NONE))))
    assert "Dröjsmålsränta" not in without


def test_discounts_and_charges_in_words() -> None:
    """Two discounts on a line, or one in kronor, stand below the text with their amounts; the document's among the totals."""
    document = samples.many_lines(3)
    line = document.lines[0]
    (percent,) = samples.issued_line(1, "x", "1", "100", percent="5").allowances
    both = evolve(line, allowances=(percent, evolve(percent, charge=True, text="Miljöavgift", percent=None)))
    shown = text(invoice.write(evolve(document, lines=(both, *document.lines[1:]))))
    for one in (
        "Miljöavgift: 5,00 exkl. moms",
        "Projektrabatt",
        "−1 000,00",
        "Frakt",
        "450,00",
        "Summa rader exkl. moms",
    ):
        assert one in shown


def test_periods_notes_and_references() -> None:
    """Of a line and of the document."""
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    document = evolve(samples.ten_lines(), period=quarter, contract_reference="A-7", notes=("Rad ett.\nRad två.",))
    shown = text(invoice.write(document, greeting="Vi hörs!"))
    for one in (
        "2026-01-01 – 2026-03-31", "2026-03-01 – 2026-03-31", "A-7", "Rad ett.\nRad två.", "Vi hörs!", "PO-88213",
        "Projekt 4711, Maja Ek", "Levererade till Kajplats 9.",
    ):  # fmt: skip
        assert one in shown


def test_further_pages_carry_number_titles_and_page_count() -> None:
    """And the totals stand with lines above them."""
    pages = texts(invoice.write(samples.many_lines()))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"Sida {number} av 3" in page
        assert "Beskrivning" in page
    assert all("Faktura 2026-1042" in page for page in pages[1:])
    assert "Rad 60" in pages[-1]
    assert "Sida" not in text(invoice.write(samples.ten_lines()))


def test_the_fonts_are_cut_once_for_all_ordinary_documents() -> None:
    """What would cost a hundred times more than the document itself."""
    invoice.write(samples.ten_lines())
    before = cut.cache_info().misses
    for make in DOCUMENTS.values():
        invoice.write(make())
    assert cut.cache_info().misses == before


def test_a_preview_says_so_on_every_page() -> None:
    """Same layout, same amounts, one mark more."""
    document = samples.many_lines()
    assert all("FÖRHANDSVISNING" in page for page in texts(invoice.write(document, preview=True)))
    assert "FÖRHANDSVISNING" not in text(invoice.write(document))


def test_the_address_stands_in_the_window() -> None:
    """Right-hand window of a C5 envelope: from 110 mm from the left, between 45 and 80 mm from the top."""
    address = Address(
        care_of="Andersson", street="Storgatan 1", extra="Port 3, lgh 1203", postal_code="111 22", city="Stockholm"
    )
    document = samples.ten_lines()
    document = evolve(document, buyer=evolve(document.buyer, name="Stiftelsen " + "Lång " * 20, address=address))
    (page,) = invoice.pages(document, Pen())
    point = 25.4 / 72
    block = [one for one in drawn(page) if 45 < one.y * point < 81]
    assert {round(one.x * point) for one in block} == {110}
    assert block[-1].text == "111 22 Stockholm"


def test_a_logo_takes_the_place_of_the_name() -> None:
    """On the first page, transparent as it came; the foot still names the seller."""
    with pikepdf.open(BytesIO(invoice.write(samples.many_lines(), logo=logo()))) as pdf:
        assert b"/I1 Do" in pdf.pages[0].Contents.read_bytes()
        assert b"/I1 Do" not in pdf.pages[1].Contents.read_bytes()
        assert "/SMask" in pdf.pages[0].resources.XObject["/I1"]


@pytest.mark.parametrize("bad", [b"", b"not a picture", logo()[:60]])
def test_a_logo_that_is_no_picture_is_refused(bad: bytes) -> None:
    """By its code, whatever the picture library says."""
    with pytest.raises(InputError) as refused:
        invoice.write(samples.ten_lines(), logo=bad)
    assert refused.value.code == "pdf.logo"


def test_names_in_other_letters_print_and_emoji_are_reported() -> None:
    """Greek and Cyrillic are cut for the document; an emoji becomes a box and a warning, never a crash."""
    document = samples.ten_lines()
    document = evolve(document, buyer=evolve(document.buyer, name="Ελλάδα Жуков AB 😀"))
    assert "Ελλάδα Жуков AB ☐" in text(invoice.write(document))
    (finding,) = invoice.unprintable(document)
    assert (finding.code, finding.severity, dict(finding.facts)) == (
        "pdf.character",
        "warning",
        {"character": "U+1F600"},
    )
    assert invoice.unprintable(samples.ten_lines()) == ()


def test_the_payment_part_of_an_iban_alone() -> None:
    """The first account is the large one, of whatever kind; a reference without check digit is called so."""
    instruction = evolve(samples.PAYMENT, accounts=(IBANS[0],), reference="2026-1042", ocr=False)
    shown = text(invoice.write(evolve(samples.ten_lines(), payment=instruction)))
    assert "IBAN\nSE45 5000 0000 0583 9825 7466" in shown
    assert "Betalningsreferens\n2026-1042" in shown


TEXTS = st.text(max_size=400)
HUGE = st.integers(-(10**14), 10**14).map(Money)


@st.composite
def wild_lines(draw: st.DrawFn) -> tuple[InvoiceLine, ...]:
    """Lines with any text and any amount that money can hold."""
    lines = []
    for number in range(draw(st.integers(1, 12))):
        line = samples.issued_line(number, draw(TEXTS), "1", "1", VAT_25, note=draw(TEXTS))
        price = draw(st.decimals(min_value=0, max_value=10**11, places=6))
        lines.append(evolve(line, net=draw(HUGE), stated_price=price, unit=draw(st.text(max_size=12))))
    return tuple(lines)


@given(wild_lines(), TEXTS, TEXTS, HUGE)
def test_nothing_is_ever_clipped(lines: tuple[InvoiceLine, ...], name: str, statement: str, due: Money) -> None:
    """Whatever the texts and the amounts: all that is drawn lies between the margins of its page."""
    document: Document = samples.ten_lines()
    document = evolve(
        document,
        lines=lines,
        seller=evolve(document.seller, name=name, email=name, registered_office=statement),
        buyer=evolve(document.buyer, name=name),
        buyer_reference=name,
        payment=evolve(samples.PAYMENT, reference=str(due.minor)),
        statements=(statement,),
        totals=evolve(document.totals, amount_due=due, without_vat=due),
    )
    for page in invoice.pages(document, Pen(), greeting=statement):
        for one in drawn(page):
            assert one.x >= LEFT - 0.02, one
            assert one.right <= RIGHT + 0.02, one
            assert 20 < one.y < 835, one
