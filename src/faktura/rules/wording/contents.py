"""The findings about a document's contents: what is wrong, and under `.remedy` what to do about it."""

from typing import Final

from faktura.core.wording import Text, register

FINDINGS: Final = {
    "INV-01": (
        ("the invoice has no lines", "fakturan har inga rader"),
        ("say at least what was sold, how much and at which price", "ange minst vad som sålts, hur mycket och pris"),
    ),
    "INV-02": (
        ("a simplified invoice may be {limit} at most, this one is {total}",
         "en förenklad faktura får vara högst {limit}, denna är {total}"),
        ("issue a full invoice", "utfärda en fullständig faktura"),
    ),
    "INV-03": (
        ("the seller's VAT number is missing", "säljarens momsregistreringsnummer saknas"),
        ("enter the seller's VAT number", "ange säljarens momsregistreringsnummer"),
    ),
    "INV-04": (
        ("the buyer's VAT number is missing, though the buyer owes the VAT or the goods go to another EU country",
         "köparens momsregistreringsnummer saknas, fast köparen ska betala momsen eller varorna går till ett annat EU-land"),
        ("ask the buyer for the VAT number and enter it", "be köparen om momsregistreringsnumret och ange det"),
    ),
    "INV-05": (
        ("the seller's full {what} is missing", "säljarens fullständiga uppgift saknas: {what}"),
        ("complete the seller's name and address", "komplettera säljarens namn och adress"),
    ),
    "INV-06": (
        ("the buyer's full {what} is missing", "köparens fullständiga uppgift saknas: {what}"),
        ("complete the buyer's name and address, or issue a simplified invoice if it is small enough",
         "komplettera köparens namn och adress, eller utfärda en förenklad faktura om den är liten nog"),
    ),
    "INV-07": (
        ("the line does not say what was sold", "raden säger inte vad som sålts"),
        ("describe the goods or the service", "beskriv varan eller tjänsten"),
    ),
    "INV-08": (
        ("the discount or charge has no text", "rabatten eller avgiften saknar text"),
        ("say what it is for", "ange vad den avser"),
    ),
    "INV-09": (
        ("the delivery date is after the issue date", "leveransdatumet ligger efter fakturadatumet"),
        ("issue the invoice when it is delivered, or make it an invoice for an advance payment",
         "utfärda fakturan vid leverans, eller gör den till en förskottsfaktura"),
    ),
    "INV-10": (
        ("{percent} % is no VAT rate on {day}", "{percent} % är ingen momssats den {day}"),
        ("use one of {rates} %, or a category without VAT and its ground",
         "använd någon av {rates} %, eller en kategori utan moms med dess grund"),
    ),
    "INV-11": (
        ("no VAT is charged, and the ground of the exemption is missing", "moms debiteras inte, och grunden för undantaget saknas"),
        ("state the ground, such as exempt.education, or a VAT rate",
         "ange grunden, till exempel exempt.education, eller en momssats"),
    ),
    "INV-12": (
        ("{ground!r} is no known ground for charging no VAT", "{ground!r} är ingen känd grund för att inte debitera moms"),
        ("use a ground of the table of statements, or write the text to print",
         "använd en grund ur tabellen över texter, eller skriv den text som ska stå på fakturan"),
    ),
    "INV-13": (
        ("the ground {ground!r} belongs to VAT category {category}", "grunden {ground!r} hör till momskategori {category}"),
        ("let category and ground agree", "låt kategori och grund stämma överens"),
    ),
    "INV-14": (
        ("reverse charge on building services to a private person", "omvänd betalningsskyldighet på byggtjänst till en privatperson"),
        ("charge VAT; only a buyer who sells building services owes it",
         "debitera moms; bara en köpare som själv säljer byggtjänster är betalningsskyldig"),
    ),
    "INV-15": (
        ("an intra-EU supply to a buyer with a Swedish VAT number", "unionsintern leverans till en köpare med svenskt momsnummer"),
        ("enter the buyer's VAT number of the other country, or charge VAT",
         "ange köparens momsnummer i det andra landet, eller debitera moms"),
    ),
    "INV-16": (
        ("reverse charge on electronics, though they are not above {limit} in this invoice",
         "omvänd betalningsskyldighet på elektronik, fast den inte överstiger {limit} i denna faktura"),
        ("charge VAT on the electronics", "debitera moms på elektroniken"),
    ),
    "INV-17": (
        ("the credit note refers to no invoice", "kreditfakturan hänvisar inte till någon faktura"),
        ("name the invoice it changes, by number and date", "ange fakturan den ändrar, med nummer och datum"),
    ),
    "INV-18": (
        ("the VAT in {currency} must be stated in kronor too", "momsen i {currency} måste anges även i kronor"),
        ("give the rate in kronor for one {currency}", "ange kursen i kronor för en {currency}"),
    ),
    "INV-19": (
        ("a discount of {percent} % is more than the price", "en rabatt på {percent} % är mer än priset"),
        ("give at most 100 %", "ange högst 100 %"),
    ),
    "INV-20": (
        ("the registered office of the limited company is missing", "aktiebolagets säte saknas"),
        ("enter the municipality of the registered office", "ange kommunen där styrelsen har sitt säte"),
    ),
    "INV-21": (
        ("the seller's organisation number is missing", "säljarens organisationsnummer saknas"),
        ("enter the organisation number", "ange organisationsnumret"),
    ),
    "INV-22": (
        ("the public authority's reference is missing", "myndighetens referens saknas"),
        ("ask the buyer for the reference or the order number; without it the invoice may be returned",
         "be köparen om referens eller beställningsnummer; utan det kan fakturan skickas tillbaka"),
    ),
    "INV-23": (
        ("nothing says where to pay", "det framgår inte vart betalningen ska göras"),
        ("enter an account and a payment reference", "ange konto och betalningsreferens"),
    ),
    "INV-24": (
        ("{days} days to pay is longer than a public body may be given", "{days} dagars betalningstid är längre än en myndighet får ges"),
        ("give at most 30 days", "ge högst 30 dagar"),
    ),
    "INV-25": (
        ("the due date {due} is before the issue date {day}", "förfallodagen {due} ligger före fakturadatumet {day}"),
        ("choose a later due date", "välj en senare förfallodag"),
    ),
    "INV-26": (
        ("the document number is missing", "dokumentnumret saknas"),
        ("take the next number of the series", "ta nästa nummer i serien"),
    ),
    "INV-27": (
        ("an intra-EU supply needs a full invoice", "en unionsintern leverans kräver fullständig faktura"),
        ("issue a full invoice", "utfärda en fullständig faktura"),
    ),
    "INV-60": (
        ("beside a tax deduction, which is a share of the price, no early-payment discount is offered",
         "vid skattereduktion, som är en andel av priset, erbjuds ingen kassarabatt"),
        ("lower the price, or leave it so", "sänk priset, eller låt det vara"),
    ),
    "INV-61": (
        ("the early-payment discount runs {days} days, longer than the {most} days to pay",
         "kassarabatten gäller i {days} dagar, längre än betalningstiden {most} dagar"),
        ("choose fewer days for the discount", "välj färre dagar för rabatten"),
    ),
    "INV-30": (
        ("nobody is named who asks for the deduction", "ingen anges som begär skattereduktionen"),
        ("name the persons who share the deduction", "ange de personer som delar på skattereduktionen"),
    ),
    "INV-31": (
        ("the name of a person who asks for the deduction is missing", "namnet på en person som begär skattereduktionen saknas"),
        ("enter the name", "ange namnet"),
    ),
    "INV-32": (
        ("the dwelling where the work is done is missing", "bostaden där arbetet utförs saknas"),
        ("enter the property designation, or the cooperative's organisation number and the apartment number",
         "ange fastighetsbeteckning, eller bostadsrättsföreningens organisationsnummer och lägenhetsnummer"),
    ),
    "INV-33": (
        ("the labour line does not say which kind of work it is", "arbetsraden säger inte vilken typ av arbete det är"),
        ("choose a kind of work that gives the deduction", "välj en typ av arbete som ger skattereduktion"),
    ),
    "INV-34": (
        ("the hours worked are missing", "antalet arbetade timmar saknas"),
        ("enter the hours; the request for payout needs them", "ange timmarna; begäran om utbetalning behöver dem"),
    ),
    "INV-35": (
        ("there is no labour, and only labour gives the deduction", "det finns inget arbete, och bara arbete ger skattereduktion"),
        ("mark the labour lines, or leave the deduction out", "markera arbetsraderna, eller ta bort skattereduktionen"),
    ),
    "INV-36": (
        ("the seller is not marked as approved for F-tax", "säljaren är inte markerad som godkänd för F-skatt"),
        ("check the approval; without it there is no deduction", "kontrollera godkännandet; utan det ges ingen skattereduktion"),
    ),
    "INV-37": (
        ("{type!r} is no {kind} work", "{type!r} är inget {kind}-arbete"),
        ("choose another kind of work, or another deduction", "välj en annan typ av arbete, eller en annan skattereduktion"),
    ),
    "INV-38": (
        ("only a private person gets the deduction", "bara en privatperson får skattereduktion"),
        ("change the buyer's kind, or leave the deduction out", "ändra köparens slag, eller ta bort skattereduktionen"),
    ),
    "INV-39": (
        ("it does not say when the work was done", "det framgår inte när arbetet utfördes"),
        ("enter the delivery date or the period", "ange leveransdatum eller period"),
    ),
    "INV-40": (
        ("the deduction is reckoned in kronor", "skattereduktionen räknas i kronor"),
        ("issue the invoice in kronor", "utfärda fakturan i kronor"),
    ),
    "INV-41": (
        ("reverse charge inside Sweden, but the buyer's VAT number is of {country}",
         "omvänd betalningsskyldighet inom Sverige, men köparens momsnummer är från {country}"),
        ("enter the buyer's Swedish VAT number, or charge VAT", "ange köparens svenska momsnummer, eller debitera moms"),
    ),
    "INV-42": (
        ("reverse charge to a private person", "omvänd betalningsskyldighet till en privatperson"),
        ("charge VAT; only a buyer registered for VAT owes it",
         "debitera moms; bara en momsregistrerad köpare är betalningsskyldig"),
    ),
    "INV-43": (
        ("the service is invoiced as sold to another EU country, but the buyer's VAT number is Swedish",
         "tjänsten faktureras som såld till ett annat EU-land, men köparens momsnummer är svenskt"),
        ("enter the buyer's VAT number of the other country, or charge VAT",
         "ange köparens momsnummer i det andra landet, eller debitera moms"),
    ),
    "INV-44": (
        ("self-billing was agreed {agreed}, after the day of issue {day}",
         "självfakturering avtalades {agreed}, efter fakturadagen {day}"),
        ("agree on self-billing before the invoice is issued", "avtala om självfakturering innan fakturan utfärdas"),
    ),
    "INV-45": (
        ("the particulars of the new means of transport are missing", "uppgifterna om det nya transportmedlet saknas"),
        ("write in the line's note when it was first used and how far or how long",
         "skriv i radens anmärkning när det togs i bruk och hur långt eller länge det använts"),
    ),
    "INV-46": (
        ("a distance sale, or a foreign seller's supply with reverse charge, needs a full invoice",
         "distansförsäljning, eller en utländsk säljares omsättning med omvänd betalningsskyldighet, kräver fullständig faktura"),
        ("issue a full invoice with the buyer's name and address", "utfärda en fullständig faktura med köparens namn och adress"),
    ),
    "INV-47": (
        ("VAT is charged beside the exemption of small businesses", "moms debiteras bredvid undantaget för små företag"),
        ("charge no VAT while the seller is exempt; what is charged is owed to Skatteverket until it is corrected",
         "debitera ingen moms så länge säljaren är undantagen; debiterad moms ska betalas till Skatteverket tills den rättas"),
    ),
    "INV-48": (
        ("a service supplied outside the EU, but the buyer's address is within it",
         "en tjänst omsatt utanför EU, men köparens adress är inom EU"),
        ("check where the buyer is established", "kontrollera var köparen är etablerad"),
    ),
    "INV-49": (
        ("the Swedish act has no zero rate", "den svenska lagen har ingen nollsats"),
        ("state the exemption with its ground, or a rate", "ange undantaget med dess grund, eller en momssats"),
    ),
    "INV-50": (
        ("nothing says how the seller accepts each self-billed invoice", "det framgår inte hur säljaren godkänner varje självfaktura"),
        ("agree on a procedure, such as that silence for some days accepts it, and enter it",
         "avtala om ett förfarande, till exempel att tystnad några dagar är godkännande, och ange det"),
    ),
    "INV-51": (
        ("the invoice should have been issued by {latest}", "fakturan skulle ha utfärdats senast {latest}"),
        ("issue it at once; the VAT falls due all the same", "utfärda den genast; momsen ska redovisas ändå"),
    ),
    "INV-52": (
        ("a private person cannot issue the seller's invoice", "en privatperson kan inte utfärda säljarens faktura"),
        ("let the seller issue it", "låt säljaren utfärda den"),
    ),
    "INV-70": (
        ("the material does not say which installation it belongs to", "materialet säger inte vilken installation det hör till"),
        ("name the installation on the line: each has its own percentage", "ange installationen på raden: var och en har sin procentsats"),
    ),
}  # fmt: skip

register(
    {
        code: Text(en=en, sv=sv)
        for name, (problem, remedy) in FINDINGS.items()
        for code, (en, sv) in ((name, problem), (f"{name}.remedy", remedy))
    }
)
