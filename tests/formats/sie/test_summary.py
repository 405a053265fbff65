"""The few words about a file that support staff see."""

from decimal import Decimal

from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Checksum
from faktura.formats.sie.summary import Summary, summary
from tests.formats.sie.test_reader import BALANCED, HEAD


def test_counts_and_sums() -> None:
    """Rows that were added or removed are history and are not counted."""
    history = "#RTRANS 1510 {} 5.00\n#TRANS 1510 {} 5.00\n#TRANS 3001 {} -5.00\n#BTRANS 1510 {} 7.00\n}"
    text = BALANCED.replace("}\n", "}\n", 1).removesuffix("}\n") + history
    assert summary(read(("#ORGNR 559999-0008\n#KONTO 1510 Kund\n" + text).encode())) == Summary(
        company="Exempel AB",
        organisation_number="559999-0008",
        type=4,
        vouchers=1,
        rows=4,
        accounts=1,
        balanced=True,
        checksum=Checksum.ABSENT,
        debit_total=Decimal("105.00"),
    )


def test_out_of_balance_is_said() -> None:
    """One verification that fails is enough, and so is an amount that cannot be read."""
    assert not summary(read(BALANCED.replace("-100.00", "-60.00").encode())).balanced
    assert not summary(read(BALANCED.replace("100.00", "tio").encode())).balanced
    assert summary(read(HEAD.encode())).balanced
