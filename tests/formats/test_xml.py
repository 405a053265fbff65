"""The hardened parser: what it refuses, what it takes away, and what it lets through."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats import xml

BOMB = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><a x="&d;">&d;</a>'
)
REFUSED = {
    "empty": b"",
    "blank": b" \r\n",
    "text": b"hello",
    "unclosed": b"<a><b></a>",
    "cut": b"<a><b>1</b>",
    "two roots": b"<a/><b/>",
    "document type": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "external entity": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    "entities": BOMB,
    "undeclared entity": b"<a>&e;</a>",
    "not UTF-8": b"<a>\xe5</a>",
    "false encoding": b'<?xml version="1.0" encoding="utf-16"?><a/>',
    "deep": b"<a>" * 100_000,
}


def streamed(data: bytes) -> list[tuple[str, str]]:
    return [(event, xml.local(element)) for event, element in xml.stream(data, format="t")]


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plain_xml_is_refused_whole_and_streamed(data: bytes) -> None:
    """Nothing is repaired, and a document type is refused before what it declares is used."""
    with pytest.raises(MalformedFile) as error:
        xml.parse(data, format="t")
    assert error.value.format == "t"
    with pytest.raises(MalformedFile):
        streamed(data)


def test_a_document_type_is_told_from_other_faults() -> None:
    """Whoever sends one reads that it is the document type that is not wanted."""
    with pytest.raises(MalformedFile) as error:
        xml.parse(BOMB, format="t")
    assert error.value.field == "document type"


def test_the_size_is_capped_before_anything_is_parsed() -> None:
    """One byte too many is refused, even if it is not XML at all."""
    assert xml.local(xml.parse(b"<a/>", format="t", most_bytes=4)) == "a"
    for data in (b"<a/>\n", b"xxxxx"):
        with pytest.raises(MalformedFile) as error:
            xml.parse(data, format="t", most_bytes=4)
        assert error.value.field == "size"
    with pytest.raises(MalformedFile):
        list(xml.stream(b"<a/>\n", format="t", most_bytes=4))


@pytest.mark.parametrize(
    "inside", [b"100<!-- -->00", b"100<?x y?>00", b"<![CDATA[10]]>000", b"100&#48;0", b"<!-- 9 -->10000"]
)
def test_comments_and_instructions_leave_the_amount_whole(inside: bytes) -> None:
    """`<Amt>100<!-- -->00</Amt>` is ten thousand, whole and streamed."""
    data = b"<a><Amt>" + inside + b"</Amt></a>"
    assert xml.text(xml.parse(data, format="t"), "Amt") == "10000"
    found = [one.text for event, one in xml.stream(data, format="t") if event == "end" and xml.local(one) == "Amt"]
    assert found == ["10000"]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n ", b"\xef\xbb\xbf\r\n", b" \xef\xbb\xbf"])
def test_marks_and_blanks_before_the_xml_are_let_through(before: bytes) -> None:
    """Banks send files that begin so."""
    data = before + b'<?xml version="1.0" encoding="UTF-8"?><a/>'
    assert xml.local(xml.parse(data, format="t")) == "a"
    assert streamed(data) == [("start", "a"), ("end", "a")]


def test_elements_are_found_by_local_name_in_any_namespace() -> None:
    """A bank's namespace does not decide what is found."""
    root = xml.parse(b'<a xmlns="u" xmlns:v="w"><b><v:c> x </v:c></b><b><c>y</c></b></a>', format="t")
    assert xml.text(root, "b/c") == "x"
    assert [one.text for one in xml.findall(root, "b/c")] == [" x ", "y"]
    assert xml.find(root, "d") is None
    assert xml.text(root, "d/e") == ""
    assert xml.namespace(root) == "u"


def test_an_error_tells_the_path_and_the_line() -> None:
    """Path by local names, counted among its like; line as in the file."""
    root = xml.parse(b'<a xmlns="u">\n<b/>\n<b><c>x</c></b>\n</a>', format="t")
    error = xml.malformed(xml.findall(root, "b")[1], format="t", found="x", expected="y", below="c")
    assert (error.field, error.line) == ("a/b[2]/c", 3)


def test_what_is_forgotten_is_gone() -> None:
    """A stream that forgets holds no more than one piece of the file, so length costs no memory."""
    one = b"<b><c>" + b"1" * 1000 + b"</c></b>"
    most = 0
    for event, element in xml.stream(b"<a>" + one * 2_000 + b"</a>", format="t"):
        if event == "end" and xml.local(element) == "b":
            assert xml.text(element, "c") == "1" * 1000
            xml.forget(element)
            parent = element.getparent()
            assert parent is not None
            most = max(most, len(parent))
            assert element.getprevious() is None
    assert 1 <= most < 100
