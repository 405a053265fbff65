"""Letters: which encoding a file came in, and what stands for what code page 437 lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.sie.encoding import decode, expressible, misread, pc8, substitute


@pytest.mark.parametrize("text", ["Åkeri", "Försäljning", "ÅÄÖ åäö", "Bokföringsbyrån i Älvsbyn", "Café Kärlek"])
@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "cp1252"])
def test_swedish_text_is_recognised(text: str, encoding: str) -> None:
    """By its letters alone, without a byte order mark."""
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


def test_bytes_that_windows_does_not_define_are_read_as_latin_1() -> None:
    """Nothing fails: five positions of Windows-1252 are empty."""
    assert decode(b"\xe5\xe4\xf6 \x81").encoding == "latin-1"


@given(st.binary())
def test_anything_can_be_decoded(data: bytes) -> None:
    """A reader must survive what it is given."""
    assert decode(data).encoding in {"cp437", "utf-8", "cp1252", "latin-1", "utf-16"}


@given(st.text(max_size=60))
def test_a_substitute_can_always_be_written(text: str) -> None:
    """What can be written stays as it is; the rest becomes something that can, and a limit is kept."""
    written = substitute(text)
    assert expressible(written)
    if expressible(text):
        assert written == text
    assert len(substitute(text, 60)) <= 60


SUBSTITUTES = [
    ("10 €", "10 EUR"),
    ("A – B", "A - B"),
    ("5 § “citat”", '5 par "citat"'),
    ("Ørsted & Łódź", "Örsted & Lódz"),
    ("João", "Joao"),
    ("日本", "??"),
    ("rad\nbrytning", "rad brytning"),
    ("½ år", "½ år"),
    ("A\N{COMBINING RING ABOVE}keri Va\N{COMBINING DIAERESIS}st", "Åkeri Väst"),
    ("Cafe\N{COMBINING ACUTE ACCENT}", "Café"),
    ("Lo\N{COMBINING ACUTE ACCENT}dz\N{COMBINING ACUTE ACCENT}", "Lódz"),
    ("x\N{COMBINING RING ABOVE}", "x"),
    ("\N{COMBINING RING ABOVE}", "?"),
]


@pytest.mark.parametrize(("text", "written"), SUBSTITUTES)
def test_the_likest_is_chosen(text: str, written: str) -> None:
    """A reader of Swedish recognises the name."""
    assert substitute(text) == written


def test_a_limit_outweighs_likeness() -> None:
    """Where the long form would pass the limit, its first character is enough."""
    assert substitute("€" * 5, 5) == "EEEEE"
    assert substitute("€A\N{COMBINING RING ABOVE}", 2) == "EÅ"


@given(st.text(max_size=30) | st.text(st.sampled_from(bytes(range(256)).decode("cp437")), max_size=30))
def test_our_code_page_is_that_of_python(text: str) -> None:
    """The quick way of writing it gives the same bytes and refuses the same letters."""
    try:
        expected = text.encode("cp437")
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            pc8(text)
    else:
        assert pc8(text) == expected


def test_a_file_cut_inside_a_letter_keeps_its_encoding() -> None:
    """The last byte of a download that broke off must not turn every other letter into two."""
    assert decode("Försäljning av lådor på ö".encode()[:-1]).text == "Försäljning av lådor på \ufffd"
    assert decode("Försäljning ".encode() * 9 + b"\xff").encoding == "utf-8"
    assert decode("Klå".encode("cp1252")).text == "Klå"


@pytest.mark.parametrize(("meant", "wrong"), [("cp437", "cp1252"), ("utf-8", "cp1252"), ("utf-8", "cp437")])
def test_letters_read_in_the_wrong_encoding_are_recognised(meant: str, wrong: str) -> None:
    """What another program spoilt before is told, never guessed back; Swedish quotation marks are no such thing."""
    assert misread("Inköp av tjänster på månadsbasis".encode(meant).decode(wrong)) >= 3
    assert misread("Inköp av ”tjänster” på månads-basis – ”så”") == 0


def test_two_byte_letters_without_a_mark_are_read() -> None:
    """UTF-16 is seen by its first letter too."""
    assert decode("#FLAGGA 0 å".encode("utf-16-le")).text == "#FLAGGA 0 å"
    assert decode("#FLAGGA 0".encode("utf-16-be")).text == "#FLAGGA 0"


def test_two_odd_letters_are_no_byte_order_mark() -> None:
    """A text of code page 437 may begin with the bytes FF FE; two-byte letters have zeros among them."""
    assert decode("\xa0■ #FLAGGA 0".encode("cp437")).text == "\xa0■ #FLAGGA 0"
    assert decode("#FLAGGA 0".encode("utf-16")).encoding == "utf-16"
