"""Matching over tables of many creditors: partitions, processes, and every column in and out."""

import csv
import io
import json
import pickle
from collections.abc import Mapping

import pytest

from faktura.core.candidates import InMemoryCandidates
from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.core.payer_link import PayerLink
from faktura.desk.matching_files import match_files
from faktura.desk.matching_records import COLUMNS
from faktura.desk.matching_rows import item_of, link_of, payment_of
from faktura.desk.matching_tables import match_partition, match_tables, partitioned
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics

ITEM = {
    "creditor": "A", "claim_id": "F1", "kind": "invoice", "invoice_number": "1001", "ocr": "100164", "customer_id": "K1",
    "customer_name": "Åsa Lind", "customer_org": "19121212-1212", "issue_date": "2026-10-01", "due_date": "2026-10-31",
    "currency": "SEK", "total": "1000.00", "open": "700.00", "deduction": "300.00", "discount_percent": "2",
    "discount_until": "2026-10-11", "status": "open", "paid_on": "",
}  # fmt: skip
PAYMENT = {
    "creditor": "A", "payment_id": "P1", "booked_on": "2026-10-20", "amount": "700.00", "currency": "SEK",
    "channel": "bankgiro", "reference": "100164", "extra_references": "", "message": "", "payer_name": "LIND ASA",
    "payer_account": "iban:SE1", "payer_org": "", "original_amount": "", "original_currency": "",
}  # fmt: skip
LINK = {
    "creditor": "A",
    "payer_account": "iban:SE1",
    "customer_id": "K1",
    "count": "3",
    "last_on": "2026-09-01",
    "manual": "true",
}


def as_csv(*rows: Mapping[str, str]) -> bytes:
    """A CSV file of *rows*."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_every_column_is_read() -> None:
    """Of an item that is open, of one that is paid, whole or in part, and of a link; what pays a paid one is told."""
    item = item_of(ITEM, 2)
    assert (item.customer_org, item.total, item.deduction) == ("1212121212", sek(1000), sek(300))
    assert (str(item.discount_percent), str(item.discount_until), item.paid_on) == ("2.00", "2026-10-11", None)
    paid = item_of({**ITEM, "status": "paid", "open": "0.00", "paid_on": "2026-10-20"}, 2)
    assert (paid.open, paid.total, str(paid.paid_on)) == (sek(0), sek(700), "2026-10-20")
    assert item_of({**ITEM, "status": "paid", "open": ""}, 2).open == sek(0)
    part = item_of({**ITEM, "open": "500.00", "paid_on": "2026-10-12"}, 2)
    assert (part.open, str(part.paid_on)) == (sek(500), "2026-10-12")
    creditor, account, link = link_of(LINK, 2)
    assert (creditor, account) == ("A", "iban:SE1")
    assert link == PayerLink(customer_id="K1", count=3, last_on=link.last_on, manual=True)
    payment = payment_of(
        {
            **PAYMENT,
            "extra_references": "100164:500.00;K7:-20.00;1003",
            "original_amount": "60.00",
            "original_currency": "EUR",
        },
        2,
    )
    assert [(one.text, one.amount) for one in payment.references] == [
        ("100164", None), ("100164", sek(500)), ("K7", sek(-20)), ("1003", None),
    ]  # fmt: skip
    assert str(payment.original) == "60.00 EUR"


@pytest.mark.parametrize("text", ["Ref: ABC", "RF18:5390:A", "Ref:"])
def test_a_colon_in_a_reference_is_no_amount(text: str) -> None:
    """What stands after it is one only where it is written in figures."""
    (one,) = payment_of({**PAYMENT, "reference": "", "extra_references": text}, 2).references
    assert (one.text.rstrip(":"), one.amount) == (text.rstrip(":"), None)


@pytest.mark.parametrize(
    ("told", "read"), [("Foreign", "foreign"), ("swish", "swish"), ("account", "transfer"), ("", "transfer")]
)
def test_a_channel_of_another_name_is_a_transfer(told: str, read: str) -> None:
    """The columns name none, and only what came from abroad is weighed otherwise."""
    assert payment_of({**PAYMENT, "channel": told}, 2).channel == read


def test_what_has_no_due_date_is_due_when_it_is_issued() -> None:
    """As a credit note; without either day the row is refused."""
    assert str(item_of({**ITEM, "due_date": ""}, 2).due) == ITEM["issue_date"]
    with pytest.raises(MalformedFile) as refused:
        item_of({**ITEM, "due_date": "", "issue_date": ""}, 2)
    assert refused.value.field == "due_date"


@pytest.mark.parametrize(("column", "value"), [("count", "many"), ("last_on", "soon"), ("customer_id", "")])
def test_a_link_that_cannot_be_read_is_told_with_its_line(column: str, value: str) -> None:
    """File, line and column."""
    with pytest.raises(MalformedFile) as refused:
        link_of({**LINK, column: value}, 7)
    assert (refused.value.format, refused.value.line, refused.value.field) == ("links", 7, column)


def test_the_decisions_come_out_as_csv_and_as_json_lines() -> None:
    """The same cells: claims joined by `;`, suggestions by `|` with their probability after `@`."""
    twin = {**ITEM, "claim_id": "F2", "customer_id": "K2", "customer_name": ""}
    unsure = {**PAYMENT, "payment_id": "P2", "payer_account": "", "payer_name": ""}
    files = as_csv(ITEM, twin), as_csv({**PAYMENT, "payment_id": "P1", "amount": "7.00", "reference": ""}, unsure)
    rows = list(csv.DictReader(match_files(*files, as_csv=True)))
    records = [json.loads(line) for line in match_files(*files)]
    assert tuple(rows[0]) == tuple(records[0]) == COLUMNS
    assert [row["outcome"] for row in rows] == ["unmatched", "suggest"]
    assert (rows[0]["remainder"], rows[0]["probability"], rows[0]["suggestions"]) == ("7.00", "", "")
    first, second = rows[1]["suggestions"].split("|")
    assert {first.partition("@")[0], second.partition("@")[0]} == {"F1:700.00", "F2:700.00"}
    assert records[1]["suggestions"][0]["claims"] == [{"claim_id": first.partition(":")[0], "amount": "700.00"}]
    assert records[1]["suggestions"][0]["probability"] == first.partition("@")[2] == rows[1]["probability"]
    (settled,) = csv.DictReader(match_files(as_csv(ITEM), as_csv(PAYMENT), links=as_csv(LINK), as_csv=True))
    assert (settled["outcome"], settled["claims"], settled["remainder"], settled["gate"]) == (
        "auto",
        "F1:700.00",
        "0.00",
        "",
    )
    assert settled["explanation"].endswith("the payer has paid 3 times before.")


def test_creditors_and_currencies_never_meet() -> None:
    """The same numbers in another currency, and at another creditor, are other claims."""
    items = [item_of({**ITEM, "creditor": creditor, "currency": currency, "claim_id": f"{creditor}-{currency}"}, 2)
             for creditor in "AB" for currency in ("SEK", "EUR")]  # fmt: skip
    payments = [
        (creditor, payment_of({**PAYMENT, "currency": currency, "payment_id": f"{creditor}-{currency}"}, 2))
        for currency in ("EUR", "SEK") for creditor in "BA"
    ]  # fmt: skip
    alone = match_tables(items, payments)
    assert [one.allocations[0].item_id for one in alone] == [one.id for _, one in payments]  # type: ignore[union-attr]
    assert match_tables(items, payments, processes=2) == alone


def test_a_partition_goes_to_a_worker_and_its_decisions_come_back() -> None:
    """Pickled both ways, they decide and say the same."""
    (part,), _ = partitioned([item_of(ITEM, 2)], [("A", payment_of(PAYMENT, 2))], [link_of(LINK, 2)])
    (made,) = match_partition(part)
    (sent,) = pickle.loads(pickle.dumps(match_partition(pickle.loads(pickle.dumps(part)))))  # noqa: S301
    assert (sent, sent.explain("sv"), sent.digest) == (made, made.explain("sv"), made.digest)


def test_rows_that_say_no_creditor_are_the_one_asked_for() -> None:
    """Given on the command line, or the only one of the ledger."""
    nobody = {**PAYMENT, "creditor": ""}
    for items, creditor in ((ITEM, ""), (ITEM, "A"), ({**ITEM, "creditor": ""}, "A"), ({**ITEM, "creditor": ""}, "")):
        (one,) = csv.DictReader(match_files(as_csv(items), as_csv(nobody), creditor=creditor, as_csv=True))
        assert (one["outcome"], one["claims"]) == ("auto", "F1:700.00")


def test_a_payment_in_another_currency_is_told_so() -> None:
    """By the reference or the number it names, whether the claim's currency is paid too or not, and in every process."""
    euro = {**ITEM, "claim_id": "F2", "ocr": "100172", "invoice_number": "A-1002", "currency": "EUR", "deduction": ""}
    dollar = {**euro, "claim_id": "F3", "ocr": "100180", "invoice_number": "1003", "currency": "USD"}
    theirs = {**euro, "claim_id": "F4", "creditor": "B", "ocr": "100198", "invoice_number": "1004"}
    items = [item_of(row, 2) for row in (ITEM, euro, dollar, theirs)]
    rows = [
        ({"reference": "100172"}, "currency"),
        ({"reference": "A-1002"}, "currency"),
        ({"reference": "100180"}, "currency"),
        ({"reference": "100164", "currency": "EUR"}, "currency"),
        ({"reference": "", "message": "faktura 1003"}, "currency"),
        ({"reference": "100198", "payer_name": "", "payer_account": ""}, "nothing"),  # another creditor's
        ({"reference": "100172", "currency": "EUR"}, ""),
        ({"reference": "100164"}, ""),
    ]
    payments = [
        ("A", payment_of({**PAYMENT, "payment_id": f"P{number}", **change}, 2))
        for number, (change, _) in enumerate(rows)
    ]
    partitions, _ = partitioned(items, payments)
    assert [(one.currency, [item.id for item in one.elsewhere]) for one in partitions] == [
        ("EUR", ["F1"]), ("SEK", ["F3", "F2"]),
    ]  # fmt: skip
    assert pickle.loads(pickle.dumps(partitions)) == partitions  # noqa: S301 - our own bytes
    decisions = match_tables(items, payments)
    assert [one.gate for one in decisions] == [gate for _, gate in rows]
    assert "SEK" in decisions[0].explain("sv") or "kr" in decisions[0].explain("sv")
    for other in (match_tables(items[::-1], payments), match_tables(items, payments, processes=2)):
        assert [(one.payment_id, one.gate, one.explain("sv")) for one in other] == [
            (one.payment_id, one.gate, one.explain("sv")) for one in decisions
        ]


def test_a_whole_ledger_and_its_partitions_say_the_same_of_currencies() -> None:
    """What one look-up over all claims stops at the gate of the currency, the partition does too."""
    euro = {**ITEM, "claim_id": "F2", "ocr": "100172", "invoice_number": "1002", "currency": "EUR", "deduction": ""}
    items = [item_of(row, 2) for row in (ITEM, euro)]
    payment = payment_of({**PAYMENT, "reference": "100172"}, 2)  # the amount and the payer are the krona claim's
    links = {"iban:SE1": (PayerLink(customer_id="K1", count=9),)}
    (whole,) = match([payment], InMemoryCandidates(items, links), creditor="A", statistics=Statistics.of(items[:1]))
    (part,) = match_tables(items, [("A", payment)], [("A", "iban:SE1", links["iban:SE1"][0])])
    assert (whole.gate, whole.digest) == (part.gate, part.digest) == ("currency", whole.digest)
