"""The command line, for support staff and scripts: `python -m faktura show|check|ocr|match`.

Results go to standard output; a refusal is one line on standard error, never a traceback. Exit
status 0 when nothing is wrong, 1 with errors, 2 when a file cannot be read or the call is wrong.
"""

import argparse
import contextlib
import errno
import io
import json
import os
import secrets
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from faktura.core.errors import FakturaError, Finding, InputError
from faktura.core.reference import OcrReference, issue_ocr, parse_control
from faktura.core.wording import Language, Text, register, sentence

LARGEST_FILE = 512 * 1024 * 1024
"""Larger files are refused: the command line reads a file whole."""

OK, WRONG, UNREADABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status = _run(options)
    except FakturaError as error:
        _complain(f"faktura: {error.explain(options.language)}")
        return UNREADABLE
    except BrokenPipeError:  # whoever reads has seen enough, as `head` has
        _let_go()
        return OK
    except OSError as error:
        where = error.filename or sentence("cli.output", options.language)
        _complain(f"faktura: {where}: {_why(error, options.language)}")
        if not error.filename:
            _let_go()
        return UNREADABLE
    return status


def _let_go() -> None:
    """Let what standard output still holds go nowhere: the interpreter would try once more at its end, and fail."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    """Run the command; where standard output was closed beforehand (`>&-`), there must be nothing to say."""
    status: int
    if sys.stdout is None:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = options.run(options)
        if said.getvalue():
            raise InputError("cli.closed")
        return status
    status = options.run(options)
    sys.stdout.flush()
    return status


def _complain(text: str) -> None:
    """Print one line on standard error, if that is open."""
    if sys.stderr is not None:
        print(text, file=sys.stderr)


_UNREADABLE = {
    errno.ENOENT: "cli.absent",
    errno.EACCES: "cli.denied",
    errno.EISDIR: "cli.folder",
    errno.EFBIG: "cli.large",
}


def _why(error: OSError, language: Language) -> str:
    """Return why a file cannot be read or written, in our words for what is common and the system's for the rest."""
    code = _UNREADABLE.get(error.errno or 0)
    return sentence(code, language, most=LARGEST_FILE // 1024 // 1024) if code else error.strerror or str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="faktura", description="Look at the files of Swedish invoicing.")
    parser.add_argument("--language", choices=("en", "sv"), default="en", help="of messages and reasons")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    show = commands.add_parser("show", help="say what a file is, as one JSON object")
    show.add_argument("file", type=Path)
    show.add_argument("--full", action="store_true", help="add the records")
    show.set_defaults(run=_show)

    check = commands.add_parser("check", help="print what is wrong in files, one finding a line")
    check.add_argument("files", type=Path, nargs="+")
    check.set_defaults(run=_check)

    ocr = commands.add_parser("ocr", help="make or check OCR numbers")
    kinds = ocr.add_subparsers(required=True, metavar="issue|check")
    issue = kinds.add_parser("issue", help="make an OCR number from a serial")
    issue.add_argument("serial")
    form = issue.add_mutually_exclusive_group()
    form.add_argument("--length-digit", action="store_true", help="with a length digit before the check digit")
    form.add_argument("--length", type=int, help="padded to this total length")
    issue.set_defaults(run=_ocr_issue)
    test = kinds.add_parser("check", help="check an OCR number")
    test.add_argument("number")
    test.add_argument("--control", default="soft", help="soft, hard, variable or fixed:N[,M]")
    test.set_defaults(run=_ocr_check)

    match = commands.add_parser("match", help="match payments to open items, reasons told")
    match.add_argument("--open-items", type=Path, required=True, help="CSV or JSON lines")
    match.add_argument("--payments", type=Path, required=True, help="CSV, JSON lines or a bank file")
    match.add_argument("--links", type=Path, help="confirmed earlier links: payer account and customer")
    match.add_argument("--creditor", default="", help="match this creditor only")
    match.add_argument(
        "--out",
        type=Path,
        help="CSV when it ends in .csv, else JSON lines; JSON lines on standard output by default. Ids stand there as they "
        "came, for programs: a spreadsheet must import the columns as text",
    )
    match.add_argument(
        "--oldest-first", action="store_true", help="an amount that fits nothing settles the oldest first"
    )
    match.add_argument("--processes", type=int, default=1, help="creditors matched at once")
    match.set_defaults(run=_match)
    return parser


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        size = path.stat().st_size
        data = file.read(LARGEST_FILE + 1) if size <= LARGEST_FILE else b""  # a pipe tells no size before it is read
    if max(size, len(data)) > LARGEST_FILE:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


def _show(options: argparse.Namespace) -> int:
    from faktura.formats.show import plain, show

    view = show(_read(options.file))
    answer: dict[str, object] = {
        "format": view.format,
        "version": view.version,
        "summary": view.summary,
        "findings": [_finding(finding, options.language) for finding in view.findings],
    }
    if options.full:
        answer["records"] = plain(view.record)
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return OK


def _finding(finding: Finding, language: str) -> dict[str, str]:
    sv = language == "sv"
    return {
        "code": finding.code,
        "place": finding.path,
        "severity": finding.severity,
        "problem": finding.explain("sv" if sv else "en"),
        "remedy": finding.advise("sv" if sv else "en"),
        "law": finding.law,
    }


def _check(options: argparse.Namespace) -> int:
    from faktura.formats.show import show

    status = OK
    for path in options.files:
        try:
            findings = show(_read(path)).findings
        except FakturaError as error:
            _complain(f"{path}: {error.explain(options.language)}")
            status = UNREADABLE
            continue
        except OSError as error:
            _complain(f"{path}: {_why(error, options.language)}")
            status = UNREADABLE
            continue
        for one in findings:
            print(f"{path}:{one.path}: {one.severity} {one.code} {one.explain(options.language)}")
            if one.severity == "error":
                status = max(status, WRONG)
    return status


def _ocr_issue(options: argparse.Namespace) -> int:
    reference = issue_ocr(options.serial, length_digit=options.length_digit, length=options.length)
    print(reference.digits)
    return OK


def _ocr_check(options: argparse.Namespace) -> int:
    control = parse_control(options.control)
    try:
        OcrReference.parse(options.number, control)
    except FakturaError as error:
        print(error.explain(options.language))
        return WRONG
    print("ok")
    return OK


def _match(options: argparse.Namespace) -> int:
    from faktura.core.sender import MatchingPolicy
    from faktura.desk.matching_files import match_files

    _apart(options.out, options.open_items, options.payments, options.links)
    links = _read(options.links) if options.links else None
    lines = match_files(
        _read(options.open_items),
        _read(options.payments),
        links=links,
        creditor=options.creditor,
        language=options.language,
        policy=MatchingPolicy(oldest_first=options.oldest_first),
        processes=options.processes,
        as_csv=options.out is not None and options.out.suffix.lower() == ".csv",
    )
    if options.out is None:
        for one in lines:
            print(one)
        return OK
    text = "".join(f"{one}\n" for one in lines)  # nothing is written before all is decided
    _write(options.out, text)
    return OK


def _apart(out: Path | None, *read: Path | None) -> None:
    """Refuse to write over what is read, under whatever name it goes."""
    for path in read:
        if out is not None and path is not None and out.exists() and path.exists() and out.samefile(path):
            raise InputError("cli.own_input", name=str(out))


def _write(path: Path, text: str) -> None:
    """Let *text* be the file at *path*, all of it or the earlier one; a pipe or a device is written to."""
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
        return
    place = path.resolve()
    beside = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # the name that was asked for
    finally:
        beside.unlink(missing_ok=True)


register(
    {
        "cli.absent": Text(
            en="there is no such file; check its name and folder",
            sv="det finns ingen sådan fil; kontrollera namn och mapp",
        ),
        "cli.denied": Text(
            en="it may not be opened; ask whoever owns it",
            sv="den får inte öppnas; be den som äger den",
        ),
        "cli.output": Text(en="standard output", sv="standard ut"),
        "cli.closed": Text(
            en="standard output is closed; open it, or let the result be written to a file",
            sv="standard ut är stängd; öppna den, eller låt resultatet skrivas till en fil",
        ),
        "cli.own_input": Text(
            en="{name} is read by this very command; write the result to another file",
            sv="{name} läses av samma kommando; skriv resultatet till en annan fil",
        ),
        "cli.folder": Text(en="it is a folder; name a file in it", sv="det är en mapp; ange en fil i den"),
        "cli.large": Text(
            en="it is larger than {most} MB, which is more than the command line reads",
            sv="den är större än {most} MB, vilket är mer än kommandoraden läser",
        ),
    }
)

if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what is printed is read by programs, whatever the locale
    sys.exit(main())
