"""Dutch."""

from probes.lexicon.words import Words

WORDS = Words(
    code="nl",
    slot="tijdslot, tijdsloten, tijdvak, tijdvakken, beschikbaarheid, slots",
    visit="afspraak, afspraken, datum, data, dag, dagen, tijd, tijden, tijdstip, tijdstippen, plaats, plaatsen,"
    " plek, plekken, uur, uren, momenten",
    many="afspraken, data, tijden, tijdstippen, plaatsen, plekken, tijdsloten, tijdvakken",
    none="geen, niet één, 0, nul",
    pair="niet alle, gereserveerd voor, andere datum, andere dag, ander tijdstip, ander uur, latere datum,"
    " ander moment, geen probleem, geen zorgen, geboortedatum, een andere",
    chosen="geselecteerd, gekozen, geboekt, gemaakt, ingepland",
    free="beschikbaar, beschikbare, vrij, vrije, over, open, openstaande, boekbaar, boekbare",
    found="gevonden, mogelijk, mogelijke, aangeboden, vinden",
    all="alle, al de",
    taken="bezet, geboekt, gereserveerd, vergeven, vol, ingevuld",
    gone="volgeboekt, volzet, uitverkocht, vol geboekt, zit vol, zitten vol",
    nothing="niets, niks",
    office="wij, we, agenda, kalender, locatie, kantoor, praktijk, centrum, balie, gemeente",
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
    if_="als, wanneer, indien, zodra, mocht, mochten, tenzij, zolang, omdat",
    owner="u heeft, u hebt, je hebt, mijn, uw afspraken, jouw",
    need="garantie, gegarandeerd, nodig, vereist, verplicht, gratis, kosten, kosteloos",
    channel="telefonisch, telefonische, per telefoon, per e-mail, zonder afspraak, op zondag, op zaterdag,"
    " feestdagen, weekend",
    waiting="wachtlijst",
    hedge="vaak, soms, kan, kunnen, meestal, was, waren, volgens, betekent, zeggen, zegt, zouden, zelden",
    legend="kleur, kleuren, rood, rode, groen, groene, grijs, grijze, blauw, blauwe, geel, legenda, gemarkeerd,"
    " symbool",
    loading="laden, geladen, we zoeken, even geduld",
    next="volgende, eerstvolgende, eerste",
    limit="per, maximaal, maximum, worden, limiet, minimaal, ten minste, elke, iedere, zullen, wordt, moet",
    also="de, het, een, er, zijn, is, voor, op, u, kies, probeer, later, opnieuw, helaas, en, of, van, te, aan, dat,"
    " met, om, kan, selecteer, geselecteerde, maken",
)
