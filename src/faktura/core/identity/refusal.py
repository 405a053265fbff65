"""How a wrong number is refused: `identity.<kind>.<reason>`, and the sentence of each."""

from typing import Final

from faktura.core.check_digit import is_digits, masked, modulus_10
from faktura.core.errors import InvalidIdentifier
from faktura.core.wording import Text, register


def wrong(kind: str, reason: str, found: str) -> InvalidIdentifier:
    """Return the error to raise for *found*, of which only the shape is told."""
    return InvalidIdentifier(f"identity.{kind}.{reason}", found=masked(found))


def check(kind: str, digits: str, length: int) -> None:
    """Refuse *digits* unless they are *length* ASCII digits, the last ten ending in modulus 10."""
    if not is_digits(digits):
        raise wrong(kind, "characters", digits)
    if len(digits) != length:
        raise wrong(kind, "length", digits)
    if modulus_10(digits[-10:-1]) != digits[-1]:
        raise wrong(kind, "check_digit", digits)


_KINDS: Final = {
    # kind: its name in English and Swedish, and how it is written
    "organisation": ("organisation number", "organisationsnumret", "NNNNNN-NNNN"),
    "person": ("personal number", "personnumret", "YYYYMMDD-NNNN"),
    "coordination": ("coordination number", "samordningsnumret", "YYYYMMDD-NNNN"),
    "vat": ("VAT number", "momsregistreringsnumret", "SENNNNNNNNNN01"),
    "gln": ("GLN", "GLN", "NNNNNNNNNNNNN"),
}
_REASONS: Final = {
    "characters": (
        "it holds more than it may; write {form}",
        "det innehåller annat än det får; skriv {form}",
    ),
    "length": ("it is too long or too short; write {form}", "det är för långt eller för kort; skriv {form}"),
    "check_digit": (
        "its check digit does not agree with the others; look for a mistyped digit",
        "kontrollsiffran stämmer inte med de andra; leta efter en felskriven siffra",
    ),
}
_FURTHER: Final = {
    "organisation.third_digit": (
        "the third digit is below 2, as in a personal number; read a sole trader with parse_identity",
        "tredje siffran är mindre än 2, som i ett personnummer; läs en enskild firma med parse_identity",
    ),
    "vat.country": (
        "it does not begin with the prefix of an EU country; write SE first if it is Swedish",
        "det börjar inte med ett EU-lands prefix; skriv SE först om det är svenskt",
    ),
    **{
        f"{kind}.{reason}": sentences
        for kind in ("person", "coordination")
        for reason, sentences in {
            "date": (
                "it holds no possible date of birth; look for a mistyped digit",
                "det innehåller inget möjligt födelsedatum; leta efter en felskriven siffra",
            ),
            "birth_number": (
                "the birth number 000 is never used; look for a mistyped digit",
                "födelsenumret 000 används aldrig; leta efter en felskriven siffra",
            ),
            "century": (
                "the century is missing; write twelve digits or give the day it was written",
                "seklet saknas; skriv tolv siffror eller ange dagen det skrevs",
            ),
        }.items()
    },
}


def _sentences() -> dict[str, Text]:
    """Return the sentence of each kind and reason: which number, its masked shape, what is wrong."""
    every = {f"{kind}.{reason}": said for kind in _KINDS for reason, said in _REASONS.items()} | _FURTHER
    table = {}
    for code, (english, swedish) in every.items():
        name, namn, form = _KINDS[code.partition(".")[0]]
        table[f"identity.{code}"] = Text(
            en=f"{name} {{found!r}}: {english.format(form=form)}",
            sv=f"{namn} {{found!r}}: {swedish.format(form=form.replace('YYYYMMDD', 'ÅÅÅÅMMDD'))}",
        )
    return table


register(_sentences())
