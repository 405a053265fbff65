"""What is said about costs, demands, plans, disputes, orders to pay, limitation, due dates and agreed interest."""

from faktura.core.wording import Text, register

register(
    {
        "charge.unknown": Text(
            en="no fee or interest {id} was charged on this debt; give the id of a charge",
            sv="ingen avgift eller ränta {id} är debiterad på fordran; ange id för en debitering",
        ),
        "charge.exceeds": Text(
            en="{amount} cannot be given back of {left}; give back more than nothing and at most that",
            sv="{amount} kan inte återföras av {left}; återför mer än noll och högst det",
        ),
        "interest.relief_consumer": Text(
            en="only a natural person's late-payment interest can be lowered for illness, unemployment or the like",
            sv="bara en fysisk persons dröjsmålsränta kan jämkas för sjukdom, arbetslöshet eller liknande",
        ),
        "interest.clause_void": Text(
            en="the clause takes away or lowers late-payment interest and is void; the statutory rate holds",
            sv="villkoret tar bort eller sänker dröjsmålsräntan och är utan verkan; lagens ränta gäller",
        ),
        "interest.clause_void.remedy": Text(
            en="count by the statutory rate, or state that the creditor itself lets the interest go",
            sv="räkna med lagens ränta, eller ange att borgenären själv avstår från räntan",
        ),
        "costs.compensation_business": Text(
            en="late-payment compensation is owed by businesses and public bodies only; charge the fees instead",
            sv="förseningsersättning gäller bara näringsidkare och myndigheter; ta ut avgifterna i stället",
        ),
        "costs.not_late": Text(
            en="no compensation before late-payment interest has begun to run after {due}; wait until the debt is late",
            sv="ingen förseningsersättning innan dröjsmålsränta börjat löpa efter {due}; vänta tills fordran är försenad",
        ),
        "costs.compensation_not_yet": Text(
            en="there was no late-payment compensation on {on}: the law gives it since {since}; charge the fees instead",
            sv="förseningsersättning fanns inte {on}: lagen ger den sedan {since}; ta ut avgifterna i stället",
        ),
        "costs.no_interest": Text(
            en="compensation follows the right to late-payment interest, which this debt does not bear; charge the fees instead",
            sv="ersättningen följer rätten till dröjsmålsränta, som fordran inte löper med; ta ut avgifterna i stället",
        ),
        "costs.currency": Text(
            en="the compensation is set in kronor and the debt is in {currency}; agree on its amount there",
            sv="ersättningen är bestämd i kronor och fordran är i {currency}; kom överens om beloppet",
        ),
        "costs.compensation_charged": Text(
            en="late-payment compensation is charged on this debt already; it is owed once",
            sv="förseningsersättning är redan debiterad på fordran; den utgår en gång",
        ),
        "costs.covered": Text(
            en="fees of {fees} reach the compensation already; it stands in their place, not beside them",
            sv="avgifter på {fees} når redan upp till ersättningen; den träder i deras ställe, inte därtill",
        ),
        "costs.above": Text(
            en="the fee {fee} is above the {most} the law allows that day; charge at most that",
            sv="avgiften {fee} är högre än de {most} lagen medger den dagen; ta ut högst det",
        ),
        "due.negative": Text(
            en="a number of days is below zero; give zero or more",
            sv="ett antal dagar är mindre än noll; ange noll eller fler",
        ),
        "due.too_long": Text(
            en="{days} days are more than the {most} between businesses; shorten them or let the creditor accept expressly",
            sv="{days} dagar är mer än {most} mellan näringsidkare; korta dem eller låt borgenären uttryckligen godkänna",
        ),
        "due.public_body": Text(
            en="{days} days are more than the {most} a public body may take; shorten them",
            sv="{days} dagar är mer än de {most} en myndighet får ta; korta dem",
        ),
        "due.inspection": Text(
            en="{days} days of inspection are more than {most}; shorten them or let the creditor accept expressly",
            sv="{days} dagars granskning är mer än {most}; korta den eller låt borgenären uttryckligen godkänna",
        ),
        "demand.incomplete": Text(
            en="the letter lacks what a collection demand must hold, so it carries no fee; see the findings",
            sv="brevet saknar något som ett inkassokrav ska innehålla och ger ingen avgift; se anmärkningarna",
        ),
        "demand.another_step": Text(
            en="a reminder comes before the demand, or the demand is sent already; ask for the next step",
            sv="en påminnelse kommer före kravet, eller så är kravet redan skickat; fråga efter nästa steg",
        ),
        "demand.none": Text(
            en="no collection demand is in force; there is nothing to recall",
            sv="inget inkassokrav gäller; det finns inget att återkalla",
        ),
        "demand.reason": Text(
            en="{reason!r} is no reason to recall; give mistake, unfounded, paid_before, paid_after, agreement or goodwill",
            sv="{reason!r} är inget skäl; ange mistake, unfounded, paid_before, paid_after, agreement eller goodwill",
        ),
        "demand.applied": Text(
            en="an application for an order to pay rests on the demand; withdraw the application first",
            sv="en ansökan om betalningsföreläggande vilar på kravet; återkalla ansökan först",
        ),
        "collection.demand": Text(
            en="a debt collection demand may be sent with the cost {fee}, to be paid or objected to by {pay_by}",
            sv="inkassokrav kan skickas med kostnaden {fee}, att betala eller bestrida senast {pay_by}",
        ),
        "collection.may_apply": Text(
            en="the demand's time is out since {since}; an order to pay may be applied for once the creditor says yes",
            sv="kravets tid är ute sedan {since}; betalningsföreläggande kan sökas när borgenären säger ja",
        ),
        "collection.small": Text(
            en="{left} is less than the {smallest} from which demands are sent; write it off or wait for more",
            sv="{left} är mindre än de {smallest} från vilka krav skickas; skriv av eller vänta på mer",
        ),
        "collection.time_to_pay": Text(
            en="the debtor has until {day} to pay, and some days for the money to arrive; wait until {until}",
            sv="gäldenären har till {day} på sig att betala, och pengarna några dagar att komma fram; vänta till {until}",
        ),
        "collection.plan": Text(
            en="an instalment plan is kept and its next part is due {day}; wait until {until}",
            sv="en avbetalningsplan följs och nästa del förfaller {day}; vänta till {until}",
        ),
        "plan.parts": Text(
            en="{amount} cannot be spread out in {parts} parts; give 1 to 120 parts of at least one öre, a month or more apart",
            sv="{amount} kan inte delas i {parts} delar; ange 1 till 120 delar på minst ett öre, minst en månad isär",
        ),
        "plan.in_force": Text(
            en="an instalment plan is in force; end it first",
            sv="en avbetalningsplan gäller; avsluta den först",
        ),
        "plan.none": Text(
            en="no instalment plan is in force on this debt",
            sv="ingen avbetalningsplan gäller för fordran",
        ),
        "plan.unwritten": Text(
            en="the fee of a plan is for a full plan in writing, made with the debtor; write it, or charge no fee",
            sv="avgiften gäller en fullständig skriftlig plan, gjord med gäldenären; skriv den eller ta ingen avgift",
        ),
        "plan.days": Text(
            en="instalments need amounts above zero on different days in order, none before the plan; put them right",
            sv="delbetalningar ska ha belopp över noll på olika dagar i ordning, ingen före planen; rätta dem",
        ),
        "plan.sum": Text(
            en="the instalments sum to {found}, the debt with the plan's fee is {wanted}; make them equal",
            sv="delbetalningarna blir {found}, fordran med planens avgift är {wanted}; gör dem lika",
        ),
        "plan.kept": Text(
            en="the plan is kept, {paid} are paid; it cannot be ended as defaulted",
            sv="planen följs, {paid} är betalt; den kan inte avslutas som bruten",
        ),
        "plan.unpaid": Text(
            en="{left} of the debt are unpaid; the plan is not fulfilled yet",
            sv="{left} av fordran är obetalt; planen är inte fullgjord än",
        ),
        "plan.defaulted": Text(
            en="{late} of the instalment plan are overdue; end the plan, and the debt goes on from where it stood",
            sv="{late} av avbetalningsplanen är försenat; avsluta planen, så går fordran vidare därifrån den stod",
        ),
        "recovery.exceeds": Text(
            en="{amount} is more than the {lost} written off as lost; recover at most that, the rest is the payer's",
            sv="{amount} är mer än de {lost} som skrivits av som förlust; återta högst det, resten är betalarens",
        ),
        "dispute.reason": Text(
            en="an objection needs its reason, to be looked into; write what the debtor says",
            sv="en invändning behöver sitt skäl för att utredas; skriv vad gäldenären säger",
        ),
        "dispute.none": Text(
            en="the debt is not under dispute; there is nothing to settle",
            sv="fordran är inte tvistig; det finns inget att avgöra",
        ),
        "order.not_due": Text(
            en="the debt is due {due}; an order to pay is for debts that are due",
            sv="fordran förfaller {due}; betalningsföreläggande gäller förfallna fordringar",
        ),
        "order.applied": Text(
            en="the application {id} is made already; wait for it or withdraw it",
            sv="ansökan {id} är redan gjord; invänta den eller återkalla den",
        ),
        "order.no_demand": Text(
            en="no collection demand was sent; legal action comes after a demand and its time to pay",
            sv="inget inkassokrav är skickat; rättslig åtgärd får vidtas först efter ett krav och dess betalningstid",
        ),
        "order.time": Text(
            en="the debtor may pay or object until {pay_by}; wait for that day to pass",
            sv="gäldenären kan betala eller invända till {pay_by}; vänta tills den dagen har gått",
        ),
        "order.no_yes": Text(
            en="nobody has said yes to this application; a person of the creditor's must, by id",
            sv="ingen har sagt ja till ansökan; en person hos borgenären måste göra det, med sitt id",
        ),
        "order.incomplete": Text(
            en="the application lacks what Kronofogden asks for; see the findings",
            sv="ansökan saknar något som Kronofogden kräver; se anmärkningarna",
        ),
        "order.granted": Text(
            en="the order to pay is granted already, and its fees are charged; nothing more is to be recorded",
            sv="utslaget är redan registrerat och dess avgifter debiterade; inget mer ska registreras",
        ),
        "order.none": Text(
            en="no application for an order to pay is made on this debt",
            sv="ingen ansökan om betalningsföreläggande är gjord för fordran",
        ),
        "order.not_granted": Text(
            en="no order to pay is granted; enforcement follows on one",
            sv="inget utslag är meddelat; utmätning förutsätter ett sådant",
        ),
        "limitation.evidence": Text(
            en="an interruption of limitation needs proof; name the receipt, letter or file that shows it",
            sv="ett preskriptionsavbrott behöver bevis; ange kvittensen, brevet eller akten som visar det",
        ),
        "limitation.expired": Text(
            en="the debt fell {expires} by limitation, with its interest and fees; it can no longer be demanded",
            sv="fordran preskriberades {expires}, med ränta och avgifter; den kan inte längre krävas",
        ),
        "limitation.arose": Text(
            en="the claim arose {start} and is limited after {years} years: last day {last}",
            sv="fordran uppkom {start} och preskriberas efter {years} år: sista dag {last}",
        ),
        "limitation.renewed": Text(
            en="{on}: {kind} ({section}, proof: {evidence}), so a new period runs: last day {last}",
            sv="{on}: {kind} ({section}, bevis: {evidence}), så en ny tid löper: sista dag {last}",
        ),
        "limitation.untold": Text(
            en="{on}: {kind} ({section}, proof: {evidence}), ended {ended} before the debtor was told, so no new period "
            "runs (7 §): last day {last}",
            sv="{on}: {kind} ({section}, bevis: {evidence}), avslutat {ended} innan gäldenären underrättats, så ingen ny "
            "tid löper (7 §): sista dag {last}",
        ),
        "limitation.too_late": Text(
            en="{on}, too late: {kind}",
            sv="{on}, för sent: {kind}",
        ),
        "limitation.pending": Text(en="none while proceedings go on", sv="ingen så länge förfarandet pågår"),
        "limitation.kind.promise": Text(en="the debtor promised to pay", sv="gäldenären lovade betala"),
        "limitation.kind.interest_paid": Text(en="the debtor paid interest", sv="gäldenären betalade ränta"),
        "limitation.kind.part_paid": Text(en="the debtor paid a part", sv="gäldenären betalade en del"),
        "limitation.kind.acknowledged": Text(
            en="the debtor acknowledged the debt", sv="gäldenären erkände fordran på annat sätt"
        ),
        "limitation.kind.demand_received": Text(
            en="a written demand reached the debtor", sv="ett skriftligt krav nådde gäldenären"
        ),
        "limitation.kind.reminder_received": Text(
            en="a written reminder reached the debtor", sv="en skriftlig erinran nådde gäldenären"
        ),
        "limitation.kind.proceedings": Text(
            en="the claim was brought before a court or Kronofogden",
            sv="fordran gjordes gällande vid domstol eller hos Kronofogden",
        ),
    }
)

register(
    {
        "COL-01": Text(en="the creditor is not named", sv="borgenären är inte namngiven"),
        "COL-01.remedy": Text(en="give the creditor's name", sv="ange borgenärens namn"),
        "COL-02": Text(
            en="the letter does not say what the debt rests on", sv="brevet säger inte vad fordran grundas på"
        ),
        "COL-02.remedy": Text(
            en="give the document's number and what was sold", sv="ange fakturanummer och vad som såldes"
        ),
        "COL-03": Text(
            en="the debt was transferred and its first creditor is not named",
            sv="fordran är överlåten och den ursprungliga borgenären är inte namngiven",
        ),
        "COL-03.remedy": Text(en="name the original creditor", sv="ange den ursprungliga borgenären"),
        "COL-04": Text(en="the letter does not say how to pay", sv="brevet säger inte hur betalning ska ske"),
        "COL-04.remedy": Text(en="give an account and a reference", sv="ange konto och betalningsreferens"),
        "COL-05": Text(en="no principal is left to demand", sv="inget kapitalbelopp återstår att kräva"),
        "COL-05.remedy": Text(
            en="demand interest and costs in another way, or write them off",
            sv="kräv ränta och kostnader på annat sätt, eller skriv av dem",
        ),
        "COL-06": Text(
            en="the interest is given without rate, period and principal",
            sv="räntan anges utan räntesats, tid och kapital",
        ),
        "COL-06.remedy": Text(
            en="show each stretch: rate, first and last day, principal",
            sv="visa varje period: räntesats, första och sista dag, kapital",
        ),
        "COL-07": Text(
            en="the costs demanded are more than those listed", sv="de krävda kostnaderna är fler än de som räknas upp"
        ),
        "COL-07.remedy": Text(
            en="list every cost apart from principal and interest",
            sv="räkna upp varje kostnad skild från kapital och ränta",
        ),
        "COL-08": Text(
            en="{pay_by} gives less than a reasonable time to pay or object; the first day that does is {earliest}",
            sv="{pay_by} ger inte skälig tid att betala eller invända; första dagen som gör det är {earliest}",
        ),
        "COL-08.remedy": Text(
            en="set the last day to pay later, and longer over long weekends",
            sv="sätt sista betalningsdag senare, och längre vid storhelger",
        ),
        "COL-09": Text(
            en="collecting for others, or bought debts, needs a licence from {authority}",
            sv="inkasso för annans räkning eller av övertagna fordringar kräver tillstånd av {authority}",
        ),
        "COL-09.remedy": Text(
            en="state the licence, or that the agent needs none",
            sv="ange tillståndet, eller att ombudet inte behöver något",
        ),
        "KFM-01": Text(
            en="the party has no organisation or personal number", sv="parten saknar organisations- eller personnummer"
        ),
        "KFM-01.remedy": Text(en="give the number", sv="ange numret"),
        "KFM-02": Text(en="the party has no address", sv="parten saknar adress"),
        "KFM-02.remedy": Text(en="give an address", sv="ange en adress"),
        "KFM-03": Text(en="the claim does not say what it concerns", sv="fordran säger inte vad den avser"),
        "KFM-03.remedy": Text(
            en="write what was sold, without abbreviations", sv="skriv vad som såldes, utan förkortningar"
        ),
        "KFM-04": Text(en="the original creditor is not named", sv="den ursprungliga borgenären är inte namngiven"),
        "KFM-04.remedy": Text(en="name the one who sold the debt", sv="ange vem som överlät fordran"),
        "KFM-05": Text(
            en="compensation and collection costs stand together",
            sv="förseningsersättning och inkassokostnad står tillsammans",
        ),
        "KFM-05.remedy": Text(en="ask for one of them, as a rule", sv="yrka som regel bara det ena"),
    }
)
