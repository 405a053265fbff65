"""Every finding's sentence and remedy in both languages, by its code, which never changes."""

from typing import Final

from faktura.core.wording import Text

ERRORS: Final = {
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
        Text(en="{found!r} is no amount", sv="{found!r} är inget belopp"),
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

WARNINGS: Final = {
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
    "SIE-DECIMALS": (
        Text(en="{found!r} has fractions of an öre, kept exactly", sv="{found!r} har delar av ören, som behålls exakt"),
        Text(
            en="write at most two decimals; other programs may round it",
            sv="skriv högst två decimaler; andra program kan avrunda det",
        ),
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
    "SIE-REPEATED": (
        Text(en="{field} stands in the file more than once", sv="{field} finns mer än en gång i filen"),
        Text(
            en="keep one; two files put together must be read apart",
            sv="behåll en; två sammanslagna filer ska läsas var för sig",
        ),
    ),
    "SIE-ORDER": (
        Text(en="{field} comes too late in the file", sv="{field} kommer för sent i filen"),
        Text(
            en="write identification first, then accounts and objects, then balances and verifications",
            sv="skriv först identifikation, sedan konton och objekt, sedan saldon och verifikationer",
        ),
    ),
    "SIE-PLACE": (
        Text(
            en="{field} does not belong in a file of type {found}", sv="{field} hör inte hemma i en fil av typ {found}"
        ),
        Text(en="leave the record out, or state the right #SIETYP", sv="utelämna posten, eller ange rätt #SIETYP"),
    ),
    "SIE-FORMAT": (
        Text(
            en="#FORMAT is {found!r}; PC8 is the only one there is",
            sv="#FORMAT är {found!r}; PC8 är det enda som finns",
        ),
        Text(
            en="write #FORMAT PC8; some programs stop without it", sv="skriv #FORMAT PC8; vissa program stannar annars"
        ),
    ),
    "SIE-TYPE": (
        Text(en="{found!r} is no type of file", sv="{found!r} är ingen filtyp"),
        Text(en="write #SIETYP 1, 2, 3 or 4", sv="skriv #SIETYP 1, 2, 3 eller 4"),
    ),
    "SIE-ORGNR": (
        Text(en="#ORGNR is not written as nnnnnn-nnnn", sv="#ORGNR är inte skrivet som nnnnnn-nnnn"),
        Text(
            en="write ten digits with a hyphen before the last four",
            sv="skriv tio siffror med bindestreck före de fyra sista",
        ),
    ),
    "SIE-ACCOUNT-UNKNOWN": (
        Text(en="account {found} is used but not declared", sv="kontot {found} används men är inte upptaget"),
        Text(en="add a #KONTO record with its name", sv="lägg till en #KONTO-post med dess namn"),
    ),
    "SIE-OBJECT-UNKNOWN": (
        Text(en="object {found} is used but not declared", sv="objektet {found} används men är inte upptaget"),
        Text(en="add an #OBJEKT record with its name", sv="lägg till en #OBJEKT-post med dess namn"),
    ),
    "SIE-OBJECT-TWICE": (
        Text(en="object {found} is declared twice", sv="objektet {found} finns två gånger"),
        Text(en="declare each object once", sv="ta med varje objekt en gång"),
    ),
    "SIE-DIMENSION": (
        Text(
            en="dimension {found} is used but neither declared nor reserved",
            sv="dimensionen {found} används men är varken upptagen eller reserverad",
        ),
        Text(en="add a #DIM record with its name", sv="lägg till en #DIM-post med dess namn"),
    ),
    "SIE-DUPLICATE": (
        Text(en="verification {found} stands in the file twice", sv="verifikationen {found} finns två gånger i filen"),
        Text(en="see whether the same has been exported twice", sv="se efter om samma sak har exporterats två gånger"),
    ),
    "SIE-NUMBERS": (
        Text(
            en="verification {found} comes after a higher number of its series",
            sv="verifikationen {found} kommer efter ett högre nummer i sin serie",
        ),
        Text(en="write each series in the order of its numbers", sv="skriv varje serie i nummerordning"),
    ),
    "SIE-YEAR": (
        Text(en="{found} is outside the financial year", sv="{found} ligger utanför räkenskapsåret"),
        Text(
            en="write one financial year in a file, and its days in #RAR 0",
            sv="skriv ett räkenskapsår per fil, och dess dagar i #RAR 0",
        ),
    ),
    "SIE-UB": (
        Text(
            en="the closing balance of {field} is {found}, but the opening balance and the verifications give {expected}",
            sv="utgående balans för {field} är {found}, men ingående balans och verifikationer ger {expected}",
        ),
        Text(
            en="see whether the file holds every verification of the year",
            sv="se efter om filen har årets alla verifikationer",
        ),
    ),
    "SIE-RES": (
        Text(
            en="the result of {field} is {found}, but the verifications give {expected}",
            sv="resultatet för {field} är {found}, men verifikationerna ger {expected}",
        ),
        Text(
            en="see whether the file holds every verification of the year",
            sv="se efter om filen har årets alla verifikationer",
        ),
    ),
    "SIE-MISREAD": (
        Text(
            en="{found} letters were read in the wrong encoding before the file came here",
            sv="{found} bokstäver har lästs i fel teckentabell innan filen kom hit",
        ),
        Text(en="export it again from the first program", sv="exportera den igen ur det första programmet"),
    ),
    "SIE-CHECKSUM-OPEN": (
        Text(en="the opening #KSUMMA is missing", sv="den inledande #KSUMMA saknas"),
        Text(en="write #KSUMMA without a value after #FLAGGA", sv="skriv #KSUMMA utan värde efter #FLAGGA"),
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
    "SIE-SHORTENED": (
        Text(en="{found!r} was cut to {field!r}", sv="{found!r} kortades till {field!r}"),
        Text(
            en="nothing, or write a shorter text; the receiving program takes no longer one",
            sv="inget, eller skriv en kortare text; det mottagande programmet tar ingen längre",
        ),
    ),
    "SIE-OPENING": (
        Text(
            en="the opening balances are out of balance by {found}",
            sv="de ingående balanserna är i obalans med {found}",
        ),
        Text(
            en="book last year's result (2099) before the balances are brought forward",
            sv="bokför årets resultat (2099) innan balanserna förs över",
        ),
    ),
    "SIE-EMPTY": (
        Text(en="verification {found!r} has no rows but zeros", sv="verifikationen {found!r} har bara nollrader"),
        Text(en="nothing: it was left out of the file", sv="inget: den togs inte med i filen"),
    ),
}
