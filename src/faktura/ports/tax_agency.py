"""The tax agency: takes requests for payout of ROT, RUT and green technology, and answers with decisions."""

from typing import Protocol

from faktura.ports.exchange import FileExchange


class TaxAgency(FileExchange, Protocol):
    """Skatteverket's e-service, as far as files go: a person, or the host's own connection, uploads and downloads.

    What is submitted is a request file, named by the request; what comes back are decision files. The files hold personal
    numbers: an adapter keeps them where only those who need them can read.
    """
