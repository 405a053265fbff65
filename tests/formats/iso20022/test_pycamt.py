"""An independent reader of camt.053 finds the same money, payers, days and balances in the statements."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pycamt.parser import Camt053Parser

from faktura.formats.iso20022 import camt


@pytest.mark.parametrize("version", ["02", "08"])
def test_pycamt_reads_the_same_statement(shared: Callable[..., Path], version: str) -> None:
    """Payment by payment, what is booked as money in; and what the account held before and after."""
    data = shared("bank", "iso20022", f"synthetic_se_camt.053.001.{version}.xml").read_bytes()
    theirs = Camt053Parser(data)
    file = camt.read(data)
    found = [
        (Decimal(one["Amount"]), one["DebtorName"] or "", one["BookingDate"], one["TransactionID"])
        for one in theirs.get_transactions()
        if (one["Status"], one["CreditDebitIndicator"]) == ("BOOK", "CRDT")
    ]
    ours = [one for one in camt.payments(file, "") if not one.reversal]
    assert found == [
        (one.amount.major, one.payer.name, one.booked_on.isoformat(), one.id.split(":")[4]) for one in ours
    ]
    (statement,) = theirs.get_statement_info()
    held = {one.type: one.amount.major for one in file.reports[0].balances}
    assert file.reports[0].account == f"iban:{statement['IBAN']}"
    assert (Decimal(statement["OpeningBalance"]), Decimal(statement["ClosingBalance"])) == (held["OPBD"], held["CLBD"])


@pytest.mark.parametrize("version", ["02", "08"])
def test_pycamt_reads_the_same_references(shared: Callable[..., Path], version: str) -> None:
    """The first structured reference of each payment that has one."""
    data = shared("bank", "iso20022", f"synthetic_se_camt.053.001.{version}.xml").read_bytes()
    theirs = [
        one["RemittanceInformation"]
        for one in Camt053Parser(data).get_transactions()
        if (one["Status"], one["CreditDebitIndicator"]) == ("BOOK", "CRDT")
    ]
    ours = [one for one in camt.payments(camt.read(data), "") if not one.reversal]
    pairs = [(their, one.references[0].text) for their, one in zip(theirs, ours, strict=True) if one.references]
    assert len(pairs) == 3
    assert all(their == our for their, our in pairs)
