"""The command line says what a file is, what is wrong in it, and refuses in one line."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.__main__ import main
from faktura.testing.bank_files import bgmax_file
from faktura.testing.identities import TOLVAN
from tests.reference import reference

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    """A BgMax file with one payment."""
    path = tmp_path / "bg.txt"
    path.write_bytes(bgmax_file("12351", "250.00", on=date(2026, 10, 1)))
    return path


def test_show_prints_one_json_object(run: Run, bank_file: Path) -> None:
    """Format, version, counts and sums under the trade's words, findings; amounts as decimal text."""
    status, out, _ = run("show", bank_file)
    assert status == 0
    assert json.loads(out) == {
        "format": "bgmax",
        "version": "01",
        "summary": {"payments": 1, "total": {"SEK": "250.00"}, "deductions": 0, "deposits": 1},
        "findings": [],
    }


def test_show_full_adds_the_records(run: Run, bank_file: Path) -> None:
    """`--full` shows what was read, in plain values."""
    _, out, _ = run("show", "--full", bank_file)
    assert json.loads(out)["records"]["deposits"][0]["records"][0]["reference"] == "12351"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("sie/samples/fortnox-4i.si", {"format": "sie", "version": "4"}),
        ("bank/iso20022/synthetic_se_camt.053.001.02.xml", {"format": "camt.053", "version": "001.02"}),
        ("bank/iso20022/synthetic_se_camt.054.001.08.xml", {"format": "camt.054", "version": "001.08"}),
        ("bank/bgmax/synthetic_edge_cases.txt", {"format": "bgmax", "version": "01"}),
        ("rules/skatteverket/samples/exempel_rot_3st.xml", {"format": "rot-rut-request", "version": "6"}),
        ("rules/skatteverket/samples/beslut_exempel_2018.json", {"format": "rot-rut-decision", "version": "1"}),
        ("einvoice/peppol-bis-3/examples/base-example.xml", {"format": "peppol-bis-3", "version": "3.0"}),
    ],
)
def test_show_knows_every_format_that_exists_so_far(run: Run, place: str, expected: dict[str, str]) -> None:
    """Files of other programs are named and summed up."""
    status, out, _ = run("show", reference(*place.split("/")))
    shown = json.loads(out)
    assert status == 0
    assert {key: shown[key] for key in expected} == expected
    assert shown["summary"]


def test_check_is_0_for_warnings_1_for_errors_2_for_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """Findings are `file:place: severity code message`; the worst file decides the exit status."""
    good, odd, broken = (tmp_path / name for name in ("good.txt", "odd.si", "broken.txt"))
    data = bgmax_file("12351", "250.00", on=date(2026, 10, 1))
    good.write_bytes(data)
    odd.write_bytes(
        b"#FLAGGA 0\n#PROGRAM T 1\n#FORMAT PC8\n#GEN 20260101\n#SIETYP 4\n#FNAMN T\n"
        b"#VER A 1 20260101 T\n{\n#TRANS 1510 {} 100.00\n#TRANS 3001 {} -99.00\n}\n"
    )
    broken.write_bytes(b"%PDF")
    assert run("check", good)[0] == 0
    status, out, _ = run("check", good, odd)
    assert status == 1
    assert f"{odd}:line 7: error SIE-UNBALANCED" in out
    status, _, err = run("check", odd, broken)
    assert status == 2
    assert err.count("\n") == 1
    assert str(broken) in err
    status, out, err = run("check", tmp_path / "missing.txt", odd)
    assert status == 2
    assert "SIE-UNBALANCED" in out
    assert f"{tmp_path / 'missing.txt'}: " in err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("issue", "123"), 0, "1230"),
        (("issue", "123", "--length-digit"), 0, "12351"),
        (("check", "1230"), 0, "ok"),
        (("check", "1231"), 1, "last digit"),
        (("check", "12351", "--control", "variable"), 0, "ok"),
        (("check", "1230", "--control", "variable"), 1, "length"),
        (("check", "1230", "--control", "fixed:4,6"), 0, "ok"),
    ],
)
def test_ocr(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    """OCR numbers are made and checked at every control level."""
    found, out, _ = run("ocr", *arguments)
    assert (found, said in out) == (status, True)


def test_match_tells_decisions_with_reasons(run: Run, tmp_path: Path, bank_file: Path) -> None:
    """Open items and payments in, a JSON object for each payment out, the same from CSV and from a bank file."""
    items, payments, out = tmp_path / "open.csv", tmp_path / "paid.jsonl", tmp_path / "out.jsonl"
    items.write_text(
        "creditor,claim_id,invoice_number,ocr,customer_id,due_date,currency,open,unknown\n"
        "A,F1,1,12351,K1,2026-10-01,SEK,250.00,x\n",
        encoding="utf-8",
    )
    row = {"creditor": "A", "payment_id": "P1", "booked_on": "2026-10-01", "amount": "250.00", "reference": "12351"}
    payments.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("match", "--open-items", items, "--payments", payments, "--out", out)[0] == 0
    decision = json.loads(out.read_text(encoding="utf-8"))
    assert (decision["outcome"], decision["claims"]) == ("auto", [{"claim_id": "F1", "amount": "250.00"}])
    _, said, _ = run("match", "--open-items", items, "--payments", bank_file, "--creditor", "A")
    assert json.loads(said)["outcome"] == "auto"


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """Open items with an id that a spreadsheet would run, and payments."""
    items, payments = tmp_path / "open.csv", tmp_path / "paid.csv"
    items.write_text("claim_id,ocr,due_date,open\n=F|1,12351,2026-10-01,250.00\n", encoding="utf-8")
    payments.write_text("payment_id,booked_on,amount,reference\nP1,2026-10-01,250.00,12351\n", encoding="utf-8")
    return items, payments


@pytest.mark.parametrize("way", ["itself", "another spelling", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("which", [0, 1])
def test_match_never_writes_over_what_it_reads(run: Run, tables: tuple[Path, Path], way: str, which: int) -> None:
    """Under whatever name: the call is refused in one line and the file is as it was."""
    before = tables[which].read_bytes()
    out = tables[which].with_name("out.csv")
    match way:
        case "itself":
            out = tables[which]
        case "another spelling":
            out = tables[which].parent / ".." / tables[which].parent.name / tables[which].name
        case "a symbolic link":
            out.symlink_to(tables[which])
        case _:
            out.hardlink_to(tables[which])
    status, said, err = run("match", "--open-items", tables[0], "--payments", tables[1], "--out", out)
    assert (status, said, err.count("\n")) == (2, "", 1)
    assert "another file" in err
    assert tables[which].read_bytes() == before


def test_match_writes_the_whole_file_or_none(
    run: Run, tables: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier result stays until the new one is complete, and keeps its mode; through a link its target is replaced."""
    items, payments = tables
    earlier, link = items.with_name("result.csv"), items.with_name("link.csv")
    earlier.write_text("earlier", encoding="utf-8")
    earlier.chmod(0o600)
    link.symlink_to(earlier)
    asked = ("match", "--open-items", items, "--payments", payments, "--out", link)

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", fails)
        status, _, err = run(*asked)
    assert (status, earlier.read_text(encoding="utf-8")) == (2, "earlier")
    assert err == f"faktura: {link}: No space left on device\n"
    assert run(*asked)[0] == 0
    assert link.is_symlink()
    assert earlier.read_text(encoding="utf-8").splitlines()[1].startswith("P1,")
    assert earlier.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in items.parent.iterdir()) == ["link.csv", "open.csv", "paid.csv", "result.csv"]


def test_match_keeps_ids_as_they_came(run: Run, tables: tuple[Path, Path]) -> None:
    """Programs read the file back: an id that a spreadsheet would take for a formula is still that id."""
    out = tables[0].with_name("out.csv")
    assert run("match", "--open-items", tables[0], "--payments", tables[1], "--out", out)[0] == 0
    with out.open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row["claims"] == "=F|1:250.00"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_match_writes_into_a_pipe(run: Run, tables: tuple[Path, Path]) -> None:
    """What is no file is written to, not replaced."""
    pipe = tables[0].with_name("pipe.csv")
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reading:
        assert run("match", "--open-items", tables[0], "--payments", tables[1], "--out", pipe)[0] == 0
        assert reading.stdout is not None
        assert b"P1," in reading.stdout.read()
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("column", "value"), [("open", "1e3"), ("due_date", "1 oct"), ("kind", "loan"), ("claim_id", "")]
)
def test_match_refuses_a_row_it_cannot_read(run: Run, tmp_path: Path, bank_file: Path, column: str, value: str) -> None:
    """The refusal is one line that names line and column."""
    row = {"creditor": "A", "claim_id": "F1", "due_date": "2026-10-01", "open": "250.00", "kind": "invoice"}
    items = tmp_path / "open.csv"
    table = row | {column: value}
    items.write_text(",".join(table) + "\n" + ",".join(table.values()) + "\n", encoding="utf-8")
    status, out, err = run("match", "--open-items", items, "--payments", bank_file, "--creditor", "A")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert f"line 2, {column}" in err


PERSON = TOLVAN.written(date(1930, 1, 1))


@pytest.mark.parametrize(
    "table",
    [
        f'{{"claim_id": "F1", "customer_name": "{PERSON}"',
        '{"claim_id":' + "[" * 100_000,
        f"creditor,claim_id,due_date,open\nA,F1,2026-10-01,{PERSON}\n",
        "creditor,claim_id\nA," + "1" * 200_000 + "\n",
    ],
    ids=["JSON cut in the middle", "JSON nested beyond measure", "a number in the wrong column", "an endless field"],
)
def test_match_refuses_a_broken_table_and_shows_nobody(run: Run, tmp_path: Path, bank_file: Path, table: str) -> None:
    """One line that says where, without what stood there: it may be anybody's number."""
    items = tmp_path / "open.csv"
    items.write_text(table, encoding="utf-8")
    status, out, err = run("match", "--open-items", items, "--payments", bank_file)
    assert (status, out) == (2, "")
    assert err.startswith("faktura: open-items line ")
    assert err.count("\n") == 1
    assert PERSON not in err


def test_match_keeps_creditors_apart(run: Run, tmp_path: Path) -> None:
    """Two creditors' payments of one id are two payments, each decided on its own."""
    items, payments = tmp_path / "open.csv", tmp_path / "paid.csv"
    items.write_text("creditor,claim_id,ocr,due_date,open\nA,F1,12351,2026-10-01,250.00\n", encoding="utf-8")
    payments.write_text(
        "creditor,payment_id,booked_on,amount,reference\nA,P1,2026-10-01,250.00,12351\nB,P1,2026-10-01,250.00,12351\n",
        encoding="utf-8",
    )
    _, out, _ = run("match", "--open-items", items, "--payments", payments)
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == ["auto", "unmatched"]


def test_output_is_utf_8_whatever_the_locale() -> None:
    """Swedish letters reach the program that reads them, also from a terminal that knows only ASCII."""
    done = subprocess.run(
        [sys.executable, "-m", "faktura", "--language", "sv", "ocr", "check", "1231"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 1
    assert "är" in done.stdout.decode()


@pytest.mark.parametrize("arguments", [("show", "no-such-file"), ("show", "."), ("ocr", "issue", "12a")])
def test_a_refusal_is_one_line_and_no_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A missing file, a folder, a serial with a letter: one line on standard error, exit status 2."""
    done = subprocess.run(
        [sys.executable, "-m", "faktura", *arguments], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("faktura: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize(
    ("closed", "arguments", "status", "err"),
    [
        (">&-", "ocr issue 1", 2, "faktura: standard output is closed"),
        (">&-", "ocr issue x", 2, "faktura: OCR reference"),
        ("2>&-", "ocr issue x", 2, ""),
        (">&- 2>&-", "ocr issue 1", 2, ""),
        (">/dev/full", "ocr issue 1", 2, "faktura: standard output: "),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_traceback(closed: str, arguments: str, status: int, err: str) -> None:
    """What cannot be said is refused in one line, if there is where to say it."""
    command = f"exec {sys.executable} -m faktura {arguments} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(err)
    assert done.stderr.count("\n") == bool(err)


def test_whoever_has_read_enough_may_hang_up(tmp_path: Path) -> None:
    """As `head` does: no message, no traceback, however much there was to say."""
    file = tmp_path / "long.si"
    rows = "".join(f"#KONTO {number} Konto\n" for number in range(1000, 9999))
    file.write_text(f"#FLAGGA 0\n#SIETYP 4\n{rows}", encoding="ascii")
    with subprocess.Popen(
        [sys.executable, "-m", "faktura", "show", "--full", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_and_measured(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells no size beforehand; what is larger than the command line takes is refused, from a file too."""
    data = b"#FLAGGA 0\n#SIETYP 4\n"
    pipe, file = tmp_path / "pipe", tmp_path / "file.si"
    os.mkfifo(pipe)
    file.write_bytes(data)
    for most, status in ((len(data), 0), (len(data) - 1, 2)):
        monkeypatch.setattr("faktura.__main__.LARGEST_FILE", most)
        with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'wb').write({data!r})"]):
            assert run("show", pipe)[0] == status
        assert run("show", file)[0] == status
