"""Reading BgMax record by record: what may follow what, and whether totals and counts agree."""

from collections import Counter
from typing import Final, Literal

from attrs import define, field

import faktura.formats.wording  # noqa: F401 - the sentences of the findings
from faktura.core.errors import Finding, MalformedFile
from faktura.core.money import LARGEST, Money
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.heads import Learnt
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.bankgirot.records import BgMaxFile, Deposit, ExtraReference, PaymentRecord
from faktura.formats.fields import Place

_PAID: Final = {"20": bg.PAYMENT, "21": bg.DEDUCTION}
_EXTRA: Final = {"22": bg.EXTRA, "23": bg.EXTRA_NEGATIVE}
_DETAIL: Final = {"26": bg.NAME, "27": bg.ADDRESS, "28": bg.TOWN, "29": bg.ORGANISATION}
_COUNTED: Final = {
    "payments": ("20",),
    "deductions": ("21",),
    "extras": ("22", "23"),
    "deposits": ("15",),
}


def _counted(text: str) -> str:
    """Return the count that *text* states, as it is written plainly; what is no number as it stands."""
    digits = text.strip(" ")
    return digits.lstrip("0") or "0" if not digits.strip("0123456789") else text


@define
class _Paid:
    """A payment whose records are still being read."""

    line: int
    code: str
    fields: dict[str, str]
    amount: Money
    extras: list[ExtraReference] = field(factory=list)
    information: list[str] = field(factory=list)

    def record(self) -> PaymentRecord:
        """Return the payment, all its records being read."""
        of = self.fields
        return PaymentRecord(
            bankgiro=of["bankgiro"],
            reference=of["reference"].strip(),
            amount=self.amount,
            reference_code=of["reference_code"],
            channel=of["channel"],
            serial=of["serial"],
            image=of["image"],
            deduction=self.code == bg.DEDUCTION.code,
            deduction_code=of.get("deduction_code", ""),
            extras=tuple(self.extras),
            information=tuple(self.information),
            name=of.get("name", ""),
            extra_name=of.get("extra_name", ""),
            street=of.get("street", ""),
            postal_code=of.get("postal_code", ""),
            town=of.get("town", ""),
            country=of.get("country", ""),
            country_code=of.get("country_code", ""),
            organisation_number=of.get("organisation_number", ""),
            line=self.line,
        )


@define
class _Section:
    """A section whose deposit record has not come yet."""

    line: int
    fields: dict[str, str]
    currency: str
    records: list[PaymentRecord] = field(factory=list)
    count: int = 0
    made: int = 0
    netted: bool = False
    broken: bool = False


class Reading:
    """The file so far; each record type has its method, and knows what it may follow.

    With *learnt* the file is proved only: its deposits are told there, and nothing is kept of them.
    """

    def __init__(self, strict: bool, *, learnt: Learnt | None = None) -> None:
        self._strict = strict
        self._learnt = learnt
        self._findings: list[Finding] = []
        self._seen: Counter[str] = Counter()
        self._start: dict[str, str] = {}
        self.deposits: list[Deposit] = []
        self._gross = 0
        self._section: _Section | None = None
        self._paid: _Paid | None = None
        self._passing = False  # the payment or section could not be read, so what belongs to it is passed over

    def odd(self, code: str, line: int, *, found: str, expected: str, field: str = "") -> None:
        """Note what loses nothing, whatever the reading."""
        self._note(code, "warning", line, field, found, expected)

    def wrong(self, code: str, line: int, *, found: str, expected: str, field: str) -> None:
        """Stop a strict reading here; note the fault in a tolerant one."""
        if self._strict:
            raise MalformedFile(format=bg.FORMAT, line=line, field=field, found=found, expected=expected)
        self._note(code, "error", line, field, found, expected)

    def _note(
        self,
        code: str,
        severity: Literal["error", "warning"],
        line: int,
        field: str,
        found: str,
        expected: str,
    ) -> None:
        facts = (("field", field), ("found", found), ("expected", expected))
        self._findings.append(Finding(code=code, path=f"line {line}", severity=severity, facts=facts))

    def take(self, number: int, line: str) -> None:
        """Read one record."""
        code = line[:2]
        if not self._seen and code != bg.START.code:
            self.wrong("bgmax.start", number, field="record type", found=code, expected="01")
        if self._seen[bg.END.code]:
            self.wrong("bgmax.end", number, field="record type", found=code, expected="70")
        self._seen[code] += 1
        if len(line) > bg.LENGTH and line[bg.LENGTH :].strip():
            self.odd("bgmax.long_line", number, found=str(len(line)), expected=str(bg.LENGTH))
        line = line.ljust(bg.LENGTH)
        try:
            self._record(code, number, line)
        except MalformedFile as error:
            if self._strict:
                raise
            self._note("bgmax.field", "error", number, error.field, error.found, error.expected)

    def _record(self, code: str, number: int, line: str) -> None:
        if code in _PAID:
            self._pay(number, _PAID[code], line)
        elif code in _EXTRA:
            self._extra(number, _EXTRA[code], line)
        elif code == bg.INFORMATION.code:
            if paid := self._of_payment(number, code):
                paid.information.append(bg.INFORMATION.unpack(line)["information"])
        elif code in _DETAIL:
            self._detail(number, _DETAIL[code], line)
        elif code == bg.OPENING.code:
            self._opening(number, line)
        elif code == bg.DEPOSIT.code:
            self._deposit(number, line)
        elif code == bg.START.code:
            self._started(number, line)
        elif code == bg.END.code:
            self._end(number, line)
        else:
            self.odd("bgmax.unknown_record", number, found=repr(code), expected="")

    def _started(self, number: int, line: str) -> None:
        self._start = bg.START.unpack(line)
        if self._seen[bg.START.code] > 1:
            self.wrong("bgmax.order", number, field="record 01", found="a second one", expected="one")
        if self._start["layout"] != "BGMAX":
            self.wrong("bgmax.start", number, field="layout", found=self._start["layout"], expected="BGMAX")

    def _opening(self, number: int, line: str) -> None:
        self._close(number)
        fields = bg.OPENING.unpack(line)
        currency = fields["currency"] or "SEK"
        self._passing = True
        self._place(number, "currency").decimals_of(currency)
        self._section, self._passing = _Section(number, fields, currency), False

    def _close(self, number: int) -> None:
        """Let go of a section that has no deposit record: without it there is no date and no proof."""
        self._paid = None
        if self._section is not None:
            self.wrong("bgmax.order", number, field="record 05", found="no record 15", expected="record 15")
        self._section = None

    def _pay(self, number: int, layout: Layout, line: str) -> None:
        self._keep_payment()
        if self._section is None:
            if not self._passing:
                self.wrong("bgmax.order", number, field=f"record {layout.code}", found="no 05", expected="05")
            self._passing = True
            return
        self._passing = True
        fields = layout.unpack(line)
        broken, self._section.broken = self._section.broken, True
        place = self._place(number, "amount")
        amount = place.minor_units(fields["amount"].strip(" "), self._section.currency)
        if not amount:
            raise place.wrong("0", "an amount above zero")
        self._gross += amount.minor
        if self._gross > LARGEST:
            raise place.wrong(str(amount), "amounts of at most 10^15 in all")
        self._section.broken = broken
        self._paid, self._passing = _Paid(number, layout.code, fields, amount), False

    def _extra(self, number: int, layout: Layout, line: str) -> None:
        paid = self._of_payment(number, layout.code)
        if paid is None:
            return
        of = layout.unpack(line)
        stated = of["amount"].strip(" ") or "0"
        paid.extras.append(
            ExtraReference(
                bankgiro=of["bankgiro"],
                reference=of["reference"].strip(),
                amount=self._place(number, "amount").minor_units(stated, paid.amount.currency),
                reference_code=of["reference_code"],
                channel=of["channel"],
                serial=of["serial"],
                image=of["image"],
                negative=layout is bg.EXTRA_NEGATIVE,
                line=number,
            )
        )

    def _detail(self, number: int, layout: Layout, line: str) -> None:
        paid = self._of_payment(number, layout.code)
        if paid is None:
            return
        fields = layout.unpack(line)
        if not fields.keys().isdisjoint(paid.fields):
            self.wrong("bgmax.order", number, field=f"record {layout.code}", found="a second", expected="one")
            return
        paid.fields.update(fields)

    def _of_payment(self, number: int, code: str) -> _Paid | None:
        if self._paid is None and not self._passing:
            self.wrong("bgmax.order", number, field=f"record {code}", found="no payment", expected="20 or 21")
        return self._paid

    def _keep_payment(self) -> None:
        if self._paid is None or self._section is None:
            return
        record = self._paid.record()
        if any(extra.amount for extra in record.extras) and not record.split:
            made = sum(extra.signed.minor for extra in record.extras)
            found = str(Money(made, record.amount.currency)) if abs(made) <= LARGEST else "more than 10^15"
            self.odd("bgmax.split", record.line, found=found, expected=str(record.amount))
        self._section.count += 1
        self._section.made += -record.amount.minor if record.deduction else record.amount.minor
        self._section.netted |= record.deduction
        if self._learnt is None:
            self._section.records.append(record)
        self._paid = None

    def _deposit(self, number: int, line: str) -> None:
        self._keep_payment()
        section, self._section = self._section, None
        if section is None:
            if not self._passing:
                self.wrong("bgmax.order", number, field="record 15", found="no record 05", expected="05")
            return
        of = bg.DEPOSIT.unpack(line)
        deposit = Deposit(
            bankgiro=section.fields["bankgiro"],
            plusgiro=section.fields["plusgiro"],
            currency=section.currency,
            account=of["account"],
            paid_on=self._place(number, "payment date").short_day(of["paid_on"]),
            serial=of["serial"],
            type=of["type"],
            records=tuple(section.records),
            line=section.line,
        )
        if not section.broken:
            self._agree(number, section, of)
        if self._learnt is None:
            self.deposits.append(deposit)
        else:
            giro, currency = deposit.bankgiro, deposit.currency
            self._learnt.closed(giro, currency, line, count=section.count, netted=section.netted)

    def _agree(self, number: int, section: _Section, of: dict[str, str]) -> None:
        place, currency = self._place(number, "amount"), section.currency
        stated = place.minor_units(of["amount"].strip(" "), currency)
        for field_, found, expected in (
            ("currency", of["currency"] or currency, currency),
            ("amount", str(stated), str(Money(section.made, currency))),
            ("count", _counted(of["count"]), str(section.count)),
        ):
            if found != expected:
                self.wrong("bgmax.deposit", number, field=field_, found=found, expected=expected)

    def _end(self, number: int, line: str) -> None:
        self._close(number)
        for name, stated in bg.END.unpack(line).items():
            found = _counted(stated)
            there = str(sum(self._seen[code] for code in _COUNTED[name]))
            if found != there:
                self.wrong("bgmax.count", number, field=name, found=found, expected=there)

    def finished(self, number: int) -> BgMaxFile:
        """Return the file; nothing more comes."""
        self._close(number)
        if not self._seen[bg.END.code]:
            self.wrong("bgmax.end", number, field="record type", found="nothing", expected="70")
        return BgMaxFile(
            version=self._start.get("version", ""),
            created=self._start.get("created", ""),
            test=self._start.get("mark", "") == "T",
            deposits=tuple(self.deposits),
            findings=tuple(self._findings),
        )

    def _place(self, number: int, name: str) -> Place:
        return Place(format=bg.FORMAT, line=number, field=name)
