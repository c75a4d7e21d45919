"""Norwegian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="no",
    slot="timeplass, timeplasser, tidspunkt, tidspunkter, tilgjengelighet",
    visit="time, timer, timene, avtale, avtaler, avtaletime, avtaletimer, dato, datoer, dag, dager, plass, plasser,"
    " tid, tider, bestilling",
    many="timer, timene, datoer, plasser, tidspunkter, avtaler, tider",
    none="ingen, ikke noen, ikke noe, ikke ... noen, fant ingen, 0",
    pair="ikke alle, annen dato, annet tidspunkt, annen dag, senere tidspunkt, ingen problem",
    chosen="valgt, bestilt, booket",
    free="ledig, ledige, ledigt, tilgjengelig, tilgjengelige, fri, frie, igjen",
    found="funnet, mulige, mulig, finne, fant",
    all="alle, samtlige",
    taken="opptatt, opptatte, bestilt, reservert, tatt, fylt, booket",
    gone="fullbooket, fullt booket, utsolgt, fulltegnet, fullbestilt",
    nothing="ingenting, intet",
    office="vi, kalenderen, klinikken, kontoret, senteret, legekontoret",
    service="tjeneste, tjenester, tilbydere, leverandører",
    booking="bestilling, bestille, booking, reservasjon, timebestilling",
    cannot="ikke mulig, umulig",
    unfree="ikke ledig, ikke lenger ledig, ikke tilgjengelig, ikke lenger tilgjengelig, allerede opptatt,"
    " allerede bestilt",
    one="denne, dette, valgte, ønskede, din, ditt",
    day="dato, datoen, dag, dagen, i dag, i morgen, mandag, tirsdag, onsdag, torsdag, fredag, lørdag, søndag",
    week="uke, uken, uka",
    month="måned, måneden",
    period="periode, perioden, dager, uker, måneder",
    bound="til og med, før, etter, fra, siden",
    now="for øyeblikket, for tiden, akkurat nå, nå, p.t.",
    if_="hvis, når, dersom, med mindre, så snart, fordi",
    owner="du har, mine, dine, dere har",
    need="nødvendig, kreves, påkrevd, gratis, gebyr, koster",
    channel="telefonisk, per telefon, på telefon, uten timebestilling, søndager, helgen, helligdager, drop-in",
    waiting="venteliste, ventelisten",
    hedge="ofte, noen ganger, kan, vanligvis, var, ifølge, betyr, sier, sjelden",
    legend="farge, farger, rød, røde, grønn, grønne, grå, blå, merket, markert, symbol",
    loading="laster, søker, vent",
    next="neste, første, nærmeste",
    limit="per, maks, høyst, vil, blir, minst, hver, daglig",
    also="det, er, for, den, valgte, datoen, vennligst, velg, annen, en, et, av, og, prøv, igjen, senere, dessverre,"
    " ikke, til, har, på, de, vi",
)
