"""Bookings behind payment orders, from camt messages."""

from datetime import date

import attrs
import pytest

from faktura.core.money import Money, sek
from faktura.formats.iso20022 import camt
from faktura.formats.iso20022.debits import debits
from faktura.formats.iso20022.records import CamtFile, Detail, Entry, Report
from tests.reference import reference

DAY = date(2026, 11, 5)


def detail(amount: str, credit: bool = False, **references: str) -> Detail:
    return Detail(amount=sek(amount), credit=credit, references=tuple(sorted(references.items())))


def file(*entries: Entry) -> CamtFile:
    report = Report(id="N1", account="iban:SE4550000000058398257466", entries=entries)
    return CamtFile(
        format="camt.054", version="001.08", message_id="M", created="2026-11-05T18:00:00", reports=(report,)
    )


def entry(amount: str, *details: Detail, credit: bool = False, status: str = "BOOK") -> Entry:
    return Entry(
        service_reference="X1", amount=sek(amount), credit=credit, status=status, booked_on=DAY, details=tuple(details)
    )


def told(*entries: Entry) -> list[tuple[str, str, Money, bool]]:
    """Order or batch, payment, amount, returned."""
    found = debits(file(*entries), "d")
    return [(one.batch_id or one.order_id, one.payment_id, one.amount, one.returned) for one in found]


CASES = [
    # one payment
    (entry("99", detail("99", EndToEndId="R1", PmtInfId="P1-1")), [("P1-1", "R1", sek("99"), False)]),
    # several payments that account for the entry
    (
        entry("100", detail("40", EndToEndId="R1"), detail("60", InstrId="R2")),
        [("", "R1", sek("40"), False), ("", "R2", sek("60"), False)],
    ),
    # they do not: one booking, known by what they have in common
    (
        entry("100", detail("40", EndToEndId="R1", PmtInfId="B"), detail("50", EndToEndId="R2", PmtInfId="B")),
        [("B", "", sek("100"), False)],
    ),
    # a whole batch, a whole order
    (entry("100", detail("100", PmtInfId="B")), [("B", "", sek("100"), False)]),
    (entry("100", detail("100", MsgId="P1")), [("P1", "", sek("100"), False)]),
    # what came back
    (
        entry("99", detail("99", True, EndToEndId="R1", PmtInfId="B"), credit=True),
        [("B", "R1", sek("99"), True)],
    ),
    (
        attrs.evolve(entry("99", detail("99", True, EndToEndId="R1"), credit=True), reversal=True),
        [("", "R1", sek("99"), True)],
    ),
    # somebody who pays us with an id of their own
    (entry("99", detail("99", True, EndToEndId="R1"), credit=True), []),
    # nothing of ours, and not booked
    (entry("99", detail("99", EndToEndId="NOTPROVIDED")), []),
    (entry("99"), []),
    (entry("99", detail("99", EndToEndId="R1"), status="PDNG"), []),
]


@pytest.mark.parametrize(("one", "expected"), CASES)
def test_bookings(one: Entry, expected: list[tuple[str, str, Money, bool]]) -> None:
    """By the ids the bank repeats, the entry's amount never split by guess."""
    assert told(one) == expected


def test_a_booking_told_twice_has_one_id_and_twins_have_two() -> None:
    """In the notification and in the statement; twice in one file it is two bookings."""
    one = entry("99", detail("99", EndToEndId="R1"))
    first, again = file(one), attrs.evolve(file(one), format="camt.053", message_id="other")
    assert [made.id for made in debits(first, "a")] == [made.id for made in debits(again, "b")]
    assert len({made.id for made in debits(file(one, one), "a")}) == 2


def test_a_booking_in_two_reports_of_one_message_is_one_booking() -> None:
    """As in two messages: the payment left the account once; twins within each report stay two."""
    one = entry("99", detail("99", EndToEndId="R1"))
    report = file(one, one).reports[0]
    both = attrs.evolve(file(), reports=(report, attrs.evolve(report, id="N2")))
    first, second, *again = [made.id for made in debits(both, "d")]
    assert first != second
    assert again == [first, second]


def test_entries_numbered_anew_in_each_report_are_bookings_of_their_own() -> None:
    """A running number names nothing: two payments of one day are both booked, in two reports and in two messages."""
    first, second = (
        attrs.evolve(entry("99", detail("99", EndToEndId=name)), service_reference="", reference="1")
        for name in ("R1", "R2")
    )
    report = file(first).reports[0]
    both = attrs.evolve(file(), reports=(report, attrs.evolve(report, id="N2", entries=(second,))))
    other = attrs.evolve(file(second), message_id="M2")
    ids = [made.id for made in (*debits(both, "d"), *debits(other, "d"))]
    assert len(set(ids)) == 3


def test_written_by_the_bank_and_read() -> None:
    """From bytes, with the place in the file."""
    data = camt.write(file(entry("99", detail("99", EndToEndId="R1"))))
    (made,) = debits(camt.read(data), "digest")
    assert (made.payment_id, made.booked_on, made.source.digest) == ("R1", DAY, "digest")
    assert made.source.place.endswith("TxDtls[1]")


def test_the_published_samples_hold_incoming_money_only() -> None:
    """The payers' own ids are none of ours."""
    for version in ("02", "08"):
        data = reference("bank", "iso20022", f"synthetic_se_camt.054.001.{version}.xml").read_bytes()
        assert debits(camt.read(data), "d") == ()
