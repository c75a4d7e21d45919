"""Swedish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sv",
    slot="tidslucka, tidsluckor, tillgänglighet, bokningstid, bokningstider, *tidslucka",
    visit="kapacitet,"
    " tid, tider, tiden, bokning, bokningar, datum, dag, dagar, plats, platser, besök, besökstider,"
    " mottagningstider, *tider, *bokningar, *platser, *tid, möten",
    many="tider, platser, bokningstider, datum, tiderna, platserna, *tider, *platser, kapacitet, kapaciteten",
    vague="tid, tiden, bokning, bokningar, *bokningar, dag, dagar, besök, besökstider, mottagningstider, datum, möten",
    none="inga, ingen, inget, inte några, inte någon, hittade inte, 0, finns ej, inte något, finns inte, hittar inga,"
    " kunde inte hitta, ej några, inte en enda, noll, saknas",
    pair="inte alla, reserverade för, annat datum, annan dag, annan tid, senare tillfälle, senare datum, inga problem,"
    " öppettider, *öppettider, telefontider, alltid, samtidigt, framtid, tidigare tid, arbetstid, mer information,"
    " mer än, parkeringsplatser, arbetsplatser, heltid, deltid, väntetider, handläggningstider, samtid, nutid, restid,"
    " utbildningstider, öppettid, giltighetstid, handläggningstid, väntetid, mellantid",
    chosen="vald, valda, bokad, bokade",
    free="ledig, lediga, ledigt, tillgänglig, tillgängliga, kvar, fri, fria, bokningsbar, bokningsbara, att erbjuda,"
    " att boka, obokade, obokad, bokningsbart",
    found="hittades, hittade, möjliga, möjligt, erbjuds, hitta, sökning, kriterier, resultat, träffar, erbjuda, boka,"
    " matchar, visas, finnas",
    more="längre, mer, fler, inte en enda, kvar",
    unable="kan inte erbjuda, kan tyvärr inte erbjuda, kunde inte erbjuda, har inte möjlighet att erbjuda,"
    " kan för närvarande inte erbjuda, kan just nu inte erbjuda",
    able="vi kan, kan inga, kan inte, kan vi, kan tyvärr",
    regret="tyvärr, ledsen, ledsna, beklagar, ursäkta",
    all="alla, samtliga, varje, allt, alla våra",
    taken="bokade, upptagna, fyllda, tagna, reserverade, bokat, bokad, upptaget, upptagen, slut, fullbokade,"
    " reserverat, tilldelade, tagits, bokats, fyllts, utdelade",
    gone="fullbokat, fullbokad, fullbokade, slutsålt, slut, uppbokade, helt bokad, helt bokade, helt fullbokad,"
    " är slut, tagit slut, fullsatt, allt är bokat, allt bokat, fulltecknat, fulltecknad, alla bokade",
    full="fullt, är fullt, allt är bokat, allt bokat, allt är upptaget, är full, är fulla",
    nothing="inget, ingenting",
    office="vi, kalendern, mottagningen, kontoret, passexpeditionen, enheten, kliniken, polisen, kontor, expeditionen,"
    " skatteverket, vårdcentralen, ambassaden, konsulatet, schemat, stationen, receptionen",
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
    lack="på grund av brist på, i brist på",
    if_="om, när, ifall, så snart, såvida, medan, eftersom",
    owner="du har, ni har, mina, dina bokningar",
    need="behövs, krävs, nödvändigt, nödvändig, gratis, kostnad, avgift",
    channel="per telefon, telefontider, via telefon, drop-in, utan bokning, på söndagar, på helger, helgdagar",
    waiting="väntelista, väntelistan, kölista",
    hedge="ofta, ibland, kan, vanligtvis, var, fanns, enligt, betyder, sällan, säger, nästan, några få, vissa, flesta,"
    " automatiskt",
    legend="färg, färger, röd, röda, grön, gröna, grå, blå, gul, markerade, markerad, symbol",
    loading="laddar, söker, vänta",
    next="nästa, första, närmaste",
    limit="per, max, högst, kommer, blir, minst, varje, dagligen, släpps",
    also="det, den, de, finns, på, för, och, att, är, här, som, i, till, försök, igen, senare, tyvärr, välj, vänligen,"
    " ett, en, har, valt, av, inte, alla, helt, allt, våra, vår, redan, denna, den här, detta, inga, nästa",
)
