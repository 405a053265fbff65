"""camt.054 and camt.053: what the samples hold, what is refused, and what becomes a payment."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from faktura.core.errors import MalformedFile
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentChannel
from faktura.formats.iso20022 import camt
from faktura.formats.iso20022.camt import CamtFile
from tests.formats.iso20022.strategies import agreeing, files

SWEDISH = [f"synthetic_se_camt.{kind}.001.{version}" for kind in ("053", "054") for version in ("02", "08")]

HEAD = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
TAIL = "</BkToCstmrDbtCdtNtfctn></Document>"


def sample(shared: Callable[..., Path], name: str) -> bytes:
    return shared("bank", "iso20022", f"{name}.xml").read_bytes()


def entry(
    inside: str = "", *, amount: str = "100.00", direction: str = "CRDT", status: str = "BOOK", date: str = "2026-11-02",
    reference: str = "<AcctSvcrRef>REF</AcctSvcrRef>",
) -> str:  # fmt: skip
    """One entry as XML."""
    day = f"<BookgDt><Dt>{date}</Dt></BookgDt>" if date else ""
    return (
        f'<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>{day}{reference}'
        f"{inside}</Ntry>"
    )


def message(*entries: str, account: str = "<IBAN>SE4550000000058398257466</IBAN>", head: str = HEAD) -> bytes:
    """A whole message with one report of these entries."""
    report = f"<Ntfctn><Id>N</Id><Acct><Id>{account}</Id></Acct>{''.join(entries)}</Ntfctn>"
    return f"{head}<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-03T00:10:00</CreDtTm></GrpHdr>{report}{TAIL}".encode()


def detail(amount: str = "100.00", remittance: str = "", more: str = "") -> str:
    """One payment as XML."""
    return f'<TxDtls><Amt Ccy="SEK">{amount}</Amt>{more}<RmtInf>{remittance}</RmtInf></TxDtls>'


def details(*parts: str) -> str:
    """The payments of an entry."""
    return f"<NtryDtls>{''.join(parts)}</NtryDtls>"


def strd(reference: str = "", number: str = "", kind: str = "", amount: str = "", note: str = "") -> str:
    """One structured reference."""
    document = (
        f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Nb>{number}</Nb></RfrdDocInf>" if number else ""
    )
    paid = f'<RmtdAmt Ccy="SEK">{amount}</RmtdAmt>' if amount else ""
    noted = f'<CdtNoteAmt Ccy="SEK">{note}</CdtNoteAmt>' if note else ""
    creditor = f"<CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf>" if reference else ""
    return f"<Strd>{document}<RfrdDocAmt>{noted}{paid}</RfrdDocAmt>{creditor}</Strd>"


def payments(data: bytes) -> tuple[IncomingPayment, ...]:
    return camt.payments(camt.read(data), "digest")


def told(payment: IncomingPayment) -> list[tuple[str, str, int | None]]:
    """Kind, text and part of each reference."""
    return [(one.kind, one.text, one.amount.minor if one.amount is not None else None) for one in payment.references]


@pytest.mark.parametrize("name", SWEDISH)
def test_the_swedish_samples_hold_what_their_list_says(shared: Callable[..., Path], name: str) -> None:
    """Booked credits 12 800.00 in 5 payments and 3 entries, two credit notes; one reversal, one pending."""
    file = camt.read(sample(shared, name))
    summary = camt.summary(file)
    assert (file.format, file.version) == (name[13:21], name[22:])
    assert (summary.payments, summary.total, summary.deductions, summary.deposits) == (5, (sek(12_800),), 2, 3)
    assert file.findings == ()
    made = camt.payments(file, "digest")
    assert [(one.amount, one.reversal) for one in made] == [
        (sek(1_000), False), (sek(1_400), False), (sek(700), False), (sek(9_450), False), (sek(250), False),
        (sek(1_000), True),
    ]  # fmt: skip


def test_every_version_and_message_gives_the_same_payments(shared: Callable[..., Path]) -> None:
    """Ids included: the notification and the statement tell of the same money."""
    read = [camt.payments(camt.read(sample(shared, name)), "digest") for name in SWEDISH]
    ids = {tuple(one.id for one in made) for made in read}
    assert len(ids) == 1
    contents = {tuple((one.references, one.payer, one.account, one.message) for one in made) for made in read}
    assert len(contents) == 1


def test_references_payers_and_accounts_of_the_samples(shared: Callable[..., Path]) -> None:
    """OCR, three OCR with parts, free text in two lines, net of credit notes, Swish."""
    made = payments(sample(shared, "synthetic_se_camt.054.001.08"))
    assert [told(one) for one in made] == [
        [("ocr", "655969", None)],
        [("ocr", "657866", 50_000), ("ocr", "658765", 60_000), ("ocr", "657767", 30_000)],
        [],
        [("ocr", "10000289", 1_000_000), ("credit_note", "900001", -20_000), ("credit_note", "900002", -35_000)],
        [],
        [],
    ]  # fmt: skip
    assert made[2].message == "Faktura 659763 kund 12\nandra raden"
    assert (made[4].account, made[4].payer.account, made[4].message) == (
        "swish:1231181189",
        "swish:+46700000000",
        "10000180",
    )
    assert [one.channel for one in made] == [PaymentChannel.BANKGIRO] * 4 + [
        PaymentChannel.SWISH,
        PaymentChannel.TRANSFER,
    ]
    assert made[0].payer.account == "bankgiro:97012333"
    assert made[0].id == "camt:bankgiro:9912346:2026-11-02:SVC-BG9912346-00074:1"
    assert made[1].source.place == "Ntfctn[1]/Ntry[1]/TxDtls[2]"


@pytest.mark.parametrize(
    ("name", "amount", "currency", "parts"),
    [
        ("generic_camt053.v2.minimal", 885, "EUR", 1),
        ("generic_camt053.v8", 885, "EUR", 1),
        ("generic_camt054.v2", 20_000_000, "SEK", 3),
        ("generic_camt054.v8", 20_000_000, "SEK", 3),
    ],
)
def test_foreign_samples_hold_one_entry(
    shared: Callable[..., Path], name: str, amount: int, currency: str, parts: int
) -> None:
    """What stands in the list of samples; an outgoing payment is no incoming one."""
    file = camt.read(sample(shared, name))
    (found,) = [one for report in file.reports for one in report.entries]
    assert (found.amount, len(found.details)) == (Money(amount, currency), parts)
    made = camt.payments(file, "digest")
    assert [one.amount for one in made] == ([Money(885, "EUR")] if currency == "EUR" else [])


@pytest.mark.parametrize("name", SWEDISH)
def test_a_mark_and_blanks_before_the_message_change_nothing(shared: Callable[..., Path], name: str) -> None:
    """Files begin so at times."""
    data = sample(shared, name)
    assert camt.read(b"\xef\xbb\xbf \r\n" + data) == camt.read(data)


def test_any_namespace_will_do(shared: Callable[..., Path]) -> None:
    """`iso:20023` has been seen; a namespace without version leaves it blank."""
    data = sample(shared, "synthetic_se_camt.054.001.08")
    assert camt.read(data.replace(b"iso:20022", b"iso:20023")) == camt.read(data)
    bare = camt.read(data.replace(b"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08", b"bank"))
    assert (bare.format, bare.version) == ("camt.054", "")


@given(files())
def test_every_payment_is_above_zero_and_has_its_own_id(file: CamtFile) -> None:
    """Whatever a bank writes; details of nothing are not payments of nothing."""
    made = camt.payments(file, "digest")
    assert len({one.id for one in made}) == len(made)
    assert all(one.amount.minor > 0 for one in made)


@given(files(agreeing()))
def test_the_payments_are_the_deposits(file: CamtFile) -> None:
    """Not an öre more or less, and one payment for each the bank names."""
    made = camt.payments(file, "digest")
    entries = [one for report in file.reports for one in report.entries]
    assert len(made) == sum(len(one.details) for one in entries)
    assert sum(one.amount.minor for one in made) == sum(one.amount.minor for one in entries)
    assert camt.summary(file).payments == len(made)


@given(files())
def test_the_same_message_gives_the_same_ids(file: CamtFile) -> None:
    """Read again, whatever bytes carried it."""
    again = camt.read(camt.write(file))
    assert [one.id for one in camt.payments(again, "x")] == [one.id for one in camt.payments(file, "y")]


def test_parts_are_used_only_when_they_make_the_payment() -> None:
    """Remitted less credited; one part missing or one öre wrong, and the references stand without parts."""
    right = strd("18", amount="80.00") + strd(number="7", kind="CREN", note="5.00") + strd("26", amount="25.00")
    (made,) = payments(message(entry(details(detail(remittance=right)))))
    assert told(made) == [("ocr", "18", 8_000), ("credit_note", "7", -500), ("ocr", "26", 2_500)]
    for wrong in (right.replace("25.00", "25.01"), right + strd("34")):
        (made,) = payments(message(entry(details(detail(remittance=wrong)))))
        assert {part for _, _, part in told(made)} == {None}


REFERENCES = [
    # structured reference, kind and text of what it becomes
    (strd("12351"), [("ocr", "12351")]),
    (strd("RF18539007547034"), [("text", "RF18539007547034")]),
    (strd("1" * 26), [("text", "1" * 26)]),
    (strd(number="1023", kind="CINV"), [("invoice", "1023")]),
    (strd(number="1023", kind="CREN"), [("credit_note", "1023")]),
    (strd(number="1023", kind="SOAC"), [("text", "1023")]),
    (strd("12351", number="1023", kind="CINV"), [("ocr", "12351"), ("invoice", "1023")]),
    (strd("12351", number="12351", kind="CINV"), [("ocr", "12351")]),
]


@pytest.mark.parametrize(("remittance", "references"), REFERENCES)
def test_the_kind_of_a_reference(remittance: str, references: list[tuple[str, str]]) -> None:
    """A creditor reference is an OCR number when it can be one, whatever its type says or leaves out."""
    (made,) = payments(message(entry(details(detail(remittance=remittance)))))
    assert [(one.kind, one.text) for one in made.references] == references


def _other(number: str, scheme: str) -> str:
    return f"<Othr><Id>{number}</Id>{scheme}</Othr>"


ACCOUNTS = [
    # account element, clearing number of its bank, what it becomes, channel
    (_other("9912346", "<SchmeNm><Prtry>BGNR</Prtry></SchmeNm>"), "", "bankgiro:9912346", PaymentChannel.BANKGIRO),
    (_other("1234566", "<SchmeNm><Cd>BBAN</Cd></SchmeNm>"), "9960", "plusgiro:1234566", PaymentChannel.PLUSGIRO),
    (_other("1234566", "<SchmeNm><Cd>BBAN</Cd></SchmeNm>"), "9500", "plusgiro:1234566", PaymentChannel.PLUSGIRO),
    (_other("8257466", "<SchmeNm><Cd>BBAN</Cd></SchmeNm>"), "5839", "account:58398257466", PaymentChannel.TRANSFER),
    (_other("1234566", "<SchmeNm><Cd>BBAN</Cd></SchmeNm>"), "", "bban:1234566", PaymentChannel.TRANSFER),
    (_other("1231181189", "<SchmeNm><Prtry>MOBNB</Prtry></SchmeNm>"), "", "swish:1231181189", PaymentChannel.SWISH),
    ("<IBAN>SE45 5000 0000 0583 9825 7466</IBAN>", "", "iban:SE4550000000058398257466", PaymentChannel.TRANSFER),
    (_other("42", ""), "", "other:42", PaymentChannel.TRANSFER),
]


@pytest.mark.parametrize(("account", "clearing", "text", "channel"), ACCOUNTS)
def test_the_receiving_account_is_told_by_its_scheme(account: str, clearing: str, text: str, channel: str) -> None:
    """Kind and number; a bare BBAN is never guessed to be a plusgiro."""
    agent = f"<RltdAgts><CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>{clearing}</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt></RltdAgts>"
    more = f"<RltdPties><CdtrAcct><Id>{account}</Id></CdtrAcct></RltdPties>{agent if clearing else ''}"
    (made,) = payments(message(entry(details(detail(more=more)))))
    assert (made.account, made.channel) == (text, channel)


def test_a_giro_may_stand_in_the_reference_of_the_entry_only() -> None:
    """Some banks give the payee's bankgiro nowhere else; without it the account of the report is meant."""
    (made,) = payments(message(entry(reference="<NtryRef>BG9912346-00074</NtryRef>")))
    assert made.account == "bankgiro:9912346"
    (made,) = payments(message(entry()))
    assert made.account == "iban:SE4550000000058398257466"


MONEY_OUT = [
    # direction, reversal, reference, account of the report, becomes
    ("CRDT", "", "", "", [False]),
    ("DBIT", "", "", "", []),
    ("DBIT", "<RvslInd>true</RvslInd>", "", "", [True]),
    ("CRDT", "<RvslInd>1</RvslInd>", "", "", [False]),  # a debit is reversed: the money is back
    ("CRDT", "<RvslInd>false</RvslInd>", "", "", [False]),
    ("DBIT", "", "<NtryRef>BG9912346-1</NtryRef>", "", [True]),
    ("DBIT", "", "", _other("9912346", "<SchmeNm><Prtry>BGNR</Prtry></SchmeNm>"), [True]),
]


@pytest.mark.parametrize(("direction", "reversal", "reference", "account", "reversals"), MONEY_OUT)
def test_money_taken_back_is_a_reversal_and_money_paid_out_is_nothing(
    direction: str, reversal: str, reference: str, account: str, reversals: list[bool]
) -> None:
    """A reversal, or a debit on a giro, is shown to a person; a debit on a bank account is somebody's outgoing payment."""
    account = account or "<IBAN>SE4550000000058398257466</IBAN>"
    made = payments(message(entry(reversal, direction=direction, reference=reference), account=account))
    assert [one.reversal for one in made] == reversals


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_not_booked_waits(status: str) -> None:
    """It may still change, and comes again when it is booked."""
    assert payments(message(entry(status=status))) == ()


def test_details_that_do_not_make_the_entry_give_one_payment() -> None:
    """The money of the entry with all the references, none of the parts, and a finding."""
    inside = details(detail("60.00", strd("18", amount="60.00")), detail("39.99", strd("26", amount="39.99")))
    data = message(entry(inside))
    (made,) = payments(data)
    assert (made.amount, told(made)) == (sek(100), [("ocr", "18", None), ("ocr", "26", None)])
    assert made.id.endswith(":0")
    (finding,) = camt.read(data).findings
    assert (finding.code, finding.severity, finding.path) == ("camt.details", "warning", "Ntfctn[1]/Ntry[1]")
    assert "99.99" in finding.explain("sv")
    assert finding.advise("en")


def test_a_batch_that_lacks_payments_is_told() -> None:
    """The entry says three and holds two."""
    inside = "<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>" + detail("60.00") + detail("40.00") + "</NtryDtls>"
    assert [one.code for one in camt.read(message(entry(inside))).findings] == ["camt.count"]


def test_a_foreign_payment_keeps_its_original_amount() -> None:
    """What the payer sent beside what was booked."""
    inside = details(
        '<TxDtls><AmtDtls><InstdAmt><Amt Ccy="EUR">9.00</Amt></InstdAmt><TxAmt><Amt Ccy="SEK">100.00</Amt></TxAmt></AmtDtls>'
        "<RltdPties><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties></TxDtls>"
    )
    (made,) = payments(message(entry(inside)))
    assert (made.amount, made.original, made.channel) == (sek(100), Money(900, "EUR"), PaymentChannel.FOREIGN)


def test_the_payer_as_either_version_writes_it() -> None:
    """Name, organisation number and address; the ultimate payer where the payer has no name; no private number."""
    party = (
        "<Nm>Firman AB</Nm><PstlAdr><StrtNm>Gatan</StrtNm><BldgNb>1</BldgNb><PstCd>111 22</PstCd><TwnNm>Orten</TwnNm>"
        "<Ctry>SE</Ctry></PstlAdr><Id><OrgId><Othr><Id>5599990008</Id></Othr></OrgId></Id>"
    )
    for wrapped in (
        f"<Dbtr>{party}</Dbtr>",
        f"<Dbtr><Pty>{party}</Pty></Dbtr>",
        f"<Dbtr><Agt/></Dbtr><UltmtDbtr><Pty>{party}</Pty></UltmtDbtr>",
    ):
        (made,) = payments(message(entry(details(detail(more=f"<RltdPties>{wrapped}</RltdPties>")))))
        assert (made.payer.name, made.payer.organisation_number) == ("Firman AB", "5599990008")
        assert made.payer.address == ("Gatan 1", "111 22 Orten", "SE")
    person = "<Dbtr><Nm>Tolvan</Nm><Id><PrvtId><Othr><Id>191212121212</Id></Othr></PrvtId></Id></Dbtr>"
    (made,) = payments(message(entry(details(detail(more=f"<RltdPties>{person}</RltdPties>")))))
    assert "1212" not in repr(made)


def test_the_day_is_the_one_booked_else_valued_else_the_messages() -> None:
    """A time stamp without zone gives its own day."""
    value = "<ValDt><DtTm>2026-11-05T23:59:59</DtTm></ValDt>"
    days = [payments(message(one))[0].booked_on.day for one in (entry(value), entry(value, date=""), entry(date=""))]
    assert days == [2, 5, 3]


def test_twins_have_ids_of_their_own() -> None:
    """Two equal payments in one entry, two equal entries, and entries without any reference of the bank."""
    twins = details(detail("50.00"), detail("50.00"))
    made = payments(message(entry(twins), entry(twins), entry(reference=""), entry(reference="")))
    assert len({one.id for one in made}) == len(made) == 6


def test_a_balance_that_does_not_follow_is_an_error(shared: Callable[..., Path]) -> None:
    """Opening and booked entries make the closing balance."""
    data = sample(shared, "synthetic_se_camt.053.001.02").replace(b"21800.00", b"21800.01")
    (finding,) = camt.read(data).findings
    assert (finding.code, finding.severity) == ("camt.balance", "error")
    assert "21801" not in finding.explain("en")
    assert "21800.01" in finding.explain("en")


MALFORMED = {
    "no XML": b"x",
    "another document": b"<Invoice/>",
    "another message": f"{HEAD.replace('BkToCstmrDbtCdtNtfctn', 'BkToCstmrAcctRpt')}</BkToCstmrAcctRpt></Document>".encode(),
    "an empty document": b'<Document xmlns="x"/>',
    "cut short": message(entry())[:-20],
    "a comma": message(entry(amount="100,00")),
    "a negative amount": message(entry(amount="-1.00")),
    "three decimals": message(entry(amount="1.005")),
    "no amount": message(entry(amount="")),
    "no direction": message(entry(direction="")),
    "a false direction": message(entry(direction="CREDIT")),
    "no such day": message(entry(date="2026-11-31")),
    "a false count": message(entry("<NtryDtls><Btch><NbOfTxs>x</NbOfTxs></Btch></NtryDtls>")),
    "no currency": message(entry()).replace(b' Ccy="SEK"', b""),
    "a false part": message(entry(details(detail(remittance=strd("18", amount="1e3"))))),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    """The whole file: half of the money of a file is worse than none."""
    with pytest.raises(MalformedFile):
        camt.read(data)


def test_an_error_tells_format_path_and_line() -> None:
    """The bank can be told where its file is wrong."""
    data = message(entry(), "\n\n" + entry(amount="1,0"))
    with pytest.raises(MalformedFile) as error:
        camt.read(data)
    assert (error.value.format, error.value.line, error.value.field) == ("camt.054", 3, "Ntfctn[1]/Ntry[2]/Amt")


def test_a_comment_inside_an_amount_does_not_shrink_it() -> None:
    """`100<!-- -->00.00` is ten thousand."""
    (made,) = payments(message(entry(amount="100<!-- -->00.00")))
    assert made.amount == sek(10_000)


def test_the_date_of_a_record_is_a_day() -> None:
    """Never a moment."""
    (report,) = camt.read(message(entry())).reports
    assert report.entries[0].booked_on == date(2026, 11, 2)
