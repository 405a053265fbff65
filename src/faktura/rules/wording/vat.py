"""What is said about VAT: rates, categories, reverse charge, simplified invoices, small businesses, storage."""

from typing import Final

from faktura.core.wording import Text, register

SENTENCES: Final = {
    # rates
    "vat.rate": (
        "VAT on {supply} is {percent} from {since} ({law}, {source})",
        "momsen på {supply} är {percent} från {since} ({law}, {source})",
    ),
    "vat.rate_unconfirmed": (
        "VAT on {supply} is {percent} from {since} ({law}, read second-hand: {source}; confirm it)",
        "momsen på {supply} är {percent} från {since} ({law}, läst i andra hand: {source}; bekräfta det)",
    ),
    "vat.supply.standard": ("goods and services in general", "varor och tjänster i allmänhet"),
    "vat.supply.food": ("food", "livsmedel"),
    "vat.supply.take_away": ("take-away food", "avhämtad mat"),
    "vat.supply.restaurant": ("restaurant and catering", "restaurang och catering"),
    "vat.supply.strong_drink": ("spirits, wine and strong beer", "sprit, vin och starköl"),
    "vat.supply.hotel": ("hotel", "hotell"),
    "vat.supply.camping": ("camping sites", "camping"),
    "vat.supply.art": ("works of art", "konstverk"),
    "vat.supply.repair": (
        "repair of bicycles, shoes, leather goods, clothes and household linen",
        "reparation av cyklar, skor, lädervaror, kläder och hushållslinne",
    ),
    "vat.supply.book": ("books", "böcker"),
    "vat.supply.newspaper": ("newspapers", "tidningar"),
    "vat.supply.passenger_transport": ("passenger transport", "persontransport"),
    "vat.supply.concert": ("concerts and similar", "konserter och liknande"),
    "vat.supply.cinema": ("cinema", "biograf"),
    "vat.supply.e_publication": ("electronic publications", "elektroniska publikationer"),
    # categories: when each is lawful
    "vat.category.S": (
        "charged VAT: the supply is taxed in Sweden, at one of the rates of its tax point",
        "debiterad moms: omsättningen beskattas i Sverige, med en av satserna på dess dag",
    ),
    "vat.category.Z": (
        "zero rate: the Swedish act has none; an exempt supply is category E with its ground",
        "nollsats: den svenska lagen har ingen; en undantagen omsättning är kategori E med sin grund",
    ),
    "vat.category.E": (
        "exempt: a ground of the act, a margin scheme or the scheme for small businesses, stated on the invoice",
        "undantag: en grund i lagen, vinstmarginal eller undantaget för små företag, angiven på fakturan",
    ),
    "vat.category.AE": (
        "reverse charge: the buyer owes the VAT by ML 16 kap. or is a business in another EU country",
        "omvänd betalningsskyldighet: köparen ska betala momsen enligt ML 16 kap. eller är ett företag i ett annat EU-land",
    ),
    "vat.category.K": (
        "intra-EU supply: goods sent to another EU country, to a buyer with a VAT number of another EU country",
        "unionsintern leverans: varor till ett annat EU-land, till en köpare med momsnummer i ett annat EU-land",
    ),
    "vat.category.G": (
        "export: goods sent out of the EU, or a service supplied to a business outside it",
        "export: varor som sänds ut ur EU, eller en tjänst till ett företag utanför EU",
    ),
    "vat.category.O": (
        "outside VAT: no consideration for a supply, such as compensation, late interest and reminder fees",
        "utanför momsen: ingen ersättning för en omsättning, som skadestånd, dröjsmålsränta och påminnelseavgift",
    ),
    # why a sale is treated so
    "vat.at_home": ("the supply is taxed in Sweden", "omsättningen beskattas i Sverige"),
    "vat.supplied_here": (
        "the service is supplied in Sweden, wherever the buyer is",
        "tjänsten omsätts i Sverige, var köparen än finns",
    ),
    "vat.consumer_service": (
        "a service to a consumer is supplied where the seller is, in Sweden",
        "en tjänst till en konsument omsätts där säljaren finns, i Sverige",
    ),
    "vat.eu_goods": (
        "the goods go to a business in another EU country, with its VAT number",
        "varorna går till ett företag i ett annat EU-land, med dess momsnummer",
    ),
    "vat.eu_services": (
        "the service is supplied where the buyer is, a business in another EU country, which owes the VAT there",
        "tjänsten omsätts där köparen finns, ett företag i ett annat EU-land, som betalar momsen där",
    ),
    "vat.export_goods": ("the goods leave the EU", "varorna lämnar EU"),
    "vat.export_services": ("the service is supplied outside the EU", "tjänsten omsätts utanför EU"),
    "vat.exempt": ("the supply is exempt by the ground stated", "omsättningen är undantagen på angiven grund"),
    "vat.margin": (
        "the seller taxes the margin, and no VAT is shown",
        "säljaren beskattar vinstmarginalen, och ingen moms anges",
    ),
    "vat.unknown_ground": (
        "{ground!r} is no known exemption or margin scheme; use a ground of the table of statements",
        "{ground!r} är inget känt undantag och ingen vinstmarginal; använd en grund ur tabellen över texter",
    ),
    "vat.buyer_number_missing": (
        "the buyer in {country} has given no VAT number; ask for it, or charge Swedish VAT",
        "köparen i {country} har inte uppgett något momsnummer; be om det, eller debitera svensk moms",
    ),
    "vat.number_of_seller_country": (
        "the buyer's VAT number is Swedish, but the sale goes to {country}; ask for the number of the other country",
        "köparens momsnummer är svenskt, men försäljningen går till {country}; be om numret i det andra landet",
    ),
    "vat.distance_sale": (
        "the VAT of {country} may be owed on a sale to a consumer there; decide by the thresholds of distance sales",
        "moms kan behöva betalas i {country} på försäljning till en konsument där; avgör efter gränserna för distansförsäljning",
    ),
    # reverse charge inside Sweden
    "reverse.not_yet": (
        "no reverse charge on this supply on {day} yet; charge VAT",
        "ännu ingen omvänd betalningsskyldighet för detta den {day}; debitera moms",
    ),
    "reverse.negative": (
        "the taxable amount is negative; a credit note follows the invoice it changes",
        "beskattningsunderlaget är negativt; en kreditfaktura följer fakturan den ändrar",
    ),
    "reverse.amount_missing": (
        "the taxable amount of all the electronics in the invoice is missing; give it",
        "beskattningsunderlaget för all elektronik i fakturan saknas; ange det",
    ),
    "reverse.currency": (
        "the limit is in kronor and the amount in {currency}; give the taxable amount in kronor",
        "gränsen är i kronor och beloppet i {currency}; ange beskattningsunderlaget i kronor",
    ),
    "reverse.gold_not_opted": (
        "investment gold is exempt from VAT unless the seller has chosen to be taxed; state the exemption",
        "investeringsguld är undantaget från moms om säljaren inte valt beskattning; ange undantaget",
    ),
    "reverse.seller_not_registered": (
        "the seller is not registered for VAT, so the charge is not reversed",
        "säljaren är inte momsregistrerad, så betalningsskyldigheten är inte omvänd",
    ),
    "reverse.buyer_not_registered": (
        "the buyer is not registered for VAT in Sweden; charge VAT",
        "köparen är inte momsregistrerad i Sverige; debitera moms",
    ),
    "reverse.seller_established": (
        "the seller is established in Sweden; charge VAT",
        "säljaren är etablerad i Sverige; debitera moms",
    ),
    "reverse.private_person": ("the buyer is a private person; charge VAT", "köparen är en privatperson; debitera moms"),
    "reverse.housing_association": (
        "the buyer is a housing association; charge VAT",
        "köparen är en bostadsrättsförening; debitera moms",
    ),
    "reverse.not_builder": (
        "the buyer neither sells building services more than occasionally nor resells this one to such a business; charge VAT",
        "köparen säljer inte byggtjänster mer än tillfälligt och säljer inte denna vidare till ett sådant företag; debitera moms",
    ),
    "reverse.not_above_limit": (
        "the electronics come to {taxable} in this invoice and the limit of {limit} is not exceeded; charge VAT",
        "elektroniken uppgår till {taxable} i denna faktura och gränsen {limit} överskrids inte; debitera moms",
    ),
    "reverse.state": ("the buyer is the State", "köparen är staten"),
    "reverse.sells_building": (
        "the buyer sells building services more than occasionally",
        "köparen säljer byggtjänster mer än tillfälligt",
    ),
    "reverse.resells_building": (
        "the buyer resells the building service to a business that sells such services",
        "köparen säljer byggtjänsten vidare till ett företag som säljer sådana tjänster",
    ),
    "reverse.both_registered": (
        "seller and buyer are both registered for VAT",
        "säljare och köpare är båda momsregistrerade",
    ),
    "reverse.above_limit": (
        "the electronics come to {taxable} in this invoice, above {limit}, and seller and buyer are both registered for VAT",
        "elektroniken uppgår till {taxable} i denna faktura, mer än {limit}, och säljare och köpare är båda momsregistrerade",
    ),
    "reverse.foreign_seller": (
        "the seller is not established in Sweden and the buyer is registered for VAT here",
        "säljaren är inte etablerad i Sverige och köparen är momsregistrerad här",
    ),
    # simplified invoices
    "simplified.small": ("the total is within the limit", "totalbeloppet är inom gränsen"),
    "simplified.credit_note": ("it is a credit note", "det är en kreditfaktura"),
    "simplified.small_business": (
        "the seller is a small business exempt from VAT",
        "säljaren är ett litet företag undantaget från moms",
    ),
    "simplified.too_large": (
        "a simplified invoice may be {limit} at most including VAT, this one is {total}; issue a full invoice",
        "en förenklad faktura får vara högst {limit} inklusive moms, denna är {total}; utfärda en fullständig faktura",
    ),
    "simplified.currency": (
        "the limit of simplified invoices is in kronor, this one is in {currency}; give the total in kronor",
        "gränsen för förenklade fakturor är i kronor, denna är i {currency}; ange totalbeloppet i kronor",
    ),
    "simplified.intra_eu": (
        "an intra-EU supply may not be invoiced in simplified form; issue a full invoice",
        "en unionsintern leverans får inte faktureras förenklat; utfärda en fullständig faktura",
    ),
    "simplified.distance_sale": (
        "a distance sale may not be invoiced in simplified form; issue a full invoice",
        "en distansförsäljning får inte faktureras förenklat; utfärda en fullständig faktura",
    ),
    "simplified.foreign_seller": (
        "a foreign seller's supply with reverse charge may not be invoiced in simplified form; issue a full invoice",
        "en utländsk säljares omsättning med omvänd betalningsskyldighet får inte faktureras förenklat; utfärda en fullständig faktura",
    ),
    # small businesses
    "small_business.exempt": (
        "turnover is at most {limit} in the year and the two years before (limit from {since})",
        "omsättningen är högst {limit} under året och de två åren före (gräns från {since})",
    ),
    "small_business.exempt_unconfirmed": (
        "turnover is at most {limit} in the year and the two years before (limit from {since}, read second-hand; confirm it)",
        "omsättningen är högst {limit} under året och de två åren före (gräns från {since}, läst i andra hand; bekräfta det)",
    ),
    "small_business.this_year": (
        "turnover this year is {turnover}, above {limit}; register for VAT and charge it",
        "årets omsättning är {turnover}, mer än {limit}; momsregistrera företaget och debitera moms",
    ),
    "small_business.last_year": (
        "turnover last year was {turnover}, above {limit}; charge VAT",
        "förra årets omsättning var {turnover}, mer än {limit}; debitera moms",
    ),
    "small_business.year_before": (
        "turnover the year before last was {turnover}, above {limit}; charge VAT",
        "omsättningen året före förra året var {turnover}, mer än {limit}; debitera moms",
    ),
    # storage and electronic invoices
    "storage.until": (
        "kept to {until}: {years} calendar years after the one in which the financial year ended ({law})",
        "sparas till {until}: {years} kalenderår efter det då räkenskapsåret avslutades ({law})",
    ),
    "storage.until_unconfirmed": (
        "kept to {until}: {years} calendar years after the one in which the financial year ended ({law}, read second-hand; confirm it)",
        "sparas till {until}: {years} kalenderår efter det då räkenskapsåret avslutades ({law}, läst i andra hand; bekräfta det)",
    ),
    "e_invoice.duty": (
        "send the public body an electronic invoice, {format}: contracts procured from {since} ({law})",
        "skicka en elektronisk faktura till myndigheten, {format}: avtal upphandlade från {since} ({law})",
    ),
    "e_invoice.duty_unconfirmed": (
        "send the public body an electronic invoice, {format}: contracts procured from {since} ({law}, read second-hand; confirm it)",
        "skicka en elektronisk faktura till myndigheten, {format}: avtal upphandlade från {since} ({law}, läst i andra hand; bekräfta det)",
    ),
}  # fmt: skip

register({code: Text(en=en, sv=sv) for code, (en, sv) in SENTENCES.items()})
