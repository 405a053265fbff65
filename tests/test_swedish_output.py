"""With `--language sv` the command line says nothing in English: broken files of every format, changed at any place."""

import importlib
import json
import pkgutil
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

import faktura
from faktura.__main__ import main
from faktura.core.phrases import in_swedish
from faktura.core.wording import codes, text_of
from tests.reference import SHARED

SAMPLES: Final = {
    "sie": ("sie/samples", "*.s[ei]", 3),
    "sie5": ("sie/sie5", "*.si[ei]", 2),
    "autogiro": ("bank/autogiro", "*.txt", 6),
    "bgmax": ("bank/bgmax", "*.txt", 4),
    "lb": ("bank/lb", "*.txt", 2),
    "iso20022": ("bank/iso20022", "synthetic*.xml", 6),
    "swish": ("bank/swish", "*.json", 6),
    "skatteverket": ("rules/skatteverket/samples", "*.*", 3),
    "peppol": ("einvoice/peppol-bis-3/examples", "*.xml", 3),
    "svefaktura": ("einvoice/svefaktura-1.0/examples", "*.xml", 3),
    "bis5a": ("einvoice/svefaktura-bis5a/examples", "T*/*.xml", 3),
}
"""A folder of the reference material for each format, which files of it, and at most how many."""

CHANGES: Final = 12
ENGLISH: Final = frozenset({
    "the", "of", "expected", "nothing", "with", "which", "must", "cannot", "there", "should", "has", "have", "this", "that",
    "than", "one", "two", "an", "its", "was", "were", "from", "at", "by", "or", "not", "only", "more", "least", "most", "twice",
    "such", "characters", "number", "numbers", "date", "amount", "missing", "wrong", "empty", "bytes", "another",
})  # fmt: skip
"""Words that English sentences are made of and Swedish ones are not."""

_FACT: Final = re.compile(r"\{[^}]*\}|`[^`]*`")
_CODED: Final = re.compile(r"(?:error|warning|information) \S+ ")
_QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def lines_changed(data: bytes, chance: random.Random) -> bytes:
    """A line lost, doubled, cut, or with a few of its letters exchanged."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    letters = bytearray(lines[at])
    for place in chance.sample(range(len(letters)), min(3, len(letters))):
        letters[place] = chance.choice(b"0Ax- #")
    lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]], [bytes(letters)]])
    return b"\n".join(lines)


def element_changed(data: bytes, chance: random.Random) -> bytes:
    """The text between two tags, or a quoted value, exchanged or emptied."""
    places = list(re.finditer(rb">([^<>]{1,80})<|: ?\"([^\"]{1,80})\"", data))
    if not places:
        return lines_changed(data, chance)
    found = chance.choice(places)
    at = 1 if found[1] is not None else 2
    value = chance.choice([b"", b"x", b"-1", b"2026-02-30", b"12345678901234567890", b"1e5", b"SEK"])
    return data[: found.start(at)] + value + data[found.end(at) :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """Nothing after some place, or letters that are none."""
    at = chance.randrange(len(data))
    return chance.choice([data[:at], data[:at] + b"\xff\xfe" + data[at:], data[:at] + b"<x>&" + data[at:]])


def broken(data: bytes, seed: str) -> Iterator[bytes]:
    """The file itself, and broken."""
    chance = random.Random(seed)
    yield data
    for at in range(CHANGES):
        change: Callable[[bytes, random.Random], bytes] = (lines_changed, element_changed, cut)[at % 3]
        yield change(data, chance)


def english_in(text: str) -> set[str]:
    """English words that *text* says itself; what it quotes from a file may be anything but a phrase of ours."""
    quoted = [one or other for one, other in _QUOTED.findall(text)]
    phrases = {one for one in quoted if in_swedish(one) != one and not one.isidentifier()}
    return phrases | (set(re.findall(r"[^\W\d_]+", _QUOTED.sub("", text))) & ENGLISH)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_broken_file_is_told_in_swedish(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line of `check`, and every problem and remedy of `show`."""
    folder, pattern, most = SAMPLES[kind]
    files = sorted((SHARED / "reference" / folder).glob(pattern))[:most]
    if not files:
        pytest.skip(f"shared/reference/{folder} is not beside the repository")
    said: set[str] = set()
    for file in files:
        for at, data in enumerate(broken(file.read_bytes(), file.name)):
            path = tmp_path / f"{at}"
            path.write_bytes(data)
            main(["--language", "sv", "check", str(path)])
            out, err = capsys.readouterr()
            said.update(_CODED.sub("", line.partition(": ")[2]) for line in (out + err).splitlines())
            if at == 1 and main(["--language", "sv", "show", str(path)]) == 0:
                findings = json.loads(capsys.readouterr().out)["findings"]
                said.update(one[name] for one in findings for name in ("problem", "remedy"))
            capsys.readouterr()
    assert len(said) > 3
    assert {line: words for line in said if (words := english_in(line))} == {}


@pytest.mark.parametrize(
    "content", [b"", b"Dear Sir", b"<Document/>", b"{", b"\xff\xfe\x00", b"%PDF-1.7", b"PK\x03\x04"]
)
def test_a_file_of_no_format_is_told_in_swedish(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no file of ours, whatever it begins with."""
    (tmp_path / "file").write_bytes(content)
    assert main(["--language", "sv", "check", str(tmp_path / "file")]) == 2
    _, err = capsys.readouterr()
    assert "väntade" in err
    assert english_in(err.partition(": ")[2]) == set()


def test_what_cannot_be_opened_is_told_in_swedish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, and a folder; for every command."""
    for command in (["check"], ["show"]):
        for path in (tmp_path, tmp_path / "none"):
            assert main(["--language", "sv", *command, str(path)]) == 2
            _, err = capsys.readouterr()
            assert english_in(err.rpartition(str(path))[2]) == set()
            assert "det " in err


@pytest.mark.parametrize(
    ("items", "payments"),
    [
        (b"claim_id,customer_id,amount,due_date\nF1,K1,abc,2026-01-01\n", b""),
        (b"claim_id,customer_id,amount,due_date\nF1,K1,1,2026-13-01\n", b""),
        (b'{"claim_id": "F1"}\n{', b""),
        (b"claim_id,customer_id,amount,due_date\nF1,K1,1,2026-01-01\nF1,K1,1,2026-01-01\n", b""),
        (b"\xff", b""),
        (b"claim_id,customer_id,amount,due_date\nF1,K1,1,2026-01-01\n", b"payment_id,amount,booked_on\nP1,0,x\n"),
    ],
)
def test_a_broken_table_is_told_in_swedish(
    items: bytes, payments: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of open items and of payments."""
    (tmp_path / "items.csv").write_bytes(items)
    (tmp_path / "payments.csv").write_bytes(payments)
    arguments = ["match", "--open-items", str(tmp_path / "items.csv"), "--payments", str(tmp_path / "payments.csv")]
    assert main(["--language", "sv", *arguments]) == 2
    _, err = capsys.readouterr()
    assert english_in(err) == set()


def test_no_registered_sentence_is_english_in_swedish() -> None:
    """Every error, refusal, finding, reason and remedy, its facts left out."""
    for module in pkgutil.walk_packages(faktura.__path__, "faktura."):
        importlib.import_module(module.name)
    found = {
        code: english_in(_FACT.sub("", text_of(code).sv))
        for code in codes()
        if not code.startswith(("test.", "example."))
    }
    assert len(found) > 1_000
    assert {code: words for code, words in found.items() if words} == {}
