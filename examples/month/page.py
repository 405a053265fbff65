"""The month as one page, `index.html`, and as a table for the terminal; nothing here is needed to invoice."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import asdict, frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from faktura import Money
from faktura.core.document import DocumentKind
from faktura.core.payment import PaymentState
from faktura.core.payment_rest import rounded, set_aside
from faktura.desk.desk import SenderDesk
from faktura.desk.overview import Summary
from faktura.desk.search import Hit
from faktura.formats.swedish import amount

TERMS: Final = (
    ("issued", "issued"),
    ("credited", "− credited"),
    ("charged", "+ charged"),
    ("paid", "− paid"),
    ("written_off", "− written off"),
    ("refunded", "+ refunded"),
    ("outstanding", "= outstanding"),
    ("unmatched", "unmatched"),
    ("set_aside", "not ours"),
    ("rounded", "rounding"),
    ("overpaid", "overpaid"),
)
"""The terms of the equation in its order, then what is counted beside it."""

BESIDE: Final = frozenset({"unmatched", "set_aside", "rounded", "overpaid"})


@frozen(kw_only=True)
class Row:
    """A document as the page lists it; `files` are name and label of what can be opened.

    `deduction` is what Skatteverket is to pay, `due` what the customer was asked for, `left` what is left of that.
    """

    number: str
    kind: str
    day: date
    buyer: str
    deduction: Money
    due: Money
    left: Money
    status: str
    files: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Came:
    """A payment as the page lists it: what came, what became of it, and why."""

    day: date
    payer: str
    amount: Money
    became: tuple[str, ...]
    why: str


def file_name(hit: Hit, ending: str) -> str:
    """Return the name of a document's file, as the desk names it in deliveries."""
    kind = "kreditfaktura" if hit.kind is DocumentKind.CREDIT_NOTE else "faktura"
    return f"{kind}-{hit.number}.{ending}"


def table(summaries: Mapping[str, Summary]) -> str:
    """Return the totals as aligned text, a column for each firm, in kronor."""
    width = max(12, *(len(sender) for sender in summaries)) + 2
    lines = ["kronor".ljust(16) + "".join(sender.rjust(width) for sender in summaries)]
    for name, label in TERMS:
        if name == "outstanding":
            lines.append("")
        cells = (f"{_minor(one, name) / 100:,.2f}".replace(",", " ") for one in summaries.values())
        lines.append(label.replace("−", "-").ljust(16) + "".join(cell.rjust(width) for cell in cells))
    return "\n".join(lines)


def write(out: Path, desks: Mapping[str, SenderDesk], summaries: Mapping[str, Summary]) -> None:
    """Write the page of all *desks* to `index.html` in *out*."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["kronor"] = lambda value: amount(value if isinstance(value, Money) else Money(value))
    firms = [_firm(out / sender, desk, summaries[sender]) for sender, desk in desks.items()]
    text = templates.get_template("index.html.jinja").render(firms=firms, terms=TERMS, beside=BESIDE)
    (out / "index.html").write_text(text, encoding="utf-8", newline="\n")


def _minor(summary: Summary, name: str) -> int:
    found = asdict(summary)[name]
    assert isinstance(found, int)  # noqa: S101 - every term is an amount in öre
    return found


def _firm(folder: Path, desk: SenderDesk, summary: Summary) -> dict[str, object]:
    hits = desk.search.documents()
    numbers = {hit.document_id: hit.number for hit in hits}
    listed = {file for hit in hits for file, _ in _files(folder, hit)}
    rows = [_row(folder, desk, hit) for hit in hits]
    files = sorted(file.name for file in folder.iterdir() if file.name not in listed)
    return {
        "sender": desk.sender,
        "logo": b64encode(desk.sender.logo or b"").decode(),
        "totals": {name: _minor(summary, name) for name, _ in TERMS},
        "documents": rows,
        "deducts": any(row.deduction for row in rows),
        "payments": [_came(desk, state, numbers) for state in desk.overview.payments()],
        "files": files,
    }


def _row(folder: Path, desk: SenderDesk, hit: Hit) -> Row:
    state = desk.invoices.balance(hit.document_id)
    status = state.payment_status.value.replace("_", " ")
    reminded = f", reminded {len(state.reminders)}×" if state.reminders else ""
    return Row(
        number=hit.number,
        kind="credit note" if hit.kind is DocumentKind.CREDIT_NOTE else "invoice",
        day=hit.issue_date,
        buyer=hit.buyer_name,
        deduction=desk.invoices.get(hit.document_id).totals.deduction,
        due=hit.amount_due,
        left=hit.open,
        status=status + reminded,
        files=_files(folder, hit),
    )


def _files(folder: Path, hit: Hit) -> tuple[tuple[str, str], ...]:
    names = {
        file_name(hit, "pdf"): "PDF",
        file_name(hit, "xml"): "e-invoice",
        f"paminnelse-1-{hit.number}.pdf": "reminder",
    }
    return tuple((name, label) for name, label in names.items() if (folder / name).exists())


def _came(desk: SenderDesk, state: PaymentState, numbers: Mapping[str, str]) -> Came:
    payment = desk.payments.get(state.id)
    links = [f"{numbers[link.receivable_id]}: {amount(link.amount)}" for link in state.allocations]
    rests = {
        "kept": state.kept,
        "paid back": state.refunded,
        "not ours": set_aside(state),
        "rounding": rounded(state),
        "undecided": state.unallocated,
    }
    return Came(
        day=payment.booked_on,
        payer=payment.payer.name,
        amount=payment.amount,
        became=(*links, *(f"{name}: {amount(rest)}" for name, rest in rests.items() if rest)),
        why=desk.payments.why(state.id),
    )
