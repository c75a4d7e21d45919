"""Norwegian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="no",
    slot="timeplass, timeplasser, tidspunkt, tidspunkter, tilgjengelighet, ledige timer",
    visit="kapasitet,"
    " time, timer, timene, avtale, avtaler, avtaletime, avtaletimer, dato, datoer, dag, dager, plass, plasser,"
    " tid, tider, bestilling, *timer, *tider, *plasser, *avtaler, besøk",
    many="timer, timene, datoer, plasser, tidspunkter, avtaler, tider, *timer, *tider, *plasser, kapasitet,"
    " kapasiteten",
    vague="time, avtale, avtaler, avtaletime, *avtaler, dag, dager, bestilling, besøk, tid, dato, timer, *timer",
    none="ingen, ikke noen, ikke noe, ikke ... noen, fant ingen, 0, ikke en eneste, finnes ikke, kunne ikke finne,"
    " ikke flere, ingen av, null, ikkje",
    pair="ikke alle, annen dato, annet tidspunkt, annen dag, senere tidspunkt, ingen problem, åpningstider,"
    " *åpningstider, telefontider, alltid, samtidig, framtid, tidligere time, arbeidstid, mer informasjon, mer enn,"
    " parkeringsplasser, arbeidsplasser, ventetider, behandlingstider, arbeidstimer, fullt navn, saksbehandlingstider",
    chosen="valgt, bestilt, booket",
    free="ledig, ledige, ledigt, tilgjengelig, tilgjengelige, fri, frie, igjen, å tilby, å bestille, til rådighet,"
    " bestille",
    found="funnet, mulige, mulig, finne, fant, søk, søket, kriterier, resultater, tilby, bestilles, passer, bookes,"
    " treff, vises",
    more="lenger, mer, flere, ikke en eneste, igjen",
    unable="kan ikke tilby, kan dessverre ikke tilby, kunne ikke tilby, har ikke mulighet til å tilby",
    able="vi kan, kan ikke, kan ingen, kan dessverre, kan vi",
    regret="dessverre, beklager, unnskyld, lei for",
    all="alle, samtlige, hver, alt, alle våre",
    taken="opptatt, opptatte, bestilt, reservert, tatt, fylt, booket, utsolgt, reserverte, bookede, fulle, fylt opp,"
    " bestilte, brukt opp, tildelt, borte",
    gone="fullbooket, fullt booket, utsolgt, fulltegnet, fullbestilt, fullt opptatt, helt fullt, alt er booket,"
    " alt opptatt, alt er opptatt, brukt opp, fylt opp, alle opptatt, fullbooka, fullsatt, fullt belagt",
    full="fullt, fult, alt opptatt, alt er opptatt, er fullt, er full, alt er fullt",
    nothing="ingenting, intet",
    office="vi, kalenderen, klinikken, kontoret, senteret, legekontoret, kommunen, kontor, ambassaden, konsulatet,"
    " politiet, avdelingen, fastlegen, legen, kalender, klinikk",
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
    lack="på grunn av manglende, i mangel av, grunnet manglende, på grunn av mangel på",
    if_="hvis, når, dersom, med mindre, så snart, fordi",
    owner="du har, mine, dine, dere har",
    need="nødvendig, kreves, påkrevd, gratis, gebyr, koster",
    channel="telefonisk, per telefon, på telefon, uten timebestilling, søndager, helgen, helligdager, drop-in",
    waiting="venteliste, ventelisten",
    hedge="ofte, noen ganger, kan, vanligvis, var, ifølge, betyr, sier, sjelden, nesten, noen få, flest, fleste,"
    " automatisk",
    legend="farge, farger, rød, røde, grønn, grønne, grå, blå, merket, markert, symbol",
    loading="laster, søker, vent",
    next="neste, første, nærmeste",
    limit="per, maks, høyst, vil, blir, minst, hver, daglig",
    also="det, er, for, den, valgte, datoen, vennligst, velg, annen, en, et, av, og, prøv, igjen, senere, dessverre,"
    " ikke, til, har, på, de, vi, alle, helt, alt, våre, allerede, denne, dette, i, neste, deg, oss",
)
