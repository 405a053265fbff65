"""Mandates that payers asked for in their internet banks (`AG-EMEDGIV`): records 51 to 59.

The payee answers each with a record 04 of an order file: accepted as it stands, or refused.
"""

from datetime import date
from functools import partial
from typing import Final

from attrs import define, field, frozen

from faktura.core.errors import Finding
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.bank_head import CLEARING, compare_day
from faktura.formats.bankgirot.autogiro.codec import RecordType, count, encoded, pack
from faktura.formats.bankgirot.autogiro.lines import Lines, place
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.bankgirot.layout import Layout

CONTENT: Final = "AG-EMEDGIV"


@frozen(kw_only=True)
class InternetMandate:
    """One mandate asked for.

    Attributes:
        kind: 0 new, 1 and 2 reminders that the payee has not answered.
        message: What the payer wrote, 36 positions.
        name, second, third, fourth: Name and address as the bank has them, two records of two fields.
    """

    payer_number: str
    account: PrivateDigits | None = None
    identity: PrivateDigits | None = None
    kind: str = "0"
    message: str = ""
    name: str = ""
    second: str = ""
    third: str = ""
    fourth: str = ""
    postal_code: str = ""
    town: str = ""
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class InternetMandates:
    """A whole file of them.

    Attributes:
        created: None only where a tolerant reading could not read it.
        bankgiro: The payee's bankgiro number in ten digits.
    """

    created: date | None
    bankgiro: str
    records: tuple[InternetMandate, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


_OPENING: Final = Layout("51", 80, """
     3-10  created       text
    11-14  clearing      text    9900
    15-24  bankgiro      text
    25-44  content       text    AG-EMEDGIV
""")  # fmt: skip
_MANDATE: Final = RecordType(InternetMandate, Layout("52", 80, """
     3-12  bankgiro      text
    13-28  payer_number  zeros
    29-44  account       text
    45-56  identity      text
    62-62  kind          text
"""), payer_number=codec.PAYER, account=codec.PRIVATE, identity=codec.PRIVATE, kind=codec.TEXT)  # fmt: skip
_DETAILS: Final = {
    layout.code: layout
    for layout in (
        Layout("53", 80, "     3-38  message   text"),
        Layout("54", 80, "     3-38  name      text\n    39-74  second  text"),
        Layout("55", 80, "     3-38  third     text\n    39-74  fourth  text"),
        Layout("56", 80, "     3-7   postal_code  text\n   8-38  town   text"),
    )
}
_END: Final = Layout("59", 80, """
     3-10  day           text
    11-14  clearing      text    9900
    15-21  records       zeros   number of 52 to 56
""")  # fmt: skip


@define
class _Asked:
    """A mandate whose records are still being read."""

    number: int
    line: str
    details: dict[str, str] = field(factory=dict)

    def mandate(self, bankgiro: str) -> InternetMandate:
        """Return the mandate, all its records being read."""
        return _MANDATE.read(self.number, self.line, bankgiro=bankgiro, **self.details)


def read(lines: Lines) -> InternetMandates:
    """Read a file of mandates from internet banks.

    Raises:
        MalformedFile: In a strict reading: a detail without its mandate, a field that cannot be read, no last
            record, or one that counts otherwise.
    """
    opening: dict[str, str] = {}
    asked: list[_Asked] = []
    seen, ended = 0, False
    for number, line in lines:
        code = line[:2]
        seen += code == _MANDATE.code or code in _DETAILS
        if not opening:
            opening = _OPENING.unpack(line)
        elif ended or code == _OPENING.code:
            lines.wrong("autogiro.order", number, field=f"record {code}", found="a later one", expected="none there")
        elif code == _MANDATE.code:
            asked.append(_Asked(number, line))
        elif code in _DETAILS:
            _detail(lines, number, line, asked)
        elif code == _END.code:
            ended = True
            compare_day(lines, opening["created"], line)
            lines.differs("records", count(_END.unpack(line)["records"]), str(seen))
        else:
            lines.unknown(number, line)
    return _file(lines, opening, asked, ended)


def _file(lines: Lines, opening: dict[str, str], asked: list[_Asked], ended: bool) -> InternetMandates:
    if not ended:
        lines.wrong("autogiro.end", lines.number, field="record type", found="nothing", expected=_END.code)
    bankgiro = opening.get("bankgiro", "")
    created = lines.attempt(lambda: place(1, "created").short_day(opening.get("created", "")))
    read = [lines.attempt(partial(one.mandate, bankgiro)) for one in asked]
    records = tuple(one for one in read if one is not None)
    return InternetMandates(created=created, bankgiro=bankgiro, records=records, findings=lines.findings)


def _detail(lines: Lines, number: int, line: str, asked: list[_Asked]) -> None:
    fields = _DETAILS[line[:2]].unpack(line)
    if not asked or not fields.keys().isdisjoint(asked[-1].details):
        expected = "record 52 before it" if not asked else "one for each record 52"
        lines.wrong("autogiro.order", number, field=f"record {line[:2]}", found="one more", expected=expected)
        return
    asked[-1].details.update(fields)


def write(file: InternetMandates) -> bytes:
    """Return *file* as bytes, its count made of its records; for tests and simulated banks.

    Raises:
        NotExpressible: A value does not fit its field.
    """
    day = "" if file.created is None else f"{file.created:%Y%m%d}".zfill(8)
    body = []
    for record in file.records:
        body.append(_MANDATE.write(record, bankgiro=file.bankgiro))
        for layout in _DETAILS.values():
            values = {one.name: str(getattr(record, one.name)) for one in layout.positions}
            if any(values.values()):
                body.append(pack(layout, **values))
    opening = pack(_OPENING, created=day, clearing=CLEARING, bankgiro=file.bankgiro, content=CONTENT)
    end = pack(_END, day=day, clearing=CLEARING, records=str(len(body)))
    return encoded([opening, *body, end])
