"""The banks behind Swedish IBANs, against the reference and an independent library."""

import csv

import schwifty

from faktura.core.account import Iban
from faktura.core.account.iban_bank import IBAN_BANKS, bank_of
from faktura.testing.identities import BANK, IBANS
from tests.reference import reference


def test_the_table_says_what_the_reference_says() -> None:
    """Every bank id with its BIC."""
    with reference("bank", "iban_bank_ids.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["iban_bank_id"]: (row["bic"], row["bank"]) for row in rows} == {
        id: (bank.bic.code, bank.name) for id, bank in IBAN_BANKS.items()
    }


def test_an_independent_library_names_the_same_bic() -> None:
    """For the example IBANs."""
    for iban in IBANS:
        bank = bank_of(iban)
        assert bank is not None
        assert bank.bic == BANK
        assert str(schwifty.IBAN(iban.code).bic) == bank.bic.code


def test_other_ibans_have_no_bank_here() -> None:
    """Foreign ones, and Swedish ones of a bank not in the table."""
    assert bank_of(Iban.parse("DE89 3704 0044 0532 0130 00")) is None
    unknown = schwifty.IBAN.generate("SE", bank_code="999", account_code="1234567890123456")
    assert bank_of(Iban(str(unknown))) is None
