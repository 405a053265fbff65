"""What can be wrong with a SIE 5 file, in both languages."""

from typing import Final

from faktura.core.wording import Text, register

WARNINGS: Final = frozenset({"SIE5-MISSING", "SIE5-ACCOUNT", "SIE5-UNKNOWN", "SIE5-SIGNATURE"})
"""What does not keep the file from being booked; all else is an error."""

_SENTENCES: Final = {
    "SIE5-AMOUNT": (
        Text(en="{found!r} is no amount", sv="{found!r} är inget belopp"),
        Text(en="write digits with a point", sv="skriv siffror med punkt"),
    ),
    "SIE5-QUANTITY": (
        Text(en="{found!r} is no quantity", sv="{found!r} är ingen kvantitet"),
        Text(en="write digits with a point", sv="skriv siffror med punkt"),
    ),
    "SIE5-DATE": (
        Text(en="{found!r} is no day", sv="{found!r} är ingen dag"),
        Text(en="write the day as 2026-01-31", sv="skriv dagen som 2026-01-31"),
    ),
    "SIE5-MISSING": (
        Text(en="{field} is missing", sv="{field} saknas"),
        Text(en="add it; the schema demands it", sv="lägg till den; schemat kräver den"),
    ),
    "SIE5-TYPE": (
        Text(en="{found!r} is no type of account", sv="{found!r} är ingen kontotyp"),
        Text(
            en="write asset, liability, equity, cost, income or, in an entry file, statistics",
            sv="skriv asset, liability, equity, cost, income eller, i en importfil, statistics",
        ),
    ),
    "SIE5-ACCOUNT": (
        Text(en="account {found} is used but not declared", sv="kontot {found} används men är inte upptaget"),
        Text(en="add it among the accounts", sv="lägg till det bland kontona"),
    ),
    "SIE5-UNBALANCED": (
        Text(en="the entry is out of balance by {found}", sv="verifikationen är i obalans med {found}"),
        Text(
            en="make the rows that are not struck out sum to zero",
            sv="låt de rader som inte är strukna summera till noll",
        ),
    ),
    "SIE5-DOCUMENT": (
        Text(en="the document is no base64", sv="dokumentet är inte base64"),
        Text(en="export the file again", sv="exportera filen igen"),
    ),
    "SIE5-UNKNOWN": (
        Text(en="the schema has no element {found}; it was not read", sv="schemat har inget {found}; det lästes inte"),
        Text(en="nothing, if it is of no weight for the books", sv="inget, om det saknar betydelse för bokföringen"),
    ),
    "SIE5-SIGNATURE": (
        Text(en="the file is signed; the signature was not proved", sv="filen är signerad; signaturen prövades inte"),
        Text(
            en="prove it with a program for XML signatures where it matters",
            sv="pröva den med ett program för XML-signaturer där det behövs",
        ),
    ),
}

for _code, (_problem, _remedy) in _SENTENCES.items():
    register({_code: _problem, f"{_code}.remedy": _remedy})
