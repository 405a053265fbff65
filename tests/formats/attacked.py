"""One file of each format that `show` reads, made by our own writers (where we have none, by hand): what the attacks begin with."""

from datetime import UTC, date, datetime
from typing import Final

from faktura.core.money import sek
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.iso20022 import camt, pain001
from faktura.formats.peppol import billing
from faktura.formats.sie5 import writer as sie5
from faktura.formats.sie5.entry import EntryHead, entry_file
from faktura.formats.skatteverket import decision, green_request, request
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from faktura.rules.chart import BAS_CHART
from faktura.testing.bank_files import bgmax_file
from faktura.testing.identities import COMPANIES, PERSONS
from tests.desk.test_payouts import answer
from tests.formats.iso20022.test_pain001 import refunds
from tests.formats.sample_documents import SAMPLES
from tests.formats.sie5.test_sie5 import voucher
from tests.formats.skatteverket import test_green_request as green
from tests.formats.skatteverket import test_request as rut

DAY: Final = date(2026, 10, 5)
SIE: Final = (
    '#FLAGGA 0\n#PROGRAM "Prov" 1.0\n#FORMAT PC8\n#GEN 20261005\n#SIETYP 4\n#FNAMN "Bolaget AB"\n#RAR 0 20260101 20261231\n'
    '#KONTO 1510 "Kundfordringar"\n#KONTO 3001 "Försäljning"\n#VER K 1 20261005 "Faktura 1001"\n{\n'
    "#TRANS 1510 {} 125.00\n#TRANS 3001 {} -125.00\n}\n"
)
LB: Final = [
    "110009912346261005LEVERANTÖRSBETALNINGAR",
    "140055555551FAKTURA 1001             000000012500",
    "290009912346000000010000000012500",
]


def samples() -> dict[str, bytes]:
    """The files, by the name of their format."""
    document = SAMPLES["plain"]
    notice = AdviceFile(
        head=Head(created="20261001", customer_number="471117", bankgiro="0009912346"),
        records=(AdviceRecord(payer_number="101", information="04", status="32", on=DAY),),
    )
    decided = PayoutDecision(
        version="1",
        performer=COMPANIES[0],
        decisions=(
            RequestDecision(
                name="Rot", reference="20260000185-01",
                cases=(DecidedCase(buyer=PERSONS[0], invoice_number="1001", granted=1500),),
            ),
        ),
    )  # fmt: skip
    return {
        "autogiro": autogiro.write(notice),
        "bgmax": bgmax_file("123453", "250.00", on=DAY),
        "camt.053": _statement(),
        "camt.054": _camt(),
        "green-technology-request": green_request.write(green.green(green.case())),
        "lb": "\r\n".join(f"{line:<80}" for line in LB).encode("latin-1"),
        "pain.001": pain001.write(refunds(), created_at=datetime(2026, 10, 5, 9, tzinfo=UTC)),
        "pain.002": answer("R1", "RJCT"),
        "peppol-bis-3": billing.write(document),
        "rot-rut-decision": decision.write(decided),
        "rot-rut-request": request.write(rut.rut(rut.case())),
        "sie": SIE.encode("cp437"),
        "sie5": sie5.write(entry_file([voucher()], HEAD, chart=BAS_CHART)),
        "svefaktura": svefaktura.write(document),
        "svefaktura-bis5a": bis5a.write(document),
    }


HEAD: Final = EntryHead(
    company="Bolaget AB", organisation_number="5599990008", created=datetime(2026, 10, 5, 9, tzinfo=UTC), by="anna", version="1"
)  # fmt: skip


def _camt() -> bytes:
    paid = camt.Detail(amount=sek(250), credit=True, references=(("EndToEndId", "E1"),))
    entry = camt.Entry(service_reference="X1", amount=sek(250), credit=True, booked_on=DAY, details=(paid,))
    report = camt.Report(id="N", account="bankgiro:9912346", entries=(entry,))
    return camt.write(
        camt.CamtFile(
            format="camt.054", version="001.08", message_id="M", created="2026-10-05T18:00:00", reports=(report,)
        )
    )


def _statement() -> bytes:
    """The same as a statement, which we do not write ourselves."""
    names = ((b"BkToCstmrDbtCdtNtfctn", b"BkToCstmrStmt"), (b"Ntfctn>", b"Stmt>"), (b"camt.054", b"camt.053"))
    data = _camt()
    for old, new in names:
        data = data.replace(old, new)
    return data
