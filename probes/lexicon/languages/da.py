"""Danish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="da",
    slot="tidsrum, tidspunkt, tidspunkter, ledighed",
    visit="tid, tider, tiderne, aftale, aftaler, dato, datoer, dag, dage, plads, pladser, booking, bookinger",
    many="tider, tiderne, datoer, pladser, tidspunkter, aftaler",
    none="ingen, intet, ikke nogen, ikke noget, ikke ... nogen, 0",
    pair="ikke alle, anden dato, andet tidspunkt, anden dag, senere tidspunkt, ingen problemer",
    chosen="valgt, booket, bestilt",
    free="ledig, ledige, ledigt, tilgængelig, tilgængelige, fri, frie, tilbage",
    found="fundet, mulige, muligt, finde, fandt",
    all="alle, samtlige",
    taken="optaget, optagede, booket, reserveret, taget, fyldt",
    gone="fuldt booket, fuldt optaget, udsolgt, overtegnet, fuldtegnet",
    nothing="intet, ingenting",
    office="vi, kalenderen, klinikken, kontoret, borgerservice, centret",
    service="tjeneste, tjenester, ydelser, udbydere",
    booking="booking, booke, bestille, reservation, tidsbestilling",
    cannot="ikke muligt, umuligt",
    unfree="ikke ledig, ikke længere ledig, ikke tilgængelig, ikke længere tilgængelig, allerede optaget,"
    " allerede booket",
    one="denne, dette, valgte, ønskede, din",
    day="dato, dag, dagen, i dag, i morgen, mandag, tirsdag, onsdag, torsdag, fredag, lørdag, søndag",
    week="uge, ugen",
    month="måned, måneden",
    period="periode, perioden, dage, uger, måneder",
    bound="indtil, før, efter, fra, siden",
    now="i øjeblikket, for øjeblikket, lige nu, for tiden, nu, pt",
    if_="hvis, når, såfremt, medmindre, så snart, fordi",
    owner="du har, mine, dine, de har",
    need="nødvendig, nødvendigt, kræves, påkrævet, gratis, gebyr, koster",
    channel="telefonisk, pr telefon, via telefon, uden tidsbestilling, søndage, weekenden, helligdage",
    waiting="venteliste, ventelisten",
    hedge="ofte, nogle gange, kan, normalt, var, ifølge, betyder, siger, sjældent",
    legend="farve, farver, rød, røde, grøn, grønne, grå, blå, markeret, markerede, symbol",
    loading="indlæser, søger, vent",
    next="næste, første, førstkommende",
    limit="pr, max, højst, vil, bliver, mindst, hver, daglig",
    also="der, er, på, den, det, valgte, vælg, venligst, anden, en, et, af, og, prøv, igen, senere, desværre, ikke,"
    " til, har, for, de, denne, vi",
)
