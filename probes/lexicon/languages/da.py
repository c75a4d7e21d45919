"""Danish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="da",
    slot="tidsrum, tidspunkt, tidspunkter, ledighed, ledige tider",
    visit="kapacitet,"
    " tid, tider, tiderne, aftale, aftaler, dato, datoer, dag, dage, plads, pladser, booking, bookinger, *tider,"
    " *tid, *pladser, *aftaler, besøg",
    many="tider, tiderne, datoer, pladser, tidspunkter, aftaler, *tider, *pladser, kapacitet, kapaciteten, tiden",
    vague="tid, aftale, aftaler, *aftaler, dag, dage, booking, bookinger, besøg, *tid, dato",
    none="ingen, intet, ikke nogen, ikke noget, ikke ... nogen, 0, ikke en eneste, findes ikke, fandt ingen,"
    " kunne ikke finde, ikke flere, ingen af, nul",
    pair="ikke alle, anden dato, andet tidspunkt, anden dag, senere tidspunkt, ingen problemer, åbningstider,"
    " *åbningstider, telefontider, altid, samtidig, fremtid, tidligere tid, arbejdstid, mere information, mere end,"
    " parkeringspladser, arbejdspladser, ventetider, sagsbehandlingstider, ventetid, sagsbehandlingstid, åbningstid,"
    " fuldtid, deltid, restid",
    chosen="valgt, booket, bestilt",
    free="ledig, ledige, ledigt, tilgængelig, tilgængelige, fri, frie, tilbage, at tilbyde, at booke, ubookede,"
    " til rådighed, bestille",
    found="fundet, mulige, muligt, finde, fandt, søgning, kriterier, resultater, tilbyde, bookes, matcher, opfylder,"
    " vises",
    more="længere, mere, flere, ikke en eneste, tilbage",
    unable="kan ikke tilbyde, kan desværre ikke tilbyde, kunne ikke tilbyde, har ikke mulighed for at tilbyde",
    able="vi kan, kan ikke, kan ingen, kan desværre, kan vi",
    regret="desværre, beklager, undskyld, ked af",
    all="alle, samtlige, hver, alt, alle vores",
    taken="optaget, optagede, booket, reserveret, taget, fyldt, optagne, udsolgt, reserverede, bookede, bestilt,"
    " fyldt op, besat, væk, fordelt",
    gone="fuldt booket, fuldt optaget, udsolgt, overtegnet, fuldtegnet, helt booket, helt optaget, alt er booket,"
    " alt booket, alt optaget, er opbrugt, opbrugt, fyldt op, sluppet op, fuldt bookede, fuldbooket, fuldt reserveret,"
    " alle optaget",
    full="fyldt, alt optaget, alt er optaget, er fyldt, er fuld, fuldt",
    nothing="intet, ingenting",
    office="vi, kalenderen, klinikken, kontoret, borgerservice, centret, kommunen, kontor, ambassaden, konsulatet,"
    " politiet, afdelingen, kalender, lægehuset, lægen",
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
    lack="på grund af manglende, i mangel af, grundet manglende, på grund af mangel på",
    if_="hvis, når, såfremt, medmindre, så snart, fordi",
    owner="du har, mine, dine, de har",
    need="nødvendig, nødvendigt, kræves, påkrævet, gratis, gebyr, koster",
    channel="telefonisk, pr telefon, via telefon, uden tidsbestilling, søndage, weekenden, helligdage",
    waiting="venteliste, ventelisten",
    hedge="ofte, nogle gange, kan, normalt, var, ifølge, betyder, siger, sjældent, næsten, nogle, fleste, automatisk",
    legend="farve, farver, rød, røde, grøn, grønne, grå, blå, markeret, markerede, symbol",
    loading="indlæser, søger, vent",
    next="næste, første, førstkommende",
    limit="pr, max, højst, vil, bliver, mindst, hver, daglig",
    also="der, er, på, den, det, valgte, vælg, venligst, anden, en, et, af, og, prøv, igen, senere, desværre, ikke,"
    " til, har, for, de, denne, vi, alle, helt, alt, vores, allerede, dette, i, næste",
)
