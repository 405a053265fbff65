"""Which bank a Swedish IBAN belongs to, and its BIC: the three digits after the check digits tell.

A table as of 2026; it lacks some newer banks, and an IBAN of a bank that is not here is none the worse for it.

>>> bank = bank_of(Iban("SE4550000000058398257466"))
>>> bank and (bank.name, bank.bic.code)
('SEB', 'ESSESESS')
"""

from typing import Final

from attrs import frozen

from faktura.core.account.bank import Bic, Iban


@frozen(kw_only=True)
class IbanBank:
    """A bank as its IBANs name it.

    Attributes:
        id: The three digits at positions 5-7 of the IBAN.
    """

    id: str
    bic: Bic
    name: str


_ROWS: Final = """
120 DABASESX Danske Bank
230 AABASESS Ålandsbanken
300 NDEASESS Nordea
500 ESSESESS SEB
600 HANDSESS Handelsbanken
800 SWEDSESS Swedbank
902 ELLFSESS Länsförsäkringar Bank
904 CITISESX Citibank (filial)
907 FEMAMTMT Ferratum Bank
910 NNSESES1 Nordnet Bank
915 SKIASESS Skandiabanken
917 IKANSE21 Ikanobanken
919 DNBASESX DnB NOR filial
923 MARGSESS Marginalen Bank
925 SBAVSESS SBAB Bank
927 IBCASES1 ICA Banken
928 RESUSE21 Resurs Bank AB
930 SWEDSESS Swedbank
939 LAHYSESS Landshypotek
940 FORXSES1 Forex Bank
946 BSNOSESS Santander Consumer Bank
947 FTSBSESS BNP Paribas
950 NDEASESS Nordea (Plusgirot)
955 AVANSES1 Avanza Bank
957 SPSDSE23 Sparbanken Syd
958 BMPBSESS AION Bank
959 ERPFSES2 Erik Penser Bank AB
963 LOSADKKK Lån & Spar Bank A/S, filial
964 NOFBSESS Nordax Bank
965 MEMMSE21 MedMera Bank AB
966 SVEASES1 Svea Bank
967 JAKMSE22 JAK Medlemsbank
968 BSTPSESS Bluestep Finans AB
970 EKMLSE21 Ekobanken
975 NOHLSESS Northmill Bank
978 KLRNSESS Klarna Bank
"""


def _row(text: str) -> IbanBank:
    id, bic, name = text.split(" ", 2)
    return IbanBank(id=id, bic=Bic(bic), name=name)


IBAN_BANKS: Final = {bank.id: bank for bank in map(_row, _ROWS.strip().split("\n"))}
"""The banks by their ids."""


def bank_of(iban: Iban) -> IbanBank | None:
    """Return the bank of *iban*, or none when it is not Swedish or its bank is not in the table."""
    return IBAN_BANKS.get(iban.code[4:7]) if iban.country == "SE" else None
