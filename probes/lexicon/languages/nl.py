"""Dutch."""

from probes.lexicon.words import Words

WORDS = Words(
    code="nl",
    slot="tijdslot, tijdsloten, tijdvak, tijdvakken, beschikbaarheid, slots, *afspraken vrij, tijdsblok, tijdsblokken,"
    " slot",
    visit="capaciteit,"
    " afspraak, afspraken, datum, data, dag, dagen, tijd, tijden, tijdstip, tijdstippen, plaats, plaatsen, plek,"
    " plekken, uur, uren, momenten, bezoek, gesprek, zitdag, *afspraak, *afspraken, *plaatsen, moment",
    many="afspraken, data, tijden, tijdstippen, plaatsen, plekken, tijdsloten, tijdvakken, afspraakmomenten, momenten,"
    " *plaatsen, *afspraken, capaciteit, uren",
    vague="afspraak, afspraken, *afspraak, *afspraken, dag, dagen, uur, uren, tijd, bezoek, gesprek, moment",
    none="geen, niet één, 0, nul, geen enkele, geen van de, nergens",
    pair="niet alle, gereserveerd voor, andere datum, andere dag, ander tijdstip, ander uur, latere datum,"
    " ander moment, geen probleem, geen zorgen, geboortedatum, een andere, zonder afspraak, parkeerplaatsen,"
    " volledige naam, geen extra, eerder moment, eerdere afspraak, eerdere datum, niet meer dan, meer informatie,"
    " meer dan",
    chosen="geselecteerd, gekozen, geboekt, gemaakt, ingepland",
    free="beschikbaar, beschikbare, vrij, vrije, over, open, openstaande, boekbaar, boekbare, resterend, resterende,"
    " te boeken, te vergeven, reserveerbaar, aan te bieden, beschikbaarheid",
    found="gevonden, mogelijk, mogelijke, aangeboden, vinden, zoekopdracht, criteria, resultaten, opgeleverd,"
    " aanbieden, geboekt worden, worden geboekt, weergegeven, voldoen, boeken, inplannen",
    more="meer, geen enkele, niet één",
    unable="niet in staat ... aan te bieden, kunnen u ... geen, kunnen wij u ... geen, kunnen we u ... geen",
    able="kunnen wij, wij kunnen, kunnen we, we kunnen, kan geen, kunnen geen, kunnen u, kunnen je, kan er geen,"
    " kan momenteel geen, kunnen er geen, kunnen momenteel geen",
    regret="helaas, spijt, spijtig, sorry, excuses, jammer, betreuren",
    all="alle, al de, al onze, elke, ieder, elk, allemaal",
    taken="bezet, geboekt, gereserveerd, vergeven, vol, ingevuld, volgeboekt, volzet, ingenomen, ingepland, op,"
    " toegewezen, toegekend, bezette, gevuld, uitgegeven, weg",
    gone="volgeboekt, volzet, uitverkocht, vol geboekt, zit vol, zitten vol, volledig geboekt, volledig bezet,"
    " volledig volgeboekt, helemaal vol, alles vol, alles bezet, alles volgeboekt, zijn op, volledig gereserveerd,"
    " uitgeput, geheel volgeboekt, alle bezet",
    full="vol, alles vol, alles bezet, alles volgeboekt, alles geboekt, bezet, is vol, zijn vol, zit vol",
    nothing="niets, niks",
    office="wij, we, agenda, kalender, locatie, kantoor, praktijk, centrum, balie, gemeente, gemeentehuis, loket,"
    " stadskantoor, stadhuis, huisarts, consulaat, ambassade, afdeling, vestiging, gemeentewinkel, onze, planning,"
    " post",
    service="dienst, diensten, aanbieder, aanbieders",
    booking="boeking, boeken, reservering, reserveren, boekingen",
    cannot="niet mogelijk, onmogelijk",
    unfree="niet beschikbaar, niet meer beschikbaar, niet ... beschikbaar, zojuist bezet, al bezet, al geboekt,"
    " niet vrij, al gereserveerd",
    one="deze, dit, die, gekozen, geselecteerde, gewenste, uw afspraak, je afspraak",
    day="datum, dag, vandaag, morgen, maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag",
    week="week",
    month="maand",
    period="periode, dagen, weken, maanden, kwartaal",
    bound="tot, voor, na, vanaf, sinds",
    now="momenteel, op dit moment, nu, op het moment, thans, voorlopig, helaas nu",
    lack="wegens gebrek aan, bij gebrek aan, door gebrek aan, door een gebrek aan, vanwege gebrek aan",
    if_="als, wanneer, indien, zodra, mocht, mochten, tenzij, zolang, omdat",
    owner="u heeft, u hebt, je hebt, mijn, uw afspraken, jouw, reserveringsnummer, afspraaknummer",
    need="garantie, gegarandeerd, nodig, vereist, verplicht, gratis, kosten, kosteloos, geannuleerd, annuleren",
    channel="telefonisch, telefonische, per telefoon, per e-mail, zonder afspraak, op zondag, op zaterdag,"
    " feestdagen, weekend",
    waiting="wachtlijst",
    hedge="vaak, soms, kan, kunnen, meestal, was, waren, volgens, betekent, zeggen, zegt, zouden, zelden, bijna,"
    " sommige, enkele, meeste, automatisch, vrijwel, loting",
    legend="kleur, kleuren, rood, rode, groen, groene, grijs, grijze, blauw, blauwe, geel, legenda, gemarkeerd,"
    " symbool",
    loading="laden, geladen, we zoeken, even geduld",
    next="volgende, eerstvolgende, eerste",
    limit="per, maximaal, maximum, worden, limiet, minimaal, ten minste, elke, iedere, zullen, wordt, moet",
    also="de, het, een, er, zijn, is, voor, op, u, kies, probeer, later, opnieuw, helaas, en, of, van, te, aan, dat,"
    " met, om, kan, selecteer, geselecteerde, maken, onze, ons, al, alle, helemaal, volledig, alles, deze, allemaal,"
    " reeds, in, wij, niet, weer",
)
