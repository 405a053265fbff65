"""What the posting rules say: the texts of vouchers, why each is as it is, and why something cannot be posted."""

from faktura.core.wording import Text, register

register(
    {
        "posting.no_day": Text(
            en="{name} has no day of its own; give the movement the day it is booked on",
            sv="{name} har ingen egen dag; ange dagen den ska bokföras",
        ),
        "posting.currency": Text(
            en="{what} is in {found}, but {books} was given; give amounts and rates of its own currency",
            sv="{what} är i {found}, men {books} angavs; ange belopp och kurser i dess egen valuta",
        ),
        "posting.rate": Text(
            en="{what} is in {currency}, the books are kept in {books}; give an exchange rate of {on} or the week before",
            sv="{what} är i {currency}, bokföringen i {books}; ange en valutakurs för {on} eller veckan före",
        ),
        "posting.vat_rate": Text(
            en="there is no account role for VAT of {percent} %; the rates with an account are 25, 12 and 6 %",
            sv="det finns ingen kontoroll för moms på {percent} %; satserna med konto är 25, 12 och 6 %",
        ),
        "posting.sale": Text(
            en="a claim of {claim} was sold for {paid}, and {kept} was kept; the two must sum to the claim",
            sv="en fordran på {claim} såldes för {paid}, och {kept} behölls; summan måste vara fordran",
        ),
        "posting.locked": Text(
            en="the books are locked to {until}; date it {open} or later",
            sv="bokföringen är låst till och med {until}; datera det {open} eller senare",
        ),
        "books.lock_back": Text(
            en="the books are locked to {until} already; unlock them to open a later day",
            sv="bokföringen är redan låst till och med {until}; lås upp den för att öppna en senare dag",
        ),
        "books.revalued_twice": Text(
            en="claims are valued at the end of {on} already; give another day",
            sv="fordringarna är redan omvärderade den {on}; ange en annan dag",
        ),
        "books.revaluation_locked": Text(
            en="the books are locked to {until}; value the claims of a later day, or unlock them first",
            sv="bokföringen är låst till och med {until}; omvärdera en senare dag, eller lås upp den först",
        ),
        "books.year_end_twice": Text(
            en="the year's end {on} is booked already; give another financial year",
            sv="bokslutet {on} är redan bokfört; ange ett annat räkenskapsår",
        ),
        "books.year_end_locked": Text(
            en="the books are locked to {until}, so a year's end before that cannot be booked; unlock them first",
            sv="bokföringen är låst till och med {until}, så ett bokslut före det kan inte bokföras; lås upp den först",
        ),
        "reconciliation.head": Text(
            en="open items and claim accounts at the end of {on}",
            sv="öppna poster och fordringskonton vid slutet av {on}",
        ),
        "reconciliation.agrees": Text(en="no differences", sv="inga differenser"),
        "reconciliation.booked_later": Text(
            en="document {document}: {amount}, {what} took effect earlier and is booked on {on}",
            sv="dokument {document}: {amount}, {what} gäller tidigare och är bokfört {on}",
        ),
        "reconciliation.not_booked": Text(
            en="document {document}: {amount}, owed but booked only when paid or at the year's end",
            sv="dokument {document}: {amount}, obetalt men bokförs först när det betalas eller vid bokslut",
        ),
        "reconciliation.sold": Text(
            en="document {document}: {amount}, the claim was sold or paid to the financier on {on}",
            sv="dokument {document}: {amount}, fordran såldes eller betalades till finansbolaget {on}",
        ),
        "reconciliation.no_rate": Text(
            en="document {document}: {amount}, not booked, for its currency has no exchange rate; record one",
            sv="dokument {document}: {amount}, inte bokfört, för valutan saknar kurs; lägg in en",
        ),
        "reconciliation.other_program": Text(
            en="account {what}: the bookkeeping program differs by {amount}; look for what was booked by hand or not imported",
            sv="konto {what}: bokföringsprogrammet avviker med {amount}; sök det som bokförts för hand eller inte lästs in",
        ),
        "reconciliation.unexplained": Text(
            en="document {document}: {amount} without a reason; look at its vouchers and events",
            sv="dokument {document}: {amount} utan förklaring; granska dess verifikationer och händelser",
        ),
        "posting.why.bound": Text(
            en="document {document}: products with an account in the register take the one of {on}, bound at booking",
            sv="dokument {document}: artiklar med konto i registret tar det som gällde {on}, bundet vid bokföringen",
        ),
        "posting.dimensions": Text(
            en="{count} rows do not have the cost centres, projects or other objects their accounts want; the findings say which",
            sv="{count} rader har inte de kostnadsställen, projekt eller andra objekt som kontona kräver; se listan",
        ),
        "posting.dimension_missing": Text(
            en="account {account} requires an object of dimension {what}",
            sv="konto {account} kräver ett objekt i dimension {what}",
        ),
        "posting.dimension_missing.remedy": Text(
            en="tag the line or the product, or give the account's rule a default",
            sv="märk raden eller artikeln, eller ge kontots regel ett förval",
        ),
        "posting.object": Text(
            en="on account {account}, object {what} is not in the register or not open on {on}",
            sv="på konto {account} finns inte objektet {what} i registret, eller är inte öppet {on}",
        ),
        "posting.object.remedy": Text(
            en="add the object, or change its first and last day",
            sv="lägg till objektet, eller ändra dess första och sista dag",
        ),
    }
)

_TEXTS = {
    "invoice": ("Invoice", "Faktura"),
    "credit_note": ("Credit note", "Kreditfaktura"),
    "payment": ("Payment", "Betalning"),
    "received": ("Payment, not matched", "Inbetalning, ej avprickad"),
    "taken_back": ("Payment taken back by the bank", "Inbetalning återtagen av banken"),
    "released": ("Payment released", "Ångrad avprickning"),
    "kept": ("Customer credit", "Tillgodohavande"),
    "refunded": ("Refund", "Återbetalning"),
    "charged": ("Reminder", "Påminnelse"),
    "interest": ("Late-payment interest", "Dröjsmålsränta"),
    "corrected": ("Charge corrected", "Rättad debitering"),
    "netted": ("Netting", "Kvittning"),
    "transferred": ("Skatteverket's decision", "Skatteverkets beslut"),
    "bad_debt": ("Bad debt", "Kundförlust"),
    "recovered": ("Recovered claim", "Återvunnen fordran"),
    "feared": ("Feared loss", "Befarad kundförlust"),
    "fear_lifted": ("Feared loss lifted", "Återförd befarad kundförlust"),
    "rounding": ("Rounding", "Öresutjämning"),
    "discount": ("Discount", "Rabatt"),
    "goodwill": ("Given up", "Eftergift"),
    "year_end": ("Unpaid at the year's end", "Obetald vid årets slut"),
    "revalued": ("Revaluation", "Omvärdering"),
    "deferred": ("Deferred income", "Förutbetald intäkt"),
    "earned": ("Income of the period", "Periodens intäkt"),
    "sold": ("Invoice sold", "Såld faktura"),
    "pledged": ("Invoice pledged", "Belånad faktura"),
    "sold_paid": ("Pledged invoice paid", "Belånad faktura betald"),
    "returned": ("Pledged invoice returned", "Återtagen belånad faktura"),
    "card_settled": ("Card settlement", "Kortinlösen"),
    "client_in": ("Client funds received", "Klientmedel in"),
    "client_out": ("Client funds paid out", "Klientmedel ut"),
}

_WHY = {
    "invoice": (
        "document {document}: claim, income and VAT are booked on the invoice date, for the books follow the accrual method",
        "dokument {document}: fordran, intäkt och moms bokförs på fakturadagen enligt faktureringsmetoden",
    ),
    "invoice.cash": (
        "document {document}: what was paid beforehand becomes income and VAT; the rest waits for payment (cash method)",
        "dokument {document}: det som betalats i förväg blir intäkt och moms; resten väntar på betalning (kontantmetoden)",
    ),
    "credit_note": (
        "document {document}: a credit note is the reverse of the sale, with its own number",
        "dokument {document}: en kreditfaktura är försäljningen omvänd, med eget nummer",
    ),
    "credit_note.cash": (
        "document {document}: a credit note of zero or paid beforehand is booked at once (cash method)",
        "dokument {document}: en kreditfaktura på noll eller betald i förväg bokförs direkt (kontantmetoden)",
    ),
    "payment": (
        "document {document}: the payment clears the claim",
        "dokument {document}: betalningen minskar fordran",
    ),
    "payment.cash": (
        "document {document}: the payment is the moment of income and VAT, each in its share; a claim of a year's end is cleared",
        "dokument {document}: vid betalningen bokförs intäkt och moms i sina andelar; en fordran från bokslutet minskas",
    ),
    "received": (
        "the money is on the account before it is known what it pays",
        "pengarna är på kontot innan det är känt vad de betalar",
    ),
    "taken_back": (
        "the bank took the money back, so it has left the account",
        "banken har tagit tillbaka pengarna, så de har lämnat kontot",
    ),
    "released": (
        "document {document}: the link was undone, so the rows of the payment are turned",
        "dokument {document}: avprickningen är ångrad, så betalningens rader vänds",
    ),
    "released.cash": (
        "document {document}: the link was undone, so the income and VAT of the payment are turned",
        "dokument {document}: avprickningen är ångrad, så betalningens intäkt och moms vänds",
    ),
    "kept": (
        "what was paid too much is the customer's, and a debt of ours",
        "det som betalats för mycket är kundens, och vår skuld",
    ),
    "refunded": (
        "document {document}: money goes back to the customer",
        "dokument {document}: pengar går tillbaka till kunden",
    ),
    "charged": (
        "document {document}: a fee is income without VAT when it is charged",
        "dokument {document}: en avgift är intäkt utan moms när den debiteras",
    ),
    "charged.cash": (
        "document {document}: a fee is income without VAT when it is paid",
        "dokument {document}: en avgift är intäkt utan moms när den betalas",
    ),
    "interest": (
        "document {document}: interest is income without VAT when it is charged",
        "dokument {document}: ränta är intäkt utan moms när den debiteras",
    ),
    "interest.cash": (
        "document {document}: interest is income without VAT when it is paid",
        "dokument {document}: ränta är intäkt utan moms när den betalas",
    ),
    "corrected": (
        "document {document}: a charge was wrong, so its income goes back",
        "dokument {document}: en debitering var fel, så dess intäkt återförs",
    ),
    "netted": (
        "document {document}: set off against another document of the customer",
        "dokument {document}: kvittad mot ett annat av kundens dokument",
    ),
    "netted.cash": (
        "document {document}: set-off is payment of both, so income and VAT of both are booked",
        "dokument {document}: kvittning är betalning av båda, så bådas intäkt och moms bokförs",
    ),
    "transferred": (
        "document {document}: what Skatteverket does not pay is the customer's debt; the sale and its VAT are the same",
        "dokument {document}: det Skatteverket inte betalar är kundens skuld; försäljningen och momsen är desamma",
    ),
    "bad_debt": (
        "document {document}: a confirmed loss takes the VAT back in its share",
        "dokument {document}: en konstaterad förlust ger momsen tillbaka i sin andel",
    ),
    "recovered": (
        "document {document}: a claim written off was paid after all, so its VAT is due again",
        "dokument {document}: en avskriven fordran betalades ändå, så momsen ska redovisas igen",
    ),
    "feared": (
        "document {document}: the claim is written down without its VAT, which waits for a confirmed loss",
        "dokument {document}: fordran skrivs ned utan moms, som väntar på en konstaterad förlust",
    ),
    "fear_lifted": (
        "document {document}: the claim is believed in again",
        "dokument {document}: fordran bedöms inte längre som osäker",
    ),
    "rounding": (
        "a small difference is rounding; VAT stays as it was",
        "en liten differens är öresutjämning; momsen är oförändrad",
    ),
    "discount": (
        "document {document}: an agreed discount lowers income and VAT in their shares",
        "dokument {document}: en avtalad rabatt minskar intäkt och moms i sina andelar",
    ),
    "discount.vat_kept": (
        "document {document}: a discount taken, with VAT left as it was, as the parties have agreed",
        "dokument {document}: en utnyttjad rabatt, med oförändrad moms enligt parternas avtal",
    ),
    "goodwill": (
        "document {document}: given up without a credit note, so the VAT stays",
        "dokument {document}: efterskänkt utan kreditfaktura, så momsen är kvar",
    ),
    "year_end": (
        "document {document}: unpaid at the year's end, so claim, income and VAT are booked on its last day",
        "dokument {document}: obetald vid årets slut, så fordran, intäkt och moms bokförs på årets sista dag",
    ),
    "revalued": (
        "document {document}: an open claim in another currency is valued at the day's rate, and back the day after",
        "dokument {document}: en öppen fordran i annan valuta värderas till dagens kurs, och tillbaka dagen efter",
    ),
    "deferred": (
        "document {document}: income of later months waits as deferred income",
        "dokument {document}: senare månaders intäkt väntar som förutbetald",
    ),
    "earned": (
        "document {document}: the month's share of the income that was deferred",
        "dokument {document}: månadens andel av den förutbetalda intäkten",
    ),
    "sold": (
        "document {document}: sold without recourse, so the claim is gone; the VAT of the sale stays",
        "dokument {document}: såld utan regress, så fordran är borta; försäljningens moms är kvar",
    ),
    "pledged": (
        "document {document}: pledged, so the claim stays ours and the money is a debt to the financier",
        "dokument {document}: belånad, så fordran är vår och pengarna en skuld till finansbolaget",
    ),
    "sold_paid": (
        "document {document}: the customer paid the financier, which clears claim and debt",
        "dokument {document}: kunden betalade finansbolaget, vilket minskar fordran och skuld",
    ),
    "returned": (
        "document {document}: the customer did not pay, so the claim came back and the debt was repaid",
        "dokument {document}: kunden betalade inte, så fordran kom tillbaka och skulden betalades",
    ),
    "card_settled": (
        "the acquirer paid out card sales less its fee",
        "kortinlösaren betalade ut kortförsäljningen minus sin avgift",
    ),
    "client_in": (
        "the money is the client's: on an account apart, and a debt at once",
        "pengarna är klientens: på ett skilt konto, och genast en skuld",
    ),
    "client_out": (
        "the client's money leaves account and debt; our commission is income with VAT",
        "klientens pengar lämnar konto och skuld; vår provision är intäkt med moms",
    ),
}

register({f"posting.text.{code}": Text(en=en, sv=sv) for code, (en, sv) in _TEXTS.items()})
register({f"posting.why.{code}": Text(en=en, sv=sv) for code, (en, sv) in _WHY.items()})
