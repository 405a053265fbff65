"""Numbers as payers write them: what a clerk reads is read, and days, years, amounts and telephones are no numbers."""

import pytest
from attrs import evolve

from faktura.core.claim import OpenItem, number_keys
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentChannel
from faktura.rules.matching.decision import Matched
from faktura.rules.matching.reading import mentions
from tests.rules.matching.cases import decide, item, ocr, payment, text

AMOUNT = "1234.56"
OCR = "312369234"

READ = {
    "2026-0111": (
        "2026-0111", "Faktura 2026-0111", "2026/0111", "Faktura 2026/0111", "F2026/0111", "#2026/0111", "RFB/#2026/0111",
        "2026 0111", "20260111", "Fakt 20260111", "Fakt.nr 2026/0111", "2026/0111 2026-02-27", "/INV/2026/0111",
        "inv. no 2026/0111 2026/02/27", "f2026/0111;", "(2026/0111)",
    ),
    "F-1023": ("F1023", "F-1023", "F/1023", "faktura 1023", "f1023.", "Faktura F1023 26.2.2026", "fakt.F1023",
        "Fakt.nr1023"),
    "2026/0112": ("2026-0112", "2026/0112", "Faktura 20260112"),
    "41730": (
        "41730", "#41730", "Faktnr: 41730", "faktnr 41730", "Fakt.nr 41730", "Fakturanr 41730", "fnr41730", "Inv no 41730",
        "Invoice no. 41730", "faktura nr 41730", "Fakturan 41730", "Lev 771 avser faktura 41730",
        "/INV/#41730 2026-11-27", "RFB/Faktnr: 41730 2026-02-18",
    ),
    "F77": ("312.369.234", "312 369 234", "312-369234", f"OCR {OCR}", f"ocrnr {OCR}", "ocr: 312.369.234"),
    "2026": ("Faktura 2026", "Medlemsavgift, faktura nr 2026", "fakturor 2026", "2026"),
    "20260302": ("Faktura 20260302", "Avser faktnr: 20260302"),
}  # fmt: skip
"""Each number of a claim with the ways to write it that are read."""

NOT_READ = {
    "2026-0111": ("Avtal 2026/0111", "2026/01/11", "2026 kr 0111", "2026.0111", "12026/0111", "2026/01112"),
    "2026-11": ("hyra 2026/11", "2026.11", "5.2026-11.26"),
    "2026": ("Medlemsavgift 2026", "avgift 2026, tack", "hyra mars 2026", "Faktura hyra mars 2026", "2026/27 avgift"),
    "20260302": ("20260302", "Betalning 20260302", "2026-03-02", "20260302 260302", "Faktura betald 20260302"),
    "260302": ("betalt 260302", "260302"),
    "20260224": ("20260224 via app",),
    "F77": ("312.369.234,00", "312.369.234 kr", "tel 312 369 234", "31.236.923", "3123.69234"),
    "41730": ("1.234,56", "417.30", "4.17.30", "lgh 41730", "41.7.30",
        "Ver 41730", "Lev.nr 41730", "verifikation 41730", "LEV: 41730", "kund nr 41730"),
}  # fmt: skip
"""What looks alike and is another thing."""


def claim(number: str) -> OpenItem:
    return item("F", OCR if number == "F77" else "", AMOUNT, number=number)


def cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(number, written) for number, every in table.items() for written in every]


@pytest.mark.parametrize(("number", "written"), cases(READ))
def test_what_a_clerk_reads_is_booked(number: str, written: str) -> None:
    """In the message as in the reference, with nothing else known but the amount."""
    for paid in (payment("B", AMOUNT, message=written), payment("B", AMOUNT, text(written))):
        (decision,) = decide([claim(number), item("G", "", 99, number="77001")], paid)
        assert isinstance(decision, Matched), written
        assert [one.item_id for one in decision.allocations] == ["F"]


@pytest.mark.parametrize(("number", "written"), cases(NOT_READ))
def test_what_is_another_thing_names_nothing(number: str, written: str) -> None:
    """Nothing that is looked up is the claim's."""
    looked_up = {key for one in mentions(payment("B", AMOUNT, message=written)) for key in one.keys}
    assert looked_up.isdisjoint({claim(number).reference, *number_keys(number)})


@pytest.mark.parametrize("written", ["Medlemsavgift 2026", "20260302", "260228", "Betalning 20260225"])
def test_a_year_and_the_booking_day_stop_nothing(written: str) -> None:
    """Though an invoice of that number is paid, and another is in euro: the payer is known, and the amount is his."""
    items = [
        item("F", "", "350", customer="K", number="1"),
        *(item(f"E{one}", "", 99, number=one, currency="EUR") for one in ("2026", "20260302", "260228")),
        item("P", "", 0, number="20260225"),
    ]
    (decision,) = decide(items, payment("B", "350", message=written, payer="iban:1"), payers={"iban:1": ["K"] * 9})
    assert isinstance(decision, Matched)


@pytest.mark.parametrize("reference", [ocr("20260302"), text("20260302"), text("2026")])
def test_what_stands_alone_in_the_reference_is_one(reference: object) -> None:
    """Nobody writes the day of the payment where the reference is asked for."""
    (one,) = mentions(payment("B", 1, reference))  # type: ignore[arg-type]
    assert one.place in {"ocr", "field"}


def test_a_day_long_before_the_booking_is_a_number() -> None:
    """A series may count by the day: only the days about the booking are left out."""
    paid: IncomingPayment = payment("B", AMOUNT, message="Betalning 20250302")
    assert [one.keys for one in mentions(paid)][-1] == ("20250302",)


def abroad(kronor: str, sent: str, *, message: str = "", currency: str = "SEK") -> IncomingPayment:
    """A payment from abroad of which the bank says what was sent."""
    paid = payment("B", kronor, message=message, payer="iban:1")
    return evolve(paid, original=Money.parse(sent, currency), channel=PaymentChannel.FOREIGN)


def test_what_was_sent_is_the_amount() -> None:
    """Digits among other words, and exactly what is open was sent: the bank took its fee on the way."""
    items = [item("F", "", "1112", customer="K", number="41730"), item("G", "", "99", customer="L", number="41731")]
    for sent, currency, booked in (("1112", "SEK", True), ("1111", "SEK", False), ("1112", "EUR", False)):
        paid = abroad("1105", sent, message="SEPA CT 41730", currency=currency)
        (decision,) = decide(items, paid, payers={"iban:1": ["K"] * 9})
        assert isinstance(decision, Matched) is booked, sent


def test_what_was_sent_chooses_between_no_equals() -> None:
    """Two claims of what was sent are two, and a stranger's loose digits of another amount prove nothing."""
    items = [item(one, "", "1112", customer="K", number=f"4173{at}") for at, one in enumerate("FG")]
    (decision,) = decide(items, abroad("1105", "1112"), payers={"iban:1": ["K"] * 9})
    assert not isinstance(decision, Matched)
    (decision,) = decide(items, abroad("1105", "1110", message="41730"))
    assert not isinstance(decision, Matched)


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        ("+46701740605", "0701740605", True),
        ("SE4550000000058398257466", "SE45 5000 0000 0583 9825 7466", True),
        ("bankgiro:50501055", "bg 5050-1055", True),
        ("bankgiro:50501055", "plusgiro:50501055", False),
        ("33000005050107", "33005050107", False),
    ],
)
def test_a_payer_is_known_however_the_account_is_written(before: str, now: str, known: bool) -> None:
    """The amount alone is booked for who has paid before, and for nobody whose account only looks alike."""
    items = [item("F", "", "350", customer="K"), item("G", "", "350", customer="L")]
    (decision,) = decide(items, payment("B", "350", payer=now), payers={before: ["K"] * 9})
    assert isinstance(decision, Matched) is known


@pytest.mark.parametrize(
    ("written", "kronor", "settled"),
    [
        ("Faktura 74393", 500, "B"),  # its document number; the other whose OCR number it is has another amount open
        ("Faktura 74393", 400, "A"),  # payers write the OCR number after that word too
        ("OCR 74393", 400, "A"),
    ],
)
def test_a_document_number_that_is_an_ocr_number_too(written: str, kronor: int, settled: str) -> None:
    """7439 with its check digit is 74393, and a later document has that number: the one is meant that is paid."""
    claims = [
        item("A", "74393", 400, customer="C1", number="7439"),
        item("B", "743935", 500, customer="C2", number="74393"),
    ]
    (made,) = decide(claims, payment("P", kronor, message=written))
    assert isinstance(made, Matched)
    assert [one.item_id for one in made.allocations] == [settled]


def test_a_document_number_that_is_the_ocr_number_of_a_paid_claim_too() -> None:
    """Nobody pays twice for what is paid when a claim of that number is open."""
    paid = evolve(item("A", "74393", 0, customer="C1", number="7439"), total=Money(500_00))
    claims = [paid, item("B", "743935", 500, customer="C2", number="74393")]
    (made,) = decide(claims, payment("P", 500, message="fakt nr 74393"))
    assert isinstance(made, Matched)
    assert [one.item_id for one in made.allocations] == ["B"]
