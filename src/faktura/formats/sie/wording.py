"""What can be wrong with a SIE file: every finding's sentence and remedy, and which of them are errors."""

from typing import Final

from faktura.core.errors import Finding, MalformedFile, Severity
from faktura.core.wording import Language, Text, register, sentence

RULES: Final = "SIE 4B"
"""The rule book behind the findings: SIE filformat, edition 4B."""

_ERRORS: Final = {
    "SIE-LINE": (
        Text(en="{found!r} is no record", sv="{found!r} är ingen post"),
        Text(
            en="begin each record with # and its label, and put braces on lines of their own",
            sv="börja varje post med # och etikett, och skriv klamrar på egna rader",
        ),
    ),
    "SIE-FIELD": (
        Text(en="{field} has {found} fields, too few", sv="{field} har {found} fält, för få"),
        Text(
            en="give a verification series, number and date, and a row account, objects and amount",
            sv="ge en verifikation serie, nummer och datum, och en rad konto, objekt och belopp",
        ),
    ),
    "SIE-AMOUNT": (
        Text(en="{found!r} is no amount in whole öre", sv="{found!r} är inget belopp i hela ören"),
        Text(
            en="write digits with a point and at most two decimals, - before when it is credit",
            sv="skriv siffror med punkt och högst två decimaler, - före när det är kredit",
        ),
    ),
    "SIE-UNBALANCED": (
        Text(
            en="verification {field} is out of balance by {found}",
            sv="verifikationen {field} är i obalans med {found}",
        ),
        Text(en="make its #TRANS rows sum to zero", sv="låt dess #TRANS-rader summera till noll"),
    ),
    "SIE-ROW-ALONE": (
        Text(en="a {field} row stands outside any verification", sv="en {field}-rad står utanför verifikation"),
        Text(en="put a #VER record and a brace before it", sv="sätt en #VER-post och en klammer före den"),
    ),
    "SIE-CUT": (
        Text(en="the file ends inside a verification", sv="filen slutar inne i en verifikation"),
        Text(en="export it again; the end is lost", sv="exportera den igen; slutet är borta"),
    ),
    "SIE-CHECKSUM": (
        Text(
            en="the checksum is {found}, but the contents give {field}",
            sv="kontrollsumman är {found}, men innehållet ger {field}",
        ),
        Text(
            en="export it again; it was changed after it was written",
            sv="exportera den igen; den har ändrats efter att den skrevs",
        ),
    ),
    "SIE-CHECKSUM-CUT": (
        Text(en="the closing #KSUMMA is missing", sv="den avslutande #KSUMMA saknas"),
        Text(en="export it again; the end is lost", sv="exportera den igen; slutet är borta"),
    ),
}

_WARNINGS: Final = {
    "SIE-QUOTE": (
        Text(en="a quotation mark in {field} is never closed", sv="ett citattecken i {field} avslutas aldrig"),
        Text(
            en='close the field with a quotation mark; write one inside a field as \\"',
            sv='avsluta fältet med citattecken; skriv citattecken inuti ett fält som \\"',
        ),
    ),
    "SIE-BRACE": (
        Text(en="a brace is missing or too many at {field}", sv="en klammer saknas eller är för mycket vid {field}"),
        Text(
            en="put the rows of each verification between { and }, each on a line of its own",
            sv="skriv raderna i varje verifikation mellan { och }, var för sig på egen rad",
        ),
    ),
    "SIE-ENCODING": (
        Text(en="the text is {found}, not code page 437", sv="texten är {found}, inte teckentabell 437"),
        Text(en="write it as PC8 (code page 437)", sv="skriv den som PC8 (teckentabell 437)"),
    ),
    "SIE-LETTERS": (
        Text(en="{found} letters were lost before the file came here", sv="{found} bokstäver var redan förlorade"),
        Text(en="export it again from the first program", sv="exportera den igen ur det första programmet"),
    ),
    "SIE-TAG": (
        Text(en="{field} is no record of the standard", sv="{field} är ingen post i standarden"),
        Text(en="nothing: it is kept and takes no part", sv="inget: den behålls och räknas inte"),
    ),
    "SIE-TAG-CASE": (
        Text(en="{found} is not written in capitals", sv="{found} är inte skriven med versaler"),
        Text(en="write the label in capitals", sv="skriv etiketten med versaler"),
    ),
    "SIE-FIELD-FEW": (
        Text(en="{field} has {found} fields, too few", sv="{field} har {found} fält, för få"),
        Text(en="give every field the record must have", sv="ge posten alla fält den måste ha"),
    ),
    "SIE-AMOUNT-FORM": (
        Text(
            en="{found!r} is an unusual way to write an amount", sv="{found!r} är ett ovanligt sätt att skriva belopp"
        ),
        Text(en="write a point and at most two decimals", sv="skriv punkt och högst två decimaler"),
    ),
    "SIE-DATE": (
        Text(en="{found!r} in {field} is no date", sv="{found!r} i {field} är inget datum"),
        Text(en="write eight digits, YYYYMMDD", sv="skriv åtta siffror, ÅÅÅÅMMDD"),
    ),
    "SIE-ACCOUNT": (
        Text(en="account {found!r} is unusual", sv="kontot {found!r} är ovanligt"),
        Text(en="use four digits of classes 1 to 8", sv="använd fyra siffror i klass 1 till 8"),
    ),
    "SIE-OBJECTS": (
        Text(en="the object list of {field} is missing or odd", sv="objektlistan i {field} saknas eller är udda"),
        Text(en='write dimension and object in pairs: {1 "100"}', sv='skriv dimension och objekt parvis: {1 "100"}'),
    ),
    "SIE-MIRROR": (
        Text(en="an added row is not followed by its equal", sv="en tillagd rad följs inte av sin like"),
        Text(
            en="let #RTRANS be followed by #TRANS of the same account, objects and amount",
            sv="låt #RTRANS följas av #TRANS med samma konto, objekt och belopp",
        ),
    ),
    "SIE-FLAG": (
        Text(en="the file is marked as already imported", sv="filen är märkt som redan inläst"),
        Text(en="make sure it is not imported twice", sv="se till att den inte läses in två gånger"),
    ),
    "SIE-MISSING": (
        Text(en="{field} is missing", sv="{field} saknas"),
        Text(en="add the record; every file must have it", sv="lägg till posten; varje fil ska ha den"),
    ),
    "SIE-TWICE": (
        Text(en="account {found} is declared twice", sv="kontot {found} finns två gånger"),
        Text(en="declare each account once", sv="ta med varje konto en gång"),
    ),
    "SIE-UNCHECKABLE": (
        Text(
            en="the checksum cannot be checked: the text has letters that code page 437 lacks",
            sv="kontrollsumman kan inte prövas: texten har bokstäver som teckentabell 437 saknar",
        ),
        Text(en="export it again as PC8", sv="exportera den igen som PC8"),
    ),
    "SIE-SUBSTITUTED": (
        Text(en="{found!r} was written as {field!r}", sv="{found!r} skrevs som {field!r}"),
        Text(
            en="nothing, or write the name with letters that code page 437 has",
            sv="inget, eller skriv namnet med bokstäver som finns i teckentabell 437",
        ),
    ),
    "SIE-EMPTY": (
        Text(en="verification {found!r} has no rows but zeros", sv="verifikationen {found!r} har bara nollrader"),
        Text(en="nothing: it was left out of the file", sv="inget: den togs inte med i filen"),
    ),
}


def finding(code: str, line: int, *, field: str = "", found: str = "") -> Finding:
    """Return the finding *code* at *line*; line 0 is the whole file. What was found is shown shortened."""
    severity: Severity = "error" if code in _ERRORS else "warning"
    facts = (("field", field), ("found", found[:_SHOWN]))
    return Finding(code=code, path=f"line {line}" if line else "file", severity=severity, law=RULES, facts=facts)


_SHOWN: Final = 60


class MalformedSie(MalformedFile):
    """A SIE file that breaks the standard; `code` is that of the finding, the sentence begins with the line."""

    def explain(self, language: Language = "en") -> str:
        """Return where and what, in one sentence."""
        place = {"en": "line", "sv": "rad"}[language]
        return f"sie {place} {self.line}: {super().explain(language)}"


def malformed(problem: Finding) -> MalformedSie:
    """Return *problem* as the exception that strict reading raises."""
    facts = dict(problem.facts)
    line = int(problem.path.removeprefix("line ")) if problem.path.startswith("line ") else 0
    return MalformedSie(
        format="sie",
        line=line,
        field=facts.get("field", ""),
        found=facts.get("found", ""),
        expected=sentence(f"{problem.code}.remedy"),
        code=problem.code,
    )


def _braces(text: Text) -> Text:
    """Braces of a SIE example are meant as such; a fact is named `field` or `found`."""
    return Text(en=_doubled(text.en), sv=_doubled(text.sv))


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


for _code, (_problem, _remedy) in (*_ERRORS.items(), *_WARNINGS.items()):
    register({_code: _problem, f"{_code}.remedy": _braces(_remedy)})

register(
    {
        "SIE-NOT": Text(
            en="this is no SIE file: it holds no record of the standard (found {found!r}); ask for an export of type SIE 4",
            sv="detta är ingen SIE-fil: den har ingen post ur standarden (fann {found!r}); be om en export av typ SIE 4",
        ),
    }
)
