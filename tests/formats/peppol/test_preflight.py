"""The pre-flight against the official rules: every unit test, every example, and files made a little wrong."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from faktura.core.document import Document
from faktura.core.errors import Finding, MalformedFile, NotExpressible
from faktura.core.wording import codes
from faktura.formats.einvoice.en16931 import rules as core
from faktura.formats.peppol.billing import read, receive, write
from faktura.formats.peppol.preflight import preflight
from tests.formats import official
from tests.formats.einvoice_strategies import FEWER
from tests.formats.mutated import mutant
from tests.formats.peppol.documents import SAMPLES as OWN
from tests.formats.peppol.documents import peppol_documents
from tests.formats.sample_documents import SAMPLES as SHARED_SAMPLES
from tests.reference import ROOT, SHARED, reference

SAMPLES = SHARED_SAMPLES | OWN
FOLDERS = (
    "en16931/unit-Invoice",
    "en16931/unit-CreditNote",
    "peppol-bis-3/unit-UBL-PEPPOL",
    "peppol-bis-3/unit-UBL-SE",
)
FLAGS = {"error": "f", "warning": "w", "information": "i"}


def listed(findings: tuple[Finding, ...]) -> Counter[str]:
    """Rule and flag of each finding, as the tables of outcomes write them; the schema's own left out."""
    return Counter(f"{one.code}:{FLAGS[one.severity]}" for one in findings if not one.code.startswith("schema."))


def theirs(fired: tuple[official.Fired, ...]) -> Counter[str]:
    """The same of what the official engine fired."""
    return Counter(f"{one.rule}:{one.flag[:1]}" for one in fired)


def asserted(path: Path) -> Iterator[tuple[bytes, str, str]]:
    """Each assertion of a file of unit tests: the document, what is expected, and the rule."""
    for test in etree.parse(str(path)).getroot():
        parts = [one for one in test if isinstance(one.tag, str)]
        documents = [one for one in parts if etree.QName(one).localname in ("Invoice", "CreditNote")]
        wanted = [one for one in parts if etree.QName(one).localname == "assert"]
        for document in documents:
            for one in (each for part in wanted for each in part if isinstance(each.tag, str)):
                kind = etree.QName(one).localname
                if kind in ("success", "error", "warning"):
                    yield etree.tostring(document), kind, (one.text or "").strip()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_official_unit_test_comes_out_as_it_says(folder: str) -> None:
    """`success`: the rule does not fire; `error` and `warning`: it fires with that severity."""
    count = 0
    for path in sorted(reference("einvoice", *folder.split("/")).glob("*.xml")):
        for data, kind, rule in asserted(path):
            found = {one.severity for one in preflight(data) if one.code == rule}
            assert found == (set() if kind == "success" else {kind}), (path.name, rule, kind)
            count += 1
    assert count > 20


def outcomes(folder: str) -> Iterator[tuple[str, bytes, list[str]]]:
    """Each example with its outcomes: the schema's verdict, then what each rule file fires."""
    table = reference("einvoice", folder, "expected.tsv").read_text(encoding="utf-8")
    for row in table.split("\n")[1:]:
        name, *cells = row.split("\t")
        if name:
            yield name, reference("einvoice", folder, *name.split("/")).read_bytes(), cells[1:]


def counted(cell: str) -> Counter[str]:
    """`BR-27:fx2` as twice `BR-27:f`."""
    found: Counter[str] = Counter()
    for one in cell.split():
        if one != "-":
            rule, _, times = one.rpartition("x")
            found[rule] = int(times)
    return found


@pytest.mark.parametrize("folder", ["en16931", "peppol-bis-3"])
def test_every_official_example_fires_what_its_table_says(folder: str) -> None:
    """Exactly those rules, as often, with those flags; and the structure is refused where the schema refuses it."""
    for name, data, (schema, *rules) in outcomes(folder):
        found = core.findings(data) if folder == "en16931" else preflight(data)
        assert listed(found) == sum(map(counted, rules), Counter[str]()), name
        assert any(one.code.startswith("schema.") for one in found) == (schema == "FAIL"), name


def both(data: bytes) -> tuple[Counter[str], Counter[str] | None]:
    """What we fire, and what the official rules fire; nothing of theirs when they give up on the file."""
    with_peppol = (SHARED / "reference").exists()
    found = preflight(data) if with_peppol else core.findings(data)
    try:
        fired = official.en16931_rules(data) + (official.peppol_rules(data) if with_peppol else ())
    except Exception:  # noqa: BLE001 - a dynamic error of the engine, of whatever class
        assert any(one.severity == "error" for one in found)  # we do say that something is wrong
        return listed(found), None
    return listed(found), theirs(fired)


def compare(data: bytes) -> bool:
    """Whether the official rules could judge *data*, and if so that ours say the same; and the schemas too."""
    ours, official_ones = both(data)
    refused = bool(official.ubl_schema(data))
    broken = [one for one in core.findings(data) if one.code.startswith("schema.")]
    if refused:
        return official_ones is not None  # of such a file a receiver asks no more
    assert not broken
    assert official_ones is None or ours == official_ones
    return official_ones is not None


@pytest.mark.parametrize("seed", range(40))
def test_a_file_made_a_little_wrong_fires_what_the_official_rules_fire(seed: int) -> None:
    """Elements taken away, repeated or put in; amounts a cent off; other codes, countries and attributes."""
    chance = random.Random(seed)
    data = mutant(write(SAMPLES[chance.choice(sorted(SAMPLES))]), chance)
    assert compare(data) or preflight(data)  # what the official engine gives up on, we say something of


@pytest.mark.soak
def test_thousands_of_files_made_wrong_agree() -> None:
    """The same over all official examples and our own, for a long while."""
    chance = random.Random(8)
    files = [write(one) for one in SAMPLES.values()]
    if (SHARED / "reference").exists():
        files += [data for folder in ("en16931", "peppol-bis-3") for _, data, _ in outcomes(folder)]
    judged = sum(compare(mutant(chance.choice(files), chance)) for _ in range(4000))
    assert judged > 2000


TOTALS = [
    # element,                                              rules that fire at least when it is a cent off
    ("LegalMonetaryTotal/LineExtensionAmount", {"BR-CO-10", "BR-CO-13"}),
    ("LegalMonetaryTotal/TaxExclusiveAmount", {"BR-CO-13", "BR-CO-15"}),
    ("LegalMonetaryTotal/TaxInclusiveAmount", {"BR-CO-15", "BR-CO-16"}),
    ("LegalMonetaryTotal/AllowanceTotalAmount", {"BR-CO-11", "BR-CO-13"}),
    ("LegalMonetaryTotal/ChargeTotalAmount", {"BR-CO-12", "BR-CO-13"}),
    ("LegalMonetaryTotal/PrepaidAmount", {"BR-CO-16"}),
    ("LegalMonetaryTotal/PayableRoundingAmount", {"BR-CO-16"}),
    ("LegalMonetaryTotal/PayableAmount", {"BR-CO-16"}),
    ("TaxTotal/TaxAmount", {"BR-CO-14", "BR-CO-15"}),
    ("TaxTotal/TaxSubtotal/TaxAmount", {"BR-CO-14"}),
    ("TaxTotal/TaxSubtotal/TaxableAmount", set()),  # within one is near enough for the standard rate
    ("AllowanceCharge/Amount", set()),  # BR-CO-11 for an allowance, BR-CO-12 for a charge
    ("InvoiceLine/LineExtensionAmount", {"BR-CO-10"}),  # within 0.02 of quantity times price
]


OFF = [
    "document discount and charge",
    "prepaid",
    "rounded to kronor",
    "mixed rates",
    "credit note",
    "outside VAT",
    "euro",
]


@pytest.mark.parametrize("name", OFF)
@pytest.mark.parametrize(("path", "rules"), TOTALS, ids=[path for path, _ in TOTALS])
def test_one_cent_off_in_each_total_fires_exactly_its_rules(name: str, path: str, rules: set[str]) -> None:
    """Up and down; the official rules say the same."""
    root = etree.fromstring(write(SAMPLES[name]))
    found = root.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    if found is None:
        return
    for by in (1, -1):
        changed = etree.fromstring(etree.tostring(root))
        one = changed.find("/".join(f"{{*}}{step}" for step in path.split("/")))
        assert one is not None
        one.text = off(one.text or "", by)
        data = etree.tostring(changed)
        ours = {finding.code for finding in core.findings(data)}
        assert rules <= ours
        assert ours == {one.rule for one in official.en16931_rules(data)}


def off(amount: str, cents: int) -> str:
    """*amount* in text, so many cents more."""
    whole = round(float(amount) * 100) + cents
    return f"{'-' if whole < 0 else ''}{abs(whole) // 100}.{abs(whole) % 100:02}"


HOSTILE = {
    "external entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "expansion": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;&b;&b;</a>',
    "deep": b"<a>" * 5000 + b"</a>" * 5000,
    "truncated": b"<Invoice><ID>1",
    "wrong encoding": b'<?xml version="1.0" encoding="UTF-8"?><a>\xe5</a>',
    "unknown encoding": b'<?xml version="1.0" encoding="EBCDIC-SE"?><a/>',
    "nothing": b"",
    "no XML": b"%PDF-1.7",
    "100 MB": b"<a>" + b"x" * (100 * 2**20) + b"</a>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    """Nothing is fetched, expanded or read without end."""
    with pytest.raises(MalformedFile):
        preflight(HOSTILE[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_what_we_write_has_nothing_against_it(name: str) -> None:
    """Our own files pass our own pre-flight, warnings and all."""
    assert preflight(write(SAMPLES[name])) == ()


@FEWER
@given(peppol_documents())
def test_whatever_is_written_passes_the_preflight(document: Document) -> None:
    """Random documents: refused with a rule, or written without anything a receiver rejects."""
    try:
        data = write(document)
    except NotExpressible:
        return
    assert [one for one in preflight(data) if one.severity == "error"] == []


def test_what_is_received_is_read_and_judged_at_once() -> None:
    """The document as the reader has it, and every finding of the pre-flight, none of them twice."""
    for name, document in SAMPLES.items():
        data = write(document).replace(b"<cbc:ID>1</cbc:ID>", b"<cbc:ID> </cbc:ID>")
        found = receive(data)
        assert found.document == read(data).document, name
        assert found.summary["number"] == document.number
        assert found.not_carried == read(data).not_carried
        assert found.findings == preflight(data)
        assert len(set(found.findings)) == len(found.findings)


def test_a_finding_says_where_what_and_what_to_do_in_both_languages() -> None:
    """The path from the root, the stated and the computed amount, a remedy."""
    data = write(SAMPLES["plain"]).replace(
        b"<cbc:PayableAmount", b"<cbc:PayableAmount currencyID='SEK'>1</cbc:PayableAmount><x", 1
    )
    with pytest.raises(MalformedFile):
        preflight(data)
    root = etree.fromstring(write(SAMPLES["plain"]))
    due = root.find("{*}LegalMonetaryTotal/{*}PayableAmount")
    assert due is not None
    due.text = "1.00"
    (finding,) = preflight(etree.tostring(root))
    assert (finding.code, finding.path, finding.severity) == ("BR-CO-16", "Invoice/LegalMonetaryTotal", "error")
    assert "1.00" in finding.explain("en")
    assert "1.00" in finding.explain("sv")
    assert finding.explain("sv") != finding.explain("en")
    assert finding.advise("sv") != finding.advise("en")


NEVER = {"BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08", "BR-DEC-13", "BR-DEC-15"}
"""Rules whose official test can never fail: docs/e-invoices.md."""


def test_every_official_rule_has_its_check_and_its_sentences() -> None:
    """The ids of both rule files are ours, but for the few that the docs name."""
    sources = [
        ("en16931", "EN16931-UBL-validation-preprocessed.sch"),
        ("peppol-bis-3", "rules", "PEPPOL-EN16931-UBL.sch"),
    ]
    asserts = "{http://purl.oclc.org/dsdl/schematron}assert"
    official_ids = {
        one.get("id", "") for parts in sources for one in etree.parse(str(reference("einvoice", *parts))).iter(asserts)
    }
    assert official_ids - set(codes()) == NEVER
    page = (ROOT / "docs" / "e-invoices.md").read_text(encoding="utf-8")
    assert all(f"`{rule}`" in page for rule in NEVER)


def test_a_document_of_thousands_of_findings_is_told_in_bounded_time() -> None:
    """Paths are numbered once for each parent, however many findings there are."""
    line = b"<cac:InvoiceLine><cbc:ID></cbc:ID></cac:InvoiceLine>"
    head = write(SAMPLES["plain"]).split(b"<cac:InvoiceLine>")[0]
    started = time.process_time()
    found = preflight(head + line * 4_000 + b"</Invoice>")
    assert len(found) > 40_000
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("currency", "amounts", "rules"),
    [
        ("SEK", "SEK", set()),
        ("SEK", "EUR", {"PEPPOL-EN16931-R051"}),
        ("STD", "STD", {"PEPPOL-EN16931-CL007"}),
        ("STN", "STN", {"BR-CL-03", "BR-CL-04"}),
        ("XYZ", "XYZ", {"BR-CL-03", "BR-CL-04", "PEPPOL-EN16931-CL007"}),
        ("SEK", " SEK ", {"PEPPOL-EN16931-R051", "PEPPOL-EN16931-CL007"}),
    ],
)
def test_currencies_are_looked_at_one_by_one_where_they_differ(currency: str, amounts: str, rules: set[str]) -> None:
    """A document all of whose amounts are in its own currency is looked at once; the outcome is that of the official rules."""
    data = write(SAMPLES["plain"]).replace(b'currencyID="SEK"', f'currencyID="{amounts}"'.encode())
    data = data.replace(b"<cbc:DocumentCurrencyCode>SEK<", f"<cbc:DocumentCurrencyCode>{currency}<".encode())
    found = {one.code for one in preflight(data) if "CL" in one.code or one.code.endswith("R051")}
    assert found == rules
    ours, fired = both(data)
    assert fired is None or ours == fired
