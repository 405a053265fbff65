"""Bank files for tests: what the bank would send for payments of one's own choosing.

>>> from faktura.formats.bank import read_payments
>>> payment, = read_payments(bgmax_file("123453", "250.00", on=date(2026, 10, 1)))
>>> payment.references[0].text, payment.amount.minor
('123453', 25000)
"""

from datetime import date

from faktura.core.account import BankgiroNumber
from faktura.core.money import sek
from faktura.formats.bankgirot.bgmax import write
from faktura.formats.bankgirot.records import OCR, BgMaxFile, Deposit, PaymentRecord
from faktura.testing.identities import BANKGIRO


def bgmax_file(
    reference: str,
    amount: str,
    *,
    on: date,
    to: BankgiroNumber = BANKGIRO[0],
    name: str = "Kundföretaget AB",
    ocr: bool = True,
    serial: int = 1,
) -> bytes:
    """Return a BgMax test file with one payment of *amount* kronor to *to*.

    Args:
        reference: The OCR number, or with *ocr* off whatever the payer wrote.
        serial: Serial number of the deposit and the payment; another one makes it another payment.
    """
    payment = PaymentRecord(
        reference=reference,
        amount=sek(amount),
        reference_code=OCR if ocr else "3",
        channel="1",
        serial=f"{serial:012}",
        image="0",
        name=name,
    )
    deposit = Deposit(bankgiro=to.digits.zfill(10), paid_on=on, serial=f"{serial:05}", type="K", records=(payment,))
    return write(BgMaxFile(created=f"{on:%Y%m%d}060000000000", test=True, deposits=(deposit,)))
