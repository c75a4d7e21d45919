"""Swedish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sv",
    slot="tidslucka, tidsluckor, tillgänglighet, bokningstid, bokningstider",
    visit="tid, tider, tiden, bokning, bokningar, datum, dag, dagar, plats, platser, besök, besökstider,"
    " mottagningstider",
    many="tider, platser, bokningstider, datum, tiderna, platserna",
    none="inga, ingen, inget, inte några, inte någon, hittade inte, 0, finns ej",
    pair="inte alla, reserverade för, annat datum, annan dag, annan tid, senare tillfälle, senare datum, inga problem",
    chosen="vald, valda, bokad, bokade",
    free="ledig, lediga, ledigt, tillgänglig, tillgängliga, kvar, fri, fria, bokningsbar, bokningsbara",
    found="hittades, hittade, möjliga, möjligt, erbjuds, hitta",
    all="alla, samtliga",
    taken="bokade, upptagna, fyllda, tagna, reserverade",
    gone="fullbokat, fullbokad, fullbokade, slutsålt, slut, uppbokade",
    nothing="inget, ingenting",
    office="vi, kalendern, mottagningen, kontoret, passexpeditionen, enheten, kliniken",
    service="tjänst, tjänster, leverantör, leverantörer",
    booking="bokning, boka, bokningar, reservation",
    cannot="inte möjligt, går inte att, omöjligt",
    unfree="inte tillgänglig, inte längre tillgänglig, inte ledig, inte längre ledig, redan bokad, redan upptagen,"
    " blev just bokad, ej tillgänglig",
    one="denna, den här, vald, valda, önskad, önskade, din, den valda",
    day="datum, datumet, dag, dagen, idag, i dag, imorgon, måndag, tisdag, onsdag, torsdag, fredag, lördag, söndag",
    week="vecka, veckan",
    month="månad, månaden",
    period="period, perioden, dagarna, veckorna, månaderna",
    bound="till och med, före, efter, från, sedan",
    now="just nu, för närvarande, för tillfället, nu, i nuläget",
    if_="om, när, ifall, så snart, såvida, medan, eftersom",
    owner="du har, ni har, mina, dina bokningar",
    need="behövs, krävs, nödvändigt, nödvändig, gratis, kostnad, avgift",
    channel="per telefon, telefontider, via telefon, drop-in, utan bokning, på söndagar, på helger, helgdagar",
    waiting="väntelista, väntelistan, kölista",
    hedge="ofta, ibland, kan, vanligtvis, var, fanns, enligt, betyder, sällan, säger",
    legend="färg, färger, röd, röda, grön, gröna, grå, blå, gul, markerade, markerad, symbol",
    loading="laddar, söker, vänta",
    next="nästa, första, närmaste",
    limit="per, max, högst, kommer, blir, minst, varje, dagligen, släpps",
    also="det, den, de, finns, på, för, och, att, är, här, som, i, till, försök, igen, senare, tyvärr, välj,"
    " vänligen, ett, en, har, valt, av, inte",
)
