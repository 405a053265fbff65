"""Made-up ledgers: the same for the same seed, in the right proportions, and true to the öre."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from faktura.core.account import BankgiroNumber, Iban
from faktura.core.reference import OcrReference
from faktura.desk.matching_files import match_files
from faktura.lab.synthetic import (
    CONSUMER,
    ITEM_COLUMNS,
    LANDLORD,
    LINK_COLUMNS,
    PAYMENT_COLUMNS,
    PROFILES,
    Ledger,
    Profile,
    Truth,
    generate,
    mixed,
    to_csv,
    to_jsonl,
)
from faktura.lab.synthetic.books import TEST_PERSONS
from faktura.testing.identities import PERSONS

every_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.name)


@cache
def _made(at: int) -> Ledger:
    return generate(PROFILES[at], claims=3_500, seed=11)


def ledger_of(profile: Profile) -> Ledger:
    """A ledger large enough for every kind to occur, made once."""
    return _made(PROFILES.index(profile))


def by_id(rows: Sequence[Mapping[str, str]], column: str) -> dict[str, Mapping[str, str]]:
    """Rows by their id, which must be unique."""
    found = {row[column]: row for row in rows}
    assert len(found) == len(rows)
    return found


@every_profile
def test_the_same_seed_gives_the_same_ledger(profile: Profile) -> None:
    """Byte for byte; another seed gives another one."""
    first, again = (generate(profile, claims=300, seed=3) for _ in range(2))
    assert first == again
    assert to_jsonl(first.items) == to_jsonl(again.items)
    assert generate(profile, claims=300, seed=4).payments != first.payments


@every_profile
def test_rows_have_exactly_the_columns_of_match(profile: Profile) -> None:
    """In the order in which the documentation has them."""
    ledger = ledger_of(profile)
    assert {tuple(row) for row in ledger.items} == {ITEM_COLUMNS}
    assert {tuple(row) for row in ledger.payments} == {PAYMENT_COLUMNS}
    assert {tuple(row) for row in ledger.links} == {LINK_COLUMNS}


@every_profile
def test_no_ore_is_lost_and_no_claim_is_paid_twice(profile: Profile) -> None:
    """claims + remainder - written off = amount, and all payments together place no more on a claim than is open."""
    ledger = ledger_of(profile)
    items, payments = by_id(ledger.items, "claim_id"), by_id(ledger.payments, "payment_id")
    placed: Counter[str] = Counter()
    for truth in ledger.truth:
        amount = int(Decimal(payments[truth.payment_id]["amount"]) * 100)
        assert amount > 0
        assert sum(one for _, one in truth.claims) + truth.remainder - truth.written_off == amount
        placed.update(dict(truth.claims))
    for claim_id, amount in placed.items():
        opened = int(Decimal(items[claim_id]["open"]) * 100)
        assert 0 < amount <= opened or opened <= amount < 0


@every_profile
def test_the_truth_is_about_what_was_emitted(profile: Profile) -> None:
    """One truth for each payment, in its order, naming open claims of the same creditor and currency."""
    ledger = ledger_of(profile)
    items = by_id(ledger.items, "claim_id")
    assert [one.payment_id for one in ledger.truth] == [row["payment_id"] for row in ledger.payments]
    for truth, payment in zip(ledger.truth, ledger.payments, strict=True):
        for (claim_id, _), same in zip(truth.claims, truth.same, strict=True):
            claim = items[claim_id]
            assert claim["status"] == "open"
            assert claim["currency"] == payment["currency"]
            assert claim["issue_date"] <= payment["booked_on"]
            assert claim_id in same
            alike = {(items[one]["customer_id"], items[one]["open"], items[one]["kind"]) for one in same}
            assert len(alike) == 1
        if truth.decidable:
            assert truth.claims
            assert truth.evidence in ("reference", "near", "customer")


@every_profile
def test_kinds_come_in_their_proportions(profile: Profile) -> None:
    """Within a third, or four standard deviations of a small number, of what the profile asks for."""
    truth = ledger_of(profile).truth
    total = sum(profile.structure.values())
    for kind, weight in profile.structure.items():
        expected = len(truth) * weight / total
        found = sum(one.structure == kind for one in truth)
        assert abs(found - expected) <= max(expected / 3, 4 * expected**0.5 + 2), (kind, found, expected)
    customers = [one for one in truth if one.structure in ("single", "several", "for_many")]
    for dimension in ("reference", "payer"):
        weights: Mapping[str, float] = getattr(profile, dimension)
        for kind in ("ocr", "none", "known", "linked", "agent"):
            if kind in weights:
                expected = len(customers) * weights[kind] / sum(weights.values())
                found = sum(getattr(one, dimension) == kind for one in customers)
                assert abs(found - expected) <= max(expected / 3, 4 * expected**0.5 + 2), (kind, found, expected)


def test_every_error_kind_occurs_and_they_occur_together() -> None:
    """Each kind of each dimension somewhere in the five ledgers; slips with strangers, part payments without reference."""
    truth = [one for profile in PROFILES for one in ledger_of(profile).truth]
    wanted = {
        "reference": {kind for profile in PROFILES for kind in profile.reference} | {"partial"},
        "amount": {"exact", "ore", "part", "too_much", "discount", "credit_note", "bank_fee", "exchanged"}
        | {"rot_total", "rot_twice", "rot_own_figure"},
        "structure": {"single", "several", "for_many", "twice", "tax_agency", "unrelated", "other_creditor"},
        "payer": {"known", "new_account", "linked", "agent", "unknown"},
        "evidence": {"reference", "near", "customer", "name", ""},
    }
    for dimension, kinds in wanted.items():
        assert {getattr(one, dimension) for one in truth} >= kinds, dimension
    slips = {"wrong_digit", "swapped_digits", "lost_digit", "extra_digit"}
    assert any(one.reference in slips and one.payer != "known" for one in truth)
    assert any(one.reference == "none" and one.amount == "part" for one in truth)
    names = {kind for one in truth for kind in one.name.split("+")}
    assert names >= {"surname_first", "comma", "initials", "couple", "form_dropped", "form_moved"}
    assert names >= {"plain_letters", "iso_646", "question_marks", "misread_utf8", "upper_case"}


@every_profile
def test_nothing_wrong_is_decidable(profile: Profile) -> None:
    """Money that is nobody's, somebody else's OCR, a part or too much: no clerk is certain of all of it."""
    for one in ledger_of(profile).truth:
        if one.structure in ("twice", "unrelated", "other_creditor") or one.reference == "other_customers_ocr":
            assert not one.decidable
        if one.amount in ("part", "too_much", "rot_total", "rot_twice", "exchanged") and abs(one.remainder) >= 100:
            assert not one.decidable


@every_profile
def test_numbers_belong_to_nobody_and_are_well_formed(profile: Profile) -> None:
    """OCR and giro numbers have their check digits; IBANs a bank code that no bank has; no customer shares an account."""
    ledger = ledger_of(profile)
    for row in ledger.items[:500]:
        if row["ocr"]:
            OcrReference.parse(row["ocr"])
    numbers = [row["invoice_number"] for row in ledger.items if row["kind"] == "invoice"]
    assert len(set(numbers)) == len(numbers)
    for row in ledger.payments[:500]:
        kind, _, number = row["payer_account"].partition(":")
        if kind == "bankgiro":
            BankgiroNumber.parse(number)
            assert number.startswith("9")
        elif kind == "iban":
            Iban.parse(number)
            assert number[4:7] == "000"
        elif kind:
            assert number.startswith("+4600")


def test_personal_numbers_are_reserved_ones() -> None:
    """Only numbers that are published for testing stand for persons, each for one customer."""
    assert set(TEST_PERSONS) <= {one.full for one in PERSONS}
    for profile in PROFILES:
        told = {row["customer_id"]: row["customer_org"] for row in ledger_of(profile).items if row["customer_org"]}
        assert len(set(told.values())) == len(told)
        assert {one for one in told.values() if len(one) == 12} <= set(TEST_PERSONS)


def test_series_are_dense_and_rents_repeat() -> None:
    """Consecutive numbers, so that one slip away there nearly always is another; a tenant's rent is the same each month."""
    series = sorted(int(row["invoice_number"]) for row in ledger_of(CONSUMER).items)
    assert series == list(range(series[0], series[0] + len(series)))
    truth = ledger_of(LANDLORD).truth
    assert sum(len(one) > 1 for row in truth for one in row.same) > 100
    ocr = Counter(row["ocr"] for row in ledger_of(LANDLORD).items if row["ocr"])
    assert max(ocr.values()) > 2


def test_pairs_paid_twice_know_each_other() -> None:
    """The second payment belongs to no claim, comes within two weeks, and is otherwise the first again."""
    ledgers = [ledger_of(profile) for profile in PROFILES]
    truth = {one.payment_id: one for ledger in ledgers for one in ledger.truth}
    payments = by_id([row for ledger in ledgers for row in ledger.payments], "payment_id")
    pairs = [(one, truth[one.twin]) for one in truth.values() if one.twin and one.claims]
    assert len(pairs) > 20
    for first, second in pairs:
        assert second.twin == first.payment_id
        assert second.claims == ()
        one, other = payments[first.payment_id], payments[second.payment_id]
        gap = date.fromisoformat(other["booked_on"]) - date.fromisoformat(one["booked_on"])
        assert 0 <= gap.days <= 14
        ignored = {"payment_id", "booked_on"}
        assert {k: v for k, v in one.items() if k not in ignored} == {
            k: v for k, v in other.items() if k not in ignored
        }


@every_profile
def test_the_truth_can_be_read_back(profile: Profile) -> None:
    """So that decisions written elsewhere, or another day, can be held against it."""
    truth = ledger_of(profile).truth
    assert tuple(Truth.of_row(one.row()) for one in truth) == truth


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_written_feeds_the_command_line(tmp_path: Path, form: str) -> None:
    """Both forms say the same, and `match` reads them."""
    ledger = mixed(claims=250, seed=2)
    ledger.write(tmp_path, "csv" if form == "csv" else "jsonl")
    read = {name: (tmp_path / f"{name}.{form}").read_bytes() for name in ("open-items", "payments", "links", "truth")}
    lines = list(match_files(read["open-items"], read["payments"], links=read["links"]))
    assert len(lines) == len(ledger.payments)
    assert read["truth"].count(b"\n") == len(ledger.truth) + (form == "csv")
    assert to_csv([]) == ""
