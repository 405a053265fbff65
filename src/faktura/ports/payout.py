"""The payout bank: takes payment orders, and answers with status reports and bookings."""

from typing import Protocol

from faktura.ports.exchange import FileExchange


class PayoutBank(FileExchange, Protocol):
    """Where orders to pay go: a bank session, by host-to-host link, upload or service.

    What is submitted is a pain.001 file whose message id is the submission's id; what comes back are pain.002 files
    and camt.05x files with debits. A bank refuses the same message id twice, so a lost answer pays nothing twice.
    """
