"""The printed reminder: what is owed in its parts, how the interest was counted, and until when to pay."""

from datetime import date
from io import BytesIO

import pikepdf
from attrs import evolve

from faktura.core.money import sek
from faktura.core.party import Party
from faktura.formats.pdf import reminder
from tests.formats.pdf.reading import text
from tests.formats.pdf.sample_documents import reminder as sample


def test_principal_interest_and_fee_stand_apart() -> None:
    """As a collection demand later must have them (inkassolagen (1974:182) 5 §), from the invoice's amount to the sum."""
    shown = text(reminder.write(sample()))
    wanted = (
        "Betalningspåminnelse", "2026-1042", "Fakturans belopp 67 300,00", "Betalt eller krediterat −27 300,00",
        "Kvar av fakturan 40 000,00", "Dröjsmålsränta 740,00", "Påminnelseavgift 60,00", "Att betala 40 800,00 kr",
        "påminnelse nummer 2",
    )  # fmt: skip
    assert [one for one in wanted if one not in shown] == []


def test_the_interest_is_specified() -> None:
    """Each stretch with its first and last day, its days, the principal and the rate it ran at."""
    shown = text(reminder.write(sample()))
    assert "2026-05-03 2026-06-30 59 40 000,00 9,75 % 630,41" in shown
    assert "2026-07-01 2026-07-10 10 40 000,00 10 % 109,59" in shown
    assert "Tidigare debiterat" not in shown
    earlier = evolve(sample(), interest=sek("800"))
    assert "Tidigare debiterat 60,00" in " ".join(text(reminder.write(earlier)).split())


def test_what_there_is_none_of_is_not_shown() -> None:
    """A first reminder without fee, interest or part payment is the invoice's amount and a day."""
    plain = evolve(
        sample(),
        number=1,
        paid=sek(0),
        principal=sek("67300"),
        interest=sek(0),
        fees=sek(0),
        interest_rows=(),
    )
    shown = text(reminder.write(plain))
    for word in ("Dröjsmålsränta", "Påminnelseavgift", "Kvar av", "Betalt eller", "påminnelse nummer"):
        assert word not in shown
    assert "67 300,00 kr senast 2026-07-20" in shown


def test_the_payment_part_asks_for_the_whole_sum_by_the_new_day() -> None:
    """The invoice's reference; the due date of the invoice stays what it was."""
    shown = text(reminder.write(sample()))
    assert "Betala senast\n2026-07-20" in shown
    assert "991-2346" in shown
    assert "12351" in shown
    assert "förföll till betalning 2026-05-02" in " ".join(shown.split())


def test_the_payee_is_who_the_invoice_said() -> None:
    """A factored invoice is paid to the factoring company (BG-10), and its reminder too."""
    factored = evolve(sample(), payee=Party(id="F", name="Faktoringbolaget AB"))
    assert "Betalningsmottagare: Faktoringbolaget AB" in text(reminder.write(factored))
    assert f"Betalningsmottagare: {sample().seller.name}" in text(reminder.write(sample()))


def test_it_sets_a_time_and_threatens_with_nothing() -> None:
    """Else it would be a collection measure (inkassolagen 1 §)."""
    shown = text(reminder.write(sample())).lower()
    for word in ("inkasso", "kronofog", "betalningsanmärkning", "rättslig"):
        assert word not in shown


def test_english() -> None:
    """The same in English."""
    shown = text(reminder.write(evolve(sample(), language="en")))
    for one in ("Payment reminder", "SEK 40,800.00", "Late-payment interest 740.00", "Pay by"):
        assert one in shown
    assert "Dröjsmål" not in shown


def test_the_same_reminder_gives_the_same_sound_bytes() -> None:
    """Dated the day it was made out."""
    data = reminder.write(sample())
    assert data == reminder.write(sample())
    assert data != reminder.write(evolve(sample(), on=date(2026, 7, 11)))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo.CreationDate) == "D:20260710120000Z"
