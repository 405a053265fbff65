"""One month of four small firms, from orders to books: what a host writes around faktura.

    python examples/month/run.py [FOLDER]

The clock is set forward through October 2026, bank day by bank day. Each day the host hands over the
bank files that came, issues what was ordered, does what the office decided, and lets the desk run;
at the end of the month it asks Skatteverket for ROT and RUT and exports the books. Everything is
written to FOLDER, out/month by default; the same input gives the same bytes.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import inputs
import page

from faktura import Desk, FileDelivery, FixedClock, SqliteStore
from faktura.core.calendar import is_bank_day
from faktura.core.deduction import DeductionKind
from faktura.core.number import exact
from faktura.desk.desk import RunReport, SenderDesk
from faktura.formats.pdf import reminder as reminder_pdf
from faktura.rules.crediting import CreditedLine

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
MONTH = f"{LAST:%Y-%m}"
OUT = Path(__file__).parents[2] / "out" / "month"


class Month:
    """The host's own program: its registers, a clock, and a desk for each of its four firms."""

    def __init__(self, store: SqliteStore, out: Path) -> None:
        """Keep everything in *store*, and write to *out*."""
        self.store, self.out = store, out
        self.clock = FixedClock(at(FIRST, 8))
        ids, secrets = count(1), count(1)  # a host leaves both out: they are random then
        desk = Desk(
            store,
            FileDelivery(out / "delivered"),
            clock=self.clock,
            new_id=lambda: f"{next(ids):04}",
            new_secret=lambda: f"{next(secrets):032x}",
        )
        self.desks = {id: desk.at(sender, actor="anna") for id, sender in inputs.senders().items()}
        self.customers = inputs.customers()
        self.orders, self.decisions = inputs.orders(), inputs.decisions()

    def day(self, day: date) -> None:
        """Do what there is to do on a bank day."""
        self.clock.set(at(day, 8))
        for sender, file in inputs.bank_files(day):
            self.desks[sender].payments.receive(file)
        for order in self.orders:
            if order.date == day:
                self.issue(order)
        for decision in self.decisions:
            if decision.date == day:
                self.carry_out(decision)
        for hour in (16, 18):  # what was issued in the morning leaves at 16, what reminds of it an hour later
            self.clock.set(at(day, hour))
            for sender, desk in self.desks.items():
                self.file_copies(sender, desk.run())

    def issue(self, order: inputs.Order) -> None:
        """Make the invoice of an order; were this run twice, the key would give the same invoice."""
        desk = self.desks[order.sender]
        draft = desk.invoices.draft(buyer=self.customers[order.customer], lines=order.lines, **order.fields)
        desk.invoices.issue(draft.id, key=order.fields["origin"])

    def carry_out(self, it: inputs.Decision) -> None:
        """Do what somebody at the office decided."""
        desk = self.desks[it.sender]
        match it.action:
            case "link":
                desk.payments.link(it.subject, document_id(desk, it.target))
            case "keep":
                desk.payments.keep(it.subject, customer_id=it.target)
            case "refund":
                desk.payments.refund(it.subject)
            case "ignore":
                desk.payments.ignore(it.subject, reason=it.note)
            case "credit":
                lines = [CreditedLine(it.target, exact(it.amount))] if it.target else []
                desk.invoices.credit(document_id(desk, it.subject), lines=lines, net=False)
            case "net":
                desk.invoices.net([document_id(desk, it.subject), document_id(desk, it.target)])
            case "refund-credit":
                desk.payments.refund_document(document_id(desk, it.subject))
            case _:
                raise ValueError(f"nobody here knows how to {it.action}")

    def file_copies(self, sender: str, report: RunReport) -> None:
        """Keep a copy of what left the house: reminders as PDF, e-invoices as they were handed over."""
        for _, refusal in report.refusals:
            raise refusal
        for made in report.reminders:
            name = f"paminnelse-{made.number}-{made.document_number}.pdf"
            pdf = reminder_pdf.write(made, logo=self.desks[sender].sender.logo)
            (self.out / sender / name).write_bytes(pdf)
        for handed in report.handed_over:
            for xml in (self.out / "delivered" / handed.answer).glob("*.xml"):
                shutil.copy(xml, self.out / sender)

    def close(self) -> None:
        """End the month: ask for ROT and RUT, export the books, and write down what stands where."""
        for sender, desk in self.desks.items():
            folder = self.out / sender
            for kind in DeductionKind:
                if desk.deductions.eligible(kind).cases:
                    request = desk.deductions.request(kind, name=f"{kind.name} {MONTH}")
                    (folder / f"{kind.value}-{MONTH}.xml").write_bytes(request.content)
            for hit in desk.search.documents():
                (folder / page.file_name(hit, "pdf")).write_bytes(desk.invoices.pdf(hit.document_id))
            (folder / f"bokforing-{MONTH}.si").write_bytes(desk.books.export(FIRST, LAST).content)
            (folder / "events.jsonl").write_text("".join(self.events(sender)), encoding="utf-8", newline="\n")
        summaries = {sender: desk.summary(as_of=LAST) for sender, desk in self.desks.items()}
        text = json.dumps({sender: attrs.asdict(one) for sender, one in summaries.items()}, indent=2)
        (self.out / "summary.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        page.write(self.out, self.desks, summaries)
        print(page.table(summaries))
        print(f"\nopen {self.out / 'index.html'}")

    def events(self, sender: str) -> Iterator[str]:
        """Yield everything that happened, one JSON object on each line."""
        with self.store.read(sender) as reading:
            for _, record in reading.history():
                told = {
                    "recorded_at": record.stamp.recorded_at.isoformat(),
                    "actor": record.stamp.actor,
                    "stream": record.stream,
                    "version": record.version,
                    "event": record.name,
                    "body": json.loads(record.body),
                    "digest": record.digest,
                }
                yield json.dumps(told, ensure_ascii=False) + "\n"


def at(day: date, hour: int) -> datetime:
    """Return the hour of a day in Sweden."""
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Stockholm"))


def document_id(desk: SenderDesk, number: str) -> str:
    """Return the id of the document that the office calls by its number."""
    return desk.search.by_number(number).document_id


def main(out: Path) -> None:
    """Run the month and write it to *out*; what an earlier run left there goes."""
    if out.exists() and any(out.iterdir()) and not (out / "faktura.db").exists():
        sys.exit(f"{out} holds something else than a month; choose another folder")
    shutil.rmtree(out, ignore_errors=True)
    for sender in inputs.senders():
        (out / sender).mkdir(parents=True)
    with SqliteStore(out / "faktura.db") as store:
        month = Month(store, out)
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            if is_bank_day(day):
                month.day(day)
        month.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
