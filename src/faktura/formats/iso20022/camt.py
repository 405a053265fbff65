"""camt.054 and camt.053: notifications of payments and account statements, the import that matters from 2027.

Elements are found by local name, so that versions .02, .04 and .08 share one reader, whatever
namespace a bank writes. The file is read as a stream: its size costs time, not memory. An entry is
one deposit; what it holds is used payment by payment only where it accounts for the entry exactly.

Source: the ISO 20022 schemas; where banks differ, what their published samples do.
"""

from faktura.formats.iso20022.incoming import payments, summary
from faktura.formats.iso20022.reading import Reading
from faktura.formats.iso20022.records import Balance, CamtFile, Detail, Entry, Party, Remittance, Report
from faktura.formats.iso20022.writer import carried, write
from faktura.formats.rereadable import Rereadable

__all__ = [
    "Balance",
    "CamtFile",
    "Detail",
    "Entry",
    "Party",
    "Remittance",
    "Report",
    "carried",
    "payments",
    "read",
    "summary",
    "write",
]


def read(data: bytes) -> CamtFile:
    """Read a camt.053 or camt.054 message.

    A byte-order mark and blanks before it are let through. What was odd (an entry whose payments do
    not account for it) or wrong (a closing balance that does not follow) is a finding.

    Raises:
        MalformedFile: No well-formed XML, another message, or an amount, date or direction that
            cannot be read.
    """
    reading = Reading(keep=True)
    for _ in reading.take(Rereadable(data)):
        pass
    return reading.finished()
