"""What a file is, from its first bytes alone: nothing is decided by its name.

>>> detect(b"01BGMAX               0120261102060000123456P" + b" " * 35)
'bgmax'
>>> detect(b'\\xef\\xbb\\xbf <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"/>')
'camt.054'
>>> detect(b"%PDF-1.7")
Traceback (most recent call last):
faktura.core.errors.MalformedFile: file line 1, first bytes: found '%PDF-1.7', expected a format faktura knows; ...
"""

import re
from typing import Final

from faktura.core.errors import MalformedFile
from faktura.formats import xml
from faktura.formats.sie.tags import TAGS

_HEAD: Final = 4096
_BLANKS: Final = b" \t\r\n"
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SIE_FIRST: Final = re.compile(rf"#(?:{'|'.join(TAGS)})[ \t\r\n\"]".encode(), re.IGNORECASE)
_SIE_WITHIN: Final = re.compile(rb"[\r\n][ \t]*#(?:FLAGGA|PROGRAM|FORMAT|SIETYP)[ \t\"]", re.IGNORECASE)
_BEGINNINGS: Final = (
    (re.compile(rb"01BGMAX |05\d{10}[ \d]{10}[A-Z]{3} "), "bgmax"),  # the second: its first record is lost
    (re.compile(rb"01AUTOGIRO  |01\d{8}AUTOGIRO|00\d{6}HMAC|51\d{22}AG-EMEDGIV"), "autogiro"),
    (re.compile(rb"11.{10}\d{6}LEVERANT.{1,2}RSBETALNINGAR", re.DOTALL), "lb"),
    (re.compile(rb'\{\s*"version"\s*:\s*"[^"]{0,9}"\s*,\s*"utforare"'), "rot-rut-decision"),
)

_ISO_20022: Final = re.compile(r"((?:camt|pain)\.[0-9]{3})(?:\.[0-9.]*)?")
_ISO_MESSAGES: Final = {
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "BkToCstmrStmt": "camt.053",
    "CstmrCdtTrfInitn": "pain.001",
    "CstmrPmtStsRpt": "pain.002",
}
_NAMESPACES: Final = (
    (re.compile(r"urn:sfti:documents:(BasicInvoice|ObjectEnvelope):"), "svefaktura"),
    (re.compile(r"https?://xmls\.skatteverket\.se/se/skatteverket/ht/begaran/"), "rot-rut-request"),
    (re.compile(r"https?://xmls\.skatteverket\.se/se/skatteverket/skattered/begaran/"), "green-technology-request"),
    (re.compile(r"https?://www\.sie\.se/sie5"), "sie5"),
)
_UBL: Final = re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2")
_BII: Final = re.compile(r"cenbii|peppol[45]a")
_WRAPPER: Final = "StandardBusinessDocumentHeader"
_ON_THE_WAY: Final = frozenset({"Document", "StandardBusinessDocument"})
_BODY: Final = frozenset({"AccountingSupplierParty", "Invoice", "CreditNote"})


def detect(data: bytes) -> str:
    """Return the name of the format of *data*, as `show` prints it.

    `sie`, `sie5`, `bgmax`, `autogiro`, `lb`, `camt.053`, `camt.054`, `pain.001`, `pain.002`,
    `svefaktura`, `svefaktura-bis5a`, `peppol-bis-3`, `rot-rut-request`, `green-technology-request` or
    `rot-rut-decision`. That a file is named says only what it means to be; its reader says whether it is.

    Raises:
        MalformedFile: None of them; the error tells what was seen.
    """
    head = data[:_HEAD].lstrip(_BLANKS).removeprefix(_UTF8_MARK).lstrip(_BLANKS)
    narrow = head.replace(b"\0", b"")  # of two bytes a letter, as some editors save a SIE file
    if _SIE_FIRST.match(narrow[2:] if narrow.startswith(_UTF16_MARKS) else narrow):
        return "sie"
    if head.lstrip(b"\0").startswith((b"<", *_UTF16_MARKS)):  # zeros before it: a letter takes two bytes, or four
        return _xml(data)
    for beginning, name in _BEGINNINGS:
        if beginning.match(head):
            return name
    if _SIE_WITHIN.search(head):  # something else stands before its first record
        return "sie"
    raise _unknown(_printable(head))


def _unknown(found: str) -> MalformedFile:
    return MalformedFile(
        format="file", line=1, field="first bytes", found=found or "nothing", expected="a format faktura knows"
    )


def _printable(head: bytes) -> str:
    """Return the beginning of *head* for the message, digits masked: it may be anything."""
    line = head.split(b"\n", 1)[0][:20].decode("ascii", "replace").rstrip()
    shown = "".join(one if one.isprintable() else "?" for one in line)
    return re.sub(r"[0-9]{6,}", lambda found: "#" * len(found[0]), shown)


def _xml(data: bytes) -> str:
    """Tell an XML format from its first elements; only an e-invoice in UBL is read a little further."""
    seen = ""
    ubl = False
    for event, element in xml.stream(data, format="file"):
        name, namespace = xml.local(element), xml.namespace(element)
        if event == "start":
            seen = seen or f"{name} {namespace}".strip()
            if found := _by_name(name, namespace):
                return found
            ubl = ubl or bool(_UBL.fullmatch(namespace))
            if not ubl and name not in _ON_THE_WAY and not namespace.endswith(_WRAPPER):
                break
        elif ubl and name == "CustomizationID":
            return "svefaktura-bis5a" if _BII.search(element.text or "") else "peppol-bis-3"
        elif ubl and name in _BODY:
            return "peppol-bis-3"  # without an id of its own; its reader says what is missing
    raise _unknown(f"XML {seen}")


def _by_name(name: str, namespace: str) -> str:
    iso = _ISO_20022.fullmatch(namespace.rpartition(":")[2])
    if iso and iso[1] in _ISO_MESSAGES.values():
        return iso[1]
    if name in _ISO_MESSAGES:
        return _ISO_MESSAGES[name]
    return next((found for pattern, found in _NAMESPACES if pattern.match(namespace)), "")
