"""The record types of SIE 4 as data (edition 4B, chapters 6, 11 and 12)."""

from typing import Final

from attrs import frozen


@frozen(kw_only=True)
class Tag:
    """One record type.

    Attributes:
        must: How many leading fields it cannot do without.
        dates: Positions of its dates, from 0.
        quote: Positions that are written within quotation marks whatever they hold: names and texts.
        money: Position of its amount, or -1.
        types: The file types it may stand in.
        group: Its place in the file: 1 the flag, 2 identification, 3 chart of accounts, 4 balances and verifications.
    """

    must: int = 1
    dates: tuple[int, ...] = ()
    quote: tuple[int, ...] = ()
    money: int = -1
    types: str = "1234"
    group: int = 2


TAGS: Final[dict[str, Tag]] = {
    "FLAGGA": Tag(group=1),
    "KSUMMA": Tag(must=0, group=0),
    "PROGRAM": Tag(must=2, quote=(0, 1)),
    "FORMAT": Tag(),
    "GEN": Tag(dates=(0,), quote=(1,)),
    "SIETYP": Tag(),
    "PROSA": Tag(quote=(0,)),
    "FTYP": Tag(),
    "FNR": Tag(quote=(0,)),
    "ORGNR": Tag(),
    "BKOD": Tag(),
    "ADRESS": Tag(must=4, quote=(0, 1, 2, 3)),
    "FNAMN": Tag(quote=(0,)),
    "RAR": Tag(must=3, dates=(1, 2)),
    "TAXAR": Tag(),
    "OMFATTN": Tag(dates=(0,), types="234"),
    "KPTYP": Tag(),
    "VALUTA": Tag(),
    "KONTO": Tag(must=2, quote=(1,), group=3),
    "KTYP": Tag(must=2, group=3),
    "ENHET": Tag(must=2, quote=(1,), group=3),
    "SRU": Tag(must=2, group=3),
    "DIM": Tag(must=2, quote=(1,), types="34", group=3),
    "UNDERDIM": Tag(must=3, quote=(1,), types="34", group=3),
    "OBJEKT": Tag(must=3, quote=(1, 2), types="34", group=3),
    "IB": Tag(must=3, money=2, group=4),
    "UB": Tag(must=3, money=2, group=4),
    "OIB": Tag(must=4, money=3, types="34", group=4),
    "OUB": Tag(must=4, money=3, types="34", group=4),
    "RES": Tag(must=3, money=2, group=4),
    "PSALDO": Tag(must=5, money=4, types="234", group=4),
    "PBUDGET": Tag(must=5, money=4, types="234", group=4),
    "VER": Tag(must=3, dates=(2,), quote=(0, 1, 3, 5), types="4", group=4),
    "TRANS": Tag(must=3, types="4", group=0),
    "RTRANS": Tag(must=3, types="4", group=0),
    "BTRANS": Tag(must=3, types="4", group=0),
}
"""Every tag of the standard; others are kept as they stand."""

GROUPS: Final = {name: tag.group for name, tag in TAGS.items()}
"""The place of each record in the file; 0 for those that have their own."""

MANDATORY: Final = ("FLAGGA", "PROGRAM", "FORMAT", "GEN", "FNAMN")
"""What every file of every type must hold; from type 2 `#SIETYP` as well."""

MANDATORY_BALANCES: Final = ("RAR", "KONTO")
"""What files of types 1 to 3 must hold besides; a type 4 file for import need not."""

ONCE: Final = frozenset(
    {"FLAGGA", "PROGRAM", "FORMAT", "GEN", "SIETYP", "FTYP", "ORGNR", "ADRESS", "FNAMN", "OMFATTN", "KPTYP", "VALUTA"}
)
"""What a file holds at most once; twice, two files were put together or a value was changed halfway."""

DIMENSIONS: Final = {
    1: "Kostnadsställe",
    2: "Kostnadsbärare",
    6: "Projekt",
    7: "Anställd",
    8: "Kund",
    9: "Leverantör",
    10: "Faktura",
}
"""The dimensions the standard reserves, by number."""
