"""Mandate advice (medgivandeavisering, `AG-MEDAVI`): what became of mandates, record 73 by record 73."""

from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.bank_head import CLEARING, Head, head_line, read_list
from faktura.formats.bankgirot.autogiro.codec import RecordType, count, encoded, pack
from faktura.formats.bankgirot.autogiro.lines import Lines
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.bankgirot.layout import Layout

CONTENT: Final = "AG-MEDAVI"


@frozen(kw_only=True)
class AdviceRecord:
    """What became of one mandate.

    Attributes:
        account: The payer's account; none where it is a bankgiro number, or the mandate is gone.
        information: Why the record was made, two digits: `said("mandate.information", code)`.
        status: What the mandate is now, two digits: `said("mandate.status", code)`.
        first_day: The first day on which money may be withdrawn; only in newer files.
    """

    payer_number: str
    account: PrivateDigits | None = None
    identity: PrivateDigits | None = None
    information: str
    status: str
    on: date
    first_day: date | None = None
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class AdviceFile:
    """A whole mandate advice; *findings* as in every file read here."""

    head: Head
    records: tuple[AdviceRecord, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


ADVICE: Final = RecordType(AdviceRecord, Layout("73", 80, """
     3-12  bankgiro      text
    13-28  payer_number  zeros
    29-44  account       text
    45-56  identity      text
    62-63  information   text
    64-65  status        text
    66-73  on            text
    74-79  first_day     text    YYMMDD
"""), payer_number=codec.PAYER, account=codec.PRIVATE, identity=codec.PRIVATE, information=codec.TEXT,
    status=codec.TEXT, on=codec.DAY, first_day=codec.SHORT_DAY)  # fmt: skip
_END: Final = Layout("09", 80, """
     3-10  day           text
    11-14  clearing      text    9900
    15-21  records       zeros
""")  # fmt: skip


def read(lines: Lines) -> AdviceFile:
    """Read a mandate advice.

    Raises:
        MalformedFile: In a strict reading: a record that cannot be read, or a last record that counts otherwise.
    """

    def record(number: int, line: str, bankgiro: str) -> AdviceRecord | None:
        return ADVICE.read(number, line, bankgiro=bankgiro) if line[:2] == ADVICE.code else None

    def end(line: str, found: tuple[AdviceRecord, ...]) -> None:
        lines.differs("records", count(_END.unpack(line)["records"]), str(len(found)))

    head, records = read_list(lines, record, end)
    return AdviceFile(head=head, records=records, findings=lines.findings)


def write(file: AdviceFile) -> bytes:
    """Return *file* as bytes, its count made of its records.

    Raises:
        NotExpressible: A value does not fit its field.
    """
    lines = [head_line(file.head, CONTENT)]
    lines += [ADVICE.write(one, bankgiro=file.head.bankgiro) for one in file.records]
    lines.append(pack(_END, day=file.head.day, clearing=CLEARING, records=str(len(file.records))))
    return encoded(lines)
