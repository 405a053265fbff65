"""The rules of CEN BII and Peppol in plain Python beside the official ones: examples, what we write, and one thing wrong at a time."""

import random
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from lxml import etree
from saxonche import PySaxonApiError

from faktura.core.errors import Finding, MalformedFile, Severity
from faktura.core.wording import text_of
from faktura.formats.svefaktura_bis5a.names import CREDIT_NOTE, INVOICE, Form
from faktura.formats.svefaktura_bis5a.preflight.outline import OUTLINES
from faktura.formats.svefaktura_bis5a.preflight.rules import PATTERNS, preflight
from faktura.formats.svefaktura_bis5a.preflight.used import Shape, shape_of
from tests.formats import official, official_bis5a
from tests.formats.einvoice.mutating import mutations
from tests.formats.svefaktura_bis5a.samples import WRITTEN
from tests.reference import SHARED, reference

FLAGS: Final = {"error": "f", "warning": "w", "information": "i"}
FOLDER: Final = ("einvoice", "svefaktura-bis5a")


def listed(found: tuple[Finding, ...], *sets: str) -> str:
    """Our findings as the tables of expected outcomes list theirs; the schema's own left out."""
    counted = Counter(
        f"{one.code}:{FLAGS[one.severity]}" for one in found if set_of(one.code) in (sets or official_bis5a.SETS)
    )
    return " ".join(f"{key}x{counted[key]}" for key in sorted(counted)) or "-"


def set_of(code: str) -> str:
    """The rule file that a code belongs to."""
    families = {"BII2": "bii", "CL": "bii", "EUGEN": "peppol", "OP": "peppol", "PEPPOL_CORE_R001": "core"}
    families["PEPPOL_CORE_R002"] = "core"
    return families.get(code.partition("-")[0], "")


def agree(data: bytes, *sets: str) -> bool:
    """Whether both say the same, rule by rule and as often; also where the official rules cannot be run to their end."""
    try:
        theirs = official.as_listed(official_bis5a.bis5a_rules(data, *sets))
    except PySaxonApiError:  # a text where a number belongs, two where one does: their rules stop there
        preflight(data)
        return True
    assert listed(preflight(data), *sets) == " ".join(sorted(theirs.split()))
    return True


def expected() -> list[tuple[str, str, str]]:
    """Each official example: its path, what the schema says, and every rule that fires."""
    rows = []
    for rules in ("T10", "T14"):
        table = SHARED.joinpath("reference", *FOLDER, f"expected-{rules}.tsv")
        for row in table.read_text(encoding="utf-8").splitlines()[1:] if table.exists() else ():
            path, _, schema, *cells = row.split("\t")
            fired = sorted(one for cell in cells for one in cell.split() if one != "-")
            rows.append((path, schema, " ".join(fired) or "-"))
    return rows


@pytest.mark.parametrize(("path", "schema", "fired"), expected(), ids=lambda one: Path(one).stem[:24])
def test_each_official_example_has_its_expected_outcome(path: str, schema: str, fired: str) -> None:
    """As the tables of outcomes list it; what the schema accepts has no finding of it here."""
    found = preflight(reference(*FOLDER, *path.split("/")).read_bytes())
    assert listed(found) == fired
    if schema == "ok":
        assert [one for one in found if one.code.startswith("schema.")] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_is_clean(name: str) -> None:
    """Not even a warning."""
    assert preflight(WRITTEN[name]) == ()


def official_rules(rules: str) -> dict[str, Severity]:
    """Every rule of the official files, with its severity."""
    found: dict[str, Severity] = {}
    folder = reference(*FOLDER, "schematron", rules)
    for path in sorted(folder.rglob("*.sch")):
        for one in etree.parse(str(path)).getroot().iter("{*}assert"):
            code = one.get("id") or "CL-T14-R010"
            found[code] = "warning" if one.get("flag") == "warning" else "error"
    return found


@pytest.mark.parametrize("form", [INVOICE, CREDIT_NOTE], ids=["T10", "T14"])
def test_every_official_rule_is_here_with_its_severity(form: Form) -> None:
    """Those with a check of their own, those on attributes, and the two core rules; each has its sentences."""
    theirs = official_rules(form.rules)
    ours = {check.code: check.severity for pattern in PATTERNS[form] for rule in pattern for check in rule.every}
    for code, severity in theirs.items():
        assert text_of(code).sv
        assert text_of(f"{code}.remedy").sv
        if code in ours:
            assert ours[code] == severity, code
    on_attributes = {code for code in theirs if code not in ours} - {"PEPPOL_CORE_R001", "PEPPOL_CORE_R002"}
    names = ("CL-{}-R003", "CL-{}-R008", "OP-{}-R002", "OP-{}-R003", "OP-{}-R004", "OP-{}-R006", "OP-{}-R008")
    deprecated = {"OP-T10-R056", "OP-T10-R057"} if form is INVOICE else {"OP-T14-R012", "OP-T14-R013"}
    assert on_attributes == {name.format(form.rules) for name in names} | deprecated
    assert set(ours) <= set(theirs)


def shapes(shape: Shape, path: str) -> dict[str, Shape]:
    """Every element of an outline, by path."""
    found = {path: shape}
    for name, below in shape.below.items():
        found |= shapes(below, f"{path}/{name}")
    return found


@pytest.mark.parametrize("form", [INVOICE, CREDIT_NOTE], ids=["T10", "T14"])
def test_the_outline_says_what_the_core_rules_say(form: Form) -> None:
    """All of their 1,250 and 1,340 assertions: what is counted, what must be there, and what is not used."""
    known = shapes(shape_of(OUTLINES[form]), f"/{form.root}")
    path = reference(*FOLDER, "schematron", form.rules, "OPENPEPPOL_CORE", f"OPENPEPPOLCORE-UBL-{form.rules}.sch")
    counted = 0
    for rule in etree.parse(str(path)).getroot().iter("{*}rule"):
        context, _, attribute = str(rule.get("context")).partition("[@")
        place = "/".join(step.rpartition(":")[2] for step in context.split("/"))
        for one in rule.iter("{*}assert"):
            test = str(one.get("test"))
            counted += 1
            if attribute:
                assert attribute.rstrip("]") not in (known[place].attributes or ())
                assert known[place].attributes is not None
            elif test == "false()":
                assert place not in known
            elif test.startswith("@"):
                assert test[1:] in known[place].demanded
            else:
                name, _, most = test.removeprefix("count(").partition(")")
                some = known[place].once if most == "=1" else known[place].at_most_once
                assert name.rpartition(":")[2] in some
    assert counted > 1200


OFF = [
    # element,              as it is,  one off,    what fires
    ("LineExtensionAmount", "7600.00", "7600.01", {"BII2-T10-R051", "BII2-T10-R052"}),
    ("TaxExclusiveAmount", "7600.00", "7600.01", {"BII2-T10-R052", "BII2-T10-R053", "BII2-T10-R058"}),
    ("TaxInclusiveAmount", "9500.00", "9500.01", {"BII2-T10-R053", "BII2-T10-R056"}),
    ("PayableAmount", "9500.00", "9500.01", {"BII2-T10-R056"}),
    ("TaxAmount", "1900.00", "1900.01", {"BII2-T10-R053", "EUGEN-T10-R043"}),
    ("TaxableAmount", "7600.00", "7600.01", {"BII2-T10-R058"}),
    ("PriceAmount", "950.00", "-950.00", {"BII2-T10-R034"}),
    ("PayableAmount", "9500.00", "9500.001", {"BII2-T10-R056", "EUGEN-T10-R048"}),
]  # fmt: skip
PLAIN: Final = WRITTEN["plain"].decode()


@pytest.mark.parametrize(("element", "old", "new", "rules"), OFF)
def test_a_cent_off_fires_what_the_official_rules_fire(element: str, old: str, new: str, rules: set[str]) -> None:
    """Exactly the same."""
    place = f'<cbc:{element} currencyID="SEK">{old}<'
    assert place in PLAIN
    data = PLAIN.replace(place, place.replace(old, new), 1).encode()
    assert {one.code for one in preflight(data)} == rules
    assert agree(data, "bii", "peppol")


def test_the_vat_of_a_category_may_be_less_than_a_krona_off() -> None:
    """In its own row and in the total alike."""
    for new, rules in (("1900.99", {"BII2-T10-R053"}), ("1901.00", {"BII2-T10-R053", "EUGEN-T10-R042"})):
        data = PLAIN.replace(">1900.00</cbc:TaxAmount>", f">{new}</cbc:TaxAmount>").encode()
        assert {one.code for one in preflight(data)} == rules
        assert agree(data, "bii", "peppol")


def test_an_adjusted_total_off_by_a_cent_is_seen() -> None:
    """Discounts and charges have sums of their own."""
    text = WRITTEN["document discount and charge"].decode()
    for element, rule in (("AllowanceTotalAmount", "BII2-T10-R054"), ("ChargeTotalAmount", "BII2-T10-R055")):
        start = text.index(f"<cbc:{element}")
        data = (text[:start] + text[start:].replace(".", ".1", 1)).encode()
        assert rule in {one.code for one in preflight(data)}
        assert agree(data, "bii", "peppol")


def test_one_step_from_what_we_write_is_judged_alike() -> None:
    """A sample of all the single mutations of three samples."""
    some = [
        make
        for name in ("everything said", "euro", "credit note")
        for _, make in islice(mutations(WRITTEN[name]), 3, None, 101)
    ]
    assert len(some) > 50
    assert all(agree(make(), "bii", "peppol") for make in some)


@pytest.mark.soak
def test_every_step_from_examples_and_samples_is_judged_alike() -> None:
    """One in a hundred by the core rules too."""
    chance = random.Random(0)
    examples = [path.read_bytes() for path in sorted(reference(*FOLDER, "examples").rglob("*.xml"))]
    for data in (*WRITTEN.values(), *examples):
        for _, make in mutations(data):
            sets = official_bis5a.SETS if chance.random() < 0.01 else ("bii", "peppol")
            assert agree(make(), *sets)


@pytest.mark.parametrize("data", [b"", b"<Invoice", PLAIN.encode()[:900], b"<!DOCTYPE a><Invoice/>"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    """As by the reader."""
    with pytest.raises(MalformedFile):
        preflight(data)


def test_the_rules_of_the_root_element_are_asked() -> None:
    """Whatever else is said of credit notes at the beginning of the file."""
    data = PLAIN.replace("?>\n", "?>\n<!-- <CreditNote > -->", 1).encode()
    assert preflight(data) == ()
    moved = WRITTEN["credit note"].replace(
        b"CreditNote ", b"x:CreditNote xmlns:x='urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2' ", 1
    )
    assert {one.code for one in preflight(moved.replace(b"</CreditNote>", b"</x:CreditNote>"))} == set()
