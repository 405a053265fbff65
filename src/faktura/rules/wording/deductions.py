"""What is said about ROT, RUT and green technology: deductions refused, cases left out, requests that would be turned down.

Persons are named by the host's id, invoices by their number; never by a personal number.
"""

from faktura.core.wording import Text, register

register(
    {
        "deduction.no_buyer": Text(
            en="a deduction belongs to a person; name at least one buyer with a personal number",
            sv="ett avdrag tillhör en person; ange minst en köpare med personnummer",
        ),
        "deduction.same_buyer": Text(
            en="the same person is named twice; name each person once",
            sv="samma person anges två gånger; ange varje person en gång",
        ),
        "deduction.weights": Text(
            en="the deduction is split by weights of zero or more, at least one of them more; give such weights",
            sv="avdraget delas med vikter som är noll eller mer och minst en större än noll; ange sådana vikter",
        ),
        "deduction.under_age": Text(
            en="buyer {person} does not turn {age} in {year}; name a person who does",
            sv="köparen {person} fyller inte {age} under {year}; ange en person som gör det",
        ),
        "deduction.dwelling": Text(
            en="ROT and green technology need the property designation, or the housing association's number "
            "and the apartment; give one of them",
            sv="rot och grön teknik kräver fastighetsbeteckning, eller bostadsrättsföreningens nummer och lägenhet; "
            "ange det ena",
        ),
        "deduction.work_type": Text(
            en="{type!r} is no work that gives {kind} on that day; choose one of Skatteverket's types",
            sv="{type!r} är inget arbete som ger {kind} den dagen; välj en av Skatteverkets typer",
        ),
        "deduction.currency": Text(
            en="a deduction is counted in kronor; invoice the work {type} in SEK",
            sv="ett avdrag räknas i kronor; fakturera arbetet {type} i SEK",
        ),
        "deduction.negative": Text(
            en="labour, material and hours of {type} are zero or more; take back with a credit note",
            sv="arbete, material och timmar för {type} är noll eller mer; ta tillbaka med en kreditfaktura",
        ),
        "deduction.hours": Text(
            en="the work {type} is reported with whole hours, at most {most}; give the hours worked",
            sv="arbetet {type} redovisas med hela timmar, högst {most}; ange arbetade timmar",
        ),
        "deduction.no_hours": Text(
            en="the work {type} is reported as done, without hours; leave the hours out",
            sv="arbetet {type} redovisas som utfört, utan timmar; utelämna timmarna",
        ),
        "deduction.share_kronor": Text(
            en="the share of {person} is {share}; give whole kronor, zero or more",
            sv="delen för {person} är {share}; ange hela kronor, noll eller mer",
        ),
        "deduction.share_cap": Text(
            en="the share of {person} is {share}, but only {room} kronor of the yearly cap are left; give less",
            sv="delen för {person} är {share}, men bara {room} kronor av årets tak återstår; ange mindre",
        ),
        "deduction.share_sum": Text(
            en="the shares are {shares} kronor together, the work gives {most}; give less",
            sv="delarna är {shares} kronor tillsammans, arbetet ger {most}; ange mindre",
        ),
        "deduction.green_and_rot": Text(
            en="{type} gives the other reduction; green technology and ROT are never given for the same work, "
            "invoice it apart",
            sv="{type} ger den andra skattereduktionen; grön teknik och rot ges aldrig för samma arbete, "
            "fakturera det för sig",
        ),
        "deduction.no_installation": Text(
            en="no line is an installation of green technology; name the installation on its lines",
            sv="ingen rad är en installation av grön teknik; ange installationen på dess rader",
        ),
        "deduction.installation": Text(
            en="{type!r} is no installation of green technology; choose one of {types}",
            sv="{type!r} är ingen installation av grön teknik; välj en av {types}",
        ),
        "payout.credit_note": Text(
            en="{number} is a credit note; only invoices are asked for",
            sv="{number} är en kreditfaktura; bara fakturor begärs",
        ),
        "payout.no_deduction": Text(
            en="invoice {number} has no deduction to ask for",
            sv="faktura {number} har inget avdrag att begära",
        ),
        "payout.other_kind": Text(
            en="invoice {number} is not {kind}; ask for it in a request of its own kind",
            sv="faktura {number} är inte {kind}; begär den i en begäran av dess eget slag",
        ),
        "payout.credited": Text(
            en="{credited} of invoice {number} is credited or netted; ask for what is left by hand",
            sv="{credited} av faktura {number} är krediterat eller kvittat; begär det som återstår för hand",
        ),
        "payout.unpaid": Text(
            en="the buyer has not paid invoice {number}; wait for the payment",
            sv="köparen har inte betalat faktura {number}; vänta på betalningen",
        ),
        "payout.other_year": Text(
            en="invoice {number} was paid {paid_on}, not in {year}; ask for it in that year's request",
            sv="faktura {number} betalades {paid_on}, inte under {year}; begär den i det årets begäran",
        ),
        "payout.requested": Text(
            en="{requested} is asked for on invoice {number} already; nothing is left",
            sv="{requested} är redan begärt på faktura {number}; inget återstår",
        ),
        "payout.done_late": Text(
            en="invoice {number} was paid before the work, which was done {done}, after {latest}; "
            "claim the amount from the buyer",
            sv="faktura {number} betalades före arbetet, som utfördes {done}, efter {latest}; kräv beloppet av köparen",
        ),
        "payout.over_requested": Text(
            en="{requested} was asked for on invoice {number}, and after its credit {left} of the deduction is left; "
            "give back what was paid too much",
            sv="{requested} har begärts på faktura {number}, och efter krediteringen återstår {left} av avdraget; "
            "betala tillbaka det som betalats för mycket",
        ),
        "payout.credited_whole": Text(
            en="the deduction of invoice {number} is credited; nothing is left to ask for",
            sv="avdraget på faktura {number} är krediterat; inget återstår att begära",
        ),
        "payout.not_final": Text(
            en="invoice {number} is not paid in full; green technology is asked for after the final payment",
            sv="faktura {number} är inte slutbetald; grön teknik begärs efter slutbetalningen",
        ),
        "payout.installations": Text(
            en="a case of invoice {number} has several installations; ask for each in a case of its own",
            sv="ett ärende på faktura {number} har flera installationer; begär var och en i ett eget ärende",
        ),
        "payout.own_work": Text(
            en="a buyer of invoice {number} is the seller; work for oneself gives no deduction",
            sv="en köpare på faktura {number} är säljaren; arbete åt sig själv ger inget avdrag",
        ),
        "payout.nothing": Text(
            en="what is newly paid of invoice {number} gives less than a krona; wait for more",
            sv="det som nyss betalats av faktura {number} ger mindre än en krona; vänta på mer",
        ),
        "payout.not_done": Text(
            en="the work of invoice {number} is not done before {done}; ask when it is done and paid",
            sv="arbetet på faktura {number} är inte utfört före {done}; begär när det är utfört och betalt",
        ),
        "payout.too_early": Text(
            en="invoice {number} was paid before {first}, when there was no deduction; leave it out",
            sv="faktura {number} betalades före {first}, då avdraget inte fanns; utelämna den",
        ),
        "payout.future": Text(
            en="invoice {number} is paid {paid_on}, after the day of the request; wait until it is paid",
            sv="faktura {number} betalas {paid_on}, efter dagen för begäran; vänta tills den är betald",
        ),
        "payout.too_late": Text(
            en="the last day to ask for invoice {number} was {deadline}; claim the amount from the buyer",
            sv="sista dagen att begära för faktura {number} var {deadline}; kräv beloppet av köparen",
        ),
        "payout.under_age": Text(
            en="a buyer of invoice {number} does not turn {age} in {year}; claim the share from the buyer",
            sv="en köpare på faktura {number} fyller inte {age} under {year}; kräv delen av köparen",
        ),
        "payout.work": Text(
            en="the work of invoice {number} ({types}) is not one kind, each type once; put the works right",
            sv="arbetet på faktura {number} ({types}) är inte av ett slag med varje typ en gång; rätta arbetena",
        ),
        "payout.hours": Text(
            en="invoice {number} lacks hours, or has more than {most} of one type; give the hours worked",
            sv="faktura {number} saknar timmar, eller har fler än {most} av en typ; ange arbetade timmar",
        ),
        "payout.dwelling": Text(
            en="invoice {number} does not say where the work was done; give the property or the apartment",
            sv="faktura {number} säger inte var arbetet utfördes; ange fastigheten eller lägenheten",
        ),
        "payout.price": Text(
            en="invoice {number} has labour {price}, paid {paid}, requested {requested}; "
            "labour is at least 2 kronor, the others zero or more",
            sv="faktura {number} har arbete {price}, betalt {paid}, begärt {requested}; "
            "arbetet är minst 2 kronor, de andra noll eller mer",
        ),
        "payout.above_paid": Text(
            en="{requested} is asked for on invoice {number}, more than the {paid} paid for the work; ask for less",
            sv="{requested} begärs på faktura {number}, mer än de {paid} som betalats för arbetet; begär mindre",
        ),
        "payout.above_price": Text(
            en="{requested} asked for and {paid} paid on invoice {number} exceed the labour of {price}; ask for less",
            sv="{requested} begärt och {paid} betalt på faktura {number} överstiger arbetet på {price}; begär mindre",
        ),
        "payout.limit": Text(
            en="{requested} on invoice {number} exceeds {fraction} of the {paid} paid for the work, "
            "by the law of the payment day; ask for less and claim the rest from the buyer",
            sv="{requested} på faktura {number} överstiger {fraction} av de {paid} som betalats för arbetet, "
            "enligt lagen på betalningsdagen; begär mindre och kräv resten av köparen",
        ),
        "decision.other_seller": Text(
            en="the decision file is for another seller; give it to that sender",
            sv="beslutsfilen gäller en annan säljare; lämna den till den avsändaren",
        ),
        "decision.by_hand": Text(
            en="{granted} cannot be granted of {asked} asked for; give whole kronor, zero or more",
            sv="{granted} kan inte vara beviljat av {asked} begärda; ange hela kronor, noll eller mer",
        ),
        "decision.unknown": Text(
            en="nothing was asked for in the request {name!r} for invoice {number} and that person; "
            "look up the {granted} kronor granted",
            sv="inget har begärts i begäran {name!r} för faktura {number} och den personen; "
            "kontrollera de {granted} kronor som beviljats",
        ),
        "decision.above": Text(
            en="{granted} kronor are granted in the request {name!r} for invoice {number}, but {asked} were asked for; "
            "ask Skatteverket",
            sv="{granted} kronor är beviljade i begäran {name!r} för faktura {number}, men {asked} begärdes; "
            "fråga Skatteverket",
        ),
        "decision.ambiguous": Text(
            en="the request {name!r} has several invoices of one person, and the decision of {granted} kronor "
            "does not say which; decide it by hand",
            sv="begäran {name!r} har flera fakturor för en person, och beslutet om {granted} kronor "
            "säger inte vilken; avgör det för hand",
        ),
        "payout.shortfall": Text(
            en="Skatteverket does not pay all of the deduction; the rest is asked of the customer first",
            sv="Skatteverket betalar inte hela avdraget; resten krävs först av kunden",
        ),
        "payout.undecided": Text(
            en="the decision on the request is missing (invoices {numbers}); read the decision file first",
            sv="beslutet om begäran saknas (fakturor {numbers}); läs in beslutsfilen först",
        ),
        "payout.other_sum": Text(
            en="{amount} came, but {expected} were granted in the request; link the payment by hand",
            sv="{amount} kom, men {expected} är beviljat i begäran; koppla betalningen för hand",
        ),
        "payout.nothing_back": Text(
            en="nothing is owed to Skatteverket; only what was paid out too much is given back",
            sv="inget ska tillbaka till Skatteverket; bara det som betalats ut för mycket betalas tillbaka",
        ),
        "payout.repay_by_form": Text(
            en="give back {amount} to Skatteverket with the form {form}",
            sv="betala tillbaka {amount} till Skatteverket med blankett {form}",
        ),
        "payout.repay_in_writing": Text(
            en="give back {amount} to Skatteverket; the payment year is over, so tell them in writing",
            sv="betala tillbaka {amount} till Skatteverket; betalningsåret är slut, så meddela dem skriftligt",
        ),
        "payout.credit_before_request": Text(
            en="nothing was asked for yet: the next request leaves out what the credit took",
            sv="inget är begärt än: nästa begäran utelämnar det som krediteringen tog",
        ),
        "payout.credit_after_request": Text(
            en="Skatteverket is asked but has not decided: withdraw the request for the invoice, and ask for what is left",
            sv="begäran är inte avgjord: återkalla den för fakturan och begär det som återstår",
        ),
        "payout.credit_after_decision": Text(
            en="Skatteverket has granted the payout: when it has come, give back what the credit took",
            sv="Skatteverket har beviljat utbetalningen: betala tillbaka det som krediteringen tog när den har kommit",
        ),
        "payout.credit_after_payout": Text(
            en="Skatteverket has paid: give back what the credit took of the deduction",
            sv="Skatteverket har betalat: betala tillbaka det som krediteringen tog av avdraget",
        ),
        "payout.name": Text(
            en="{name!r} cannot name a request; give 1-{most} characters without blanks round them",
            sv="{name!r} kan inte vara namn på en begäran; ange 1-{most} tecken utan blanksteg runt om",
        ),
        "payout.count": Text(
            en="a request holds 1-{most} cases, not {count}; split it",
            sv="en begäran rymmer 1-{most} ärenden, inte {count}; dela upp den",
        ),
        "payout.mixed": Text(
            en="ROT, RUT and green technology cannot stand in one request; make one of each",
            sv="rot, rut och grön teknik kan inte stå i samma begäran; gör en av varje",
        ),
        "payout.years": Text(
            en="the cases were paid in {years}; make one request for each year",
            sv="ärendena betalades under {years}; gör en begäran för varje år",
        ),
        "payout.cap_before": Text(
            en="{requested} is asked for one person (invoices {numbers}) who has had {before} for the year from you before, "
            "and the cap is {cap} kronor; ask for less, and claim the rest from the buyer",
            sv="{requested} begärs för en person (fakturor {numbers}) som redan har fått {before} för året av er, "
            "och taket är {cap} kronor; begär mindre och kräv resten av köparen",
        ),
        "payout.beyond": Text(
            en="{amount} kronor of the deduction on invoice {number} are more than the law gives on what was paid in {year}; "
            "claim them from the buyer",
            sv="{amount} kronor av avdraget på faktura {number} är mer än lagen ger på det som betalades {year}; "
            "kräv dem av köparen",
        ),
        "payout.less": Text(
            en="{amount} kronor on invoice {number} are not asked for, by the highest sum that was given for the person; "
            "ask for them later, or claim them from the buyer",
            sv="{amount} kronor på faktura {number} begärs inte, enligt det högsta belopp som angavs för personen; "
            "begär dem senare eller kräv dem av köparen",
        ),
        "payout.waived": Text(
            en="{waived} of the deduction on invoice {number} is claimed from the buyer and {requested} asked for; "
            "nothing is left",
            sv="{waived} av avdraget på faktura {number} krävs av köparen och {requested} är begärt; inget återstår",
        ),
        "payout.waive": Text(
            en="{amount} of the deduction cannot be claimed from {person}; give whole kronor, at most {most}",
            sv="{amount} av avdraget kan inte krävas av {person}; ange hela kronor, högst {most}",
        ),
        "payout.nothing_lost": Text(
            en="nothing more of the deduction on invoice {number} is to be claimed from the buyer; "
            "say by person what else not to ask for",
            sv="inget mer av avdraget på faktura {number} ska krävas av köparen; ange per person vad som annars inte ska begäras",
        ),
        "payout.cap": Text(
            en="{requested} is asked for one person, whose cap for the year is {cap} kronor; ask for less",
            sv="{requested} begärs för en person, vars tak för året är {cap} kronor; begär mindre",
        ),
    }
)
