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
    """

    must: int = 1
    dates: tuple[int, ...] = ()
    quote: tuple[int, ...] = ()


TAGS: Final[dict[str, Tag]] = {
    "FLAGGA": Tag(),
    "KSUMMA": Tag(must=0),
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
    "OMFATTN": Tag(dates=(0,)),
    "KPTYP": Tag(),
    "VALUTA": Tag(),
    "KONTO": Tag(must=2, quote=(1,)),
    "KTYP": Tag(must=2),
    "ENHET": Tag(must=2, quote=(1,)),
    "SRU": Tag(must=2),
    "DIM": Tag(must=2, quote=(1,)),
    "UNDERDIM": Tag(must=3, quote=(1,)),
    "OBJEKT": Tag(must=3, quote=(1, 2)),
    "IB": Tag(must=3),
    "UB": Tag(must=3),
    "OIB": Tag(must=4),
    "OUB": Tag(must=4),
    "RES": Tag(must=3),
    "PSALDO": Tag(must=5),
    "PBUDGET": Tag(must=5),
    "VER": Tag(must=3, dates=(2,), quote=(0, 1, 3, 5)),
    "TRANS": Tag(must=3),
    "RTRANS": Tag(must=3),
    "BTRANS": Tag(must=3),
}
"""Every tag of the standard; others are kept as they stand."""

MANDATORY: Final = ("FLAGGA", "PROGRAM", "FORMAT", "GEN", "FNAMN")
"""What every file of every type must hold; from type 2 `#SIETYP` as well."""

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
