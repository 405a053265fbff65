"""Writing SIE 4: code page 437, CR LF, the same bytes for the same file.

>>> write(SieFile(items=(Record("FLAGGA", ("0",)), Record("FNAMN", ("Åkeri AB",)))))
b'#FLAGGA 0\\r\\n#FNAMN "\\x8fkeri AB"\\r\\n'
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from faktura.core.errors import NotExpressible
from faktura.formats.sie import layout
from faktura.formats.sie.checksum import RunningChecksum
from faktura.formats.sie.encoding import expressible, pc8
from faktura.formats.sie.joined import Joined
from faktura.formats.sie.record import Record, SieFile, SieVoucher
from faktura.formats.sie.run import Run

_END: Final = "\r\n"
_PART: Final = 500
"""So few items that what is made of them stays in memory that is used again."""
_ALLOWED: Final = bytes(code for code in range(256) if code >= 32 and code != 127)


def write(file: SieFile) -> bytes:
    """Return *file* as bytes; a checksummed file gets its `#KSUMMA` computed anew.

    Raises:
        NotExpressible: A text has a character that code page 437 lacks or the standard forbids, or ends
            in a backslash where it needs quotation marks. Nothing is replaced here: `letters.replaced`
            and `journal` do that, and tell what.
    """
    return b"".join(written(file))


def written(file: SieFile) -> Iterator[bytes]:
    """Yield *file* as bytes in parts, for a file too large to be held as bytes in whole.

    Raises:
        NotExpressible: As `write`, when it comes to the text at fault; throw away what was yielded before.
    """
    parts = _parts(file.items)
    if not file.checksummed:
        yield from map(_encoded, parts)
        return
    first = next(parts, [])
    flag = 1 if first and first[0].startswith("#FLAGGA") else 0
    yield _encoded([*first[:flag], "#KSUMMA"])
    running = RunningChecksum()
    running.add("#KSUMMA\n")
    for lines in chain((first[flag:],), parts):
        running.add("\n".join((*lines, "")))
        yield _encoded(lines)
    if running.value is None:
        raise _letter("\n".join(line for lines in _parts(file.items) for line in lines))
    yield _encoded([f"#KSUMMA {running.value}"])


def _parts(items: Sequence[Record | SieVoucher]) -> Iterator[list[str]]:
    """Yield the lines of *items*, some hundred items at a time."""
    for part in items.parts if isinstance(items, Joined) else (items,):
        if isinstance(part, Run):
            yield layout.of_run(part)
        else:
            for at in range(0, len(part), _PART):
                yield layout.of_items(part[at : at + _PART])


def _encoded(lines: list[str]) -> bytes:
    text = _END.join((*lines, ""))
    try:
        data = pc8(text)
    except UnicodeEncodeError as error:
        raise _letter(text[error.start : error.end]) from None
    if data.translate(None, _ALLOWED) != b"\r\n" * len(lines):
        raise NotExpressible(format="sie", rule="SIE 4B 5.7", what="a control character or line break in a text")
    return data


def _letter(text: str) -> NotExpressible:
    found = "".join(one for one in text if not expressible(one) and one >= " ")
    return NotExpressible(format="sie", rule="SIE 4B 5.4", what=f"{found[:20]!r}")
