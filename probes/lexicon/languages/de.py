"""German."""

from probes.lexicon.words import Words

WORDS = Words(
    code="de",
    slot="zeitfenster, terminslot, terminslots, slot, slots, verfügbarkeit, verfügbarkeiten",
    visit="termin, termine, terminen, termins, impftermin, impftermine, besuchstermin, besuchstermine, plätze,"
    " platz, uhrzeit, uhrzeiten, zeit, zeiten, tag, tage, datum, wunschtermin, beratungstermine, buchungen",
    many="termine, terminen, plätze, uhrzeiten, zeiten, zeitfenster, impftermine, slots",
    none="kein, keine, keinen, keiner, keines, keinerlei, nicht ein einziger, 0, null",
    pair="nicht alle, nicht jeder, nicht sämtliche, reserviert für, anderes datum, anderen tag, anderer tag,"
    " andere termine, andere zeit, späteren zeitpunkt, späterer zeitpunkt, keine sorge, auf keinen fall,"
    " keinesfalls, späteren termin, späteren tag, anderen termin, anderen terminen, einen anderen, öffnungszeiten",
    chosen="ausgewählt, gewählt, gebucht, vereinbart, hinterlegt, gespeichert",
    free="frei, freie, freien, freier, freies, verfügbar, verfügbare, verfügbaren, verfügbarer, buchbar, buchbare,"
    " buchbaren, übrig, offen, offene, offenen",
    found="gefunden, finden, möglich, vorhanden, angeboten, vergeben werden, freigegeben, freigeschaltet, gibt",
    all="alle, sämtliche, allen",
    taken="belegt, vergeben, reserviert, gebucht, besetzt, weg, voll",
    gone="ausgebucht, ausgeschöpft, vergriffen, restlos vergeben, vollständig vergeben, komplett vergeben, erschöpft",
    nothing="nichts",
    office="wir, kalender, praxis, standort, impfzentrum, amt, bürgeramt, bürgerbüro, behörde, zentrum, konsulat,"
    " botschaft, terminkalender",
    service="dienst, dienste, anbieter, leistung, leistungen, dienstleistung, dienstleistungen",
    booking="buchung, buchungen, buchbar, buchen, reservierung, reservierungen, terminbuchung",
    cannot="nicht möglich, unmöglich",
    unfree="nicht verfügbar, nicht mehr verfügbar, nicht frei, nicht mehr frei, bereits vergeben, bereits belegt,"
    " bereits gebucht, schon vergeben, soeben vergeben, inzwischen vergeben, leider nicht verfügbar, nicht buchbar,"
    " nicht ... verfügbar, gerade vergeben",
    one="dieser, diesen, gewünschte, gewünschten, gewählte, gewählter, gewählten, ausgewählte, ausgewählten, ihr,"
    " ihren, der termin",
    day="datum, tag, tage, heute, morgen, tages, montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag",
    week="woche",
    month="monat, monats",
    period="zeitraum, zeitraums, tagen, wochen, monaten, jahr, quartal, halbjahr",
    bound="bis, vor, nach, ab, seit, stand",
    now="aktuell, derzeit, zurzeit, zur zeit, momentan, im moment, gegenwärtig, jetzt, im augenblick",
    if_="wenn, falls, sofern, sollte, sollten, sobald, solange, im falle, ob, wann, weil, damit",
    owner="sie haben, sie hatten, meine, meine termine, du hast, haben sie, ihre termine, ihrer termine, ihre nächsten",
    need="garantie, gewähr, anspruch, garantiert, erforderlich, nötig, notwendig, benötigt, benötigen, kostenlos,"
    " kostenfrei, kosten, gebühr, brauchen, zwingend",
    channel="telefonisch, telefonische, telefonischen, per telefon, per e-mail, ohne termin, vor ort, sonntags,"
    " samstags, feiertagen, wochenende, am wochenende, mittwochs, freitags, online-termine",
    waiting="warteliste",
    hedge="oft, häufig, manchmal, können, meist, meistens, war, waren, gab, wurde berichtet, laut, berichten,"
    " berichtet, klagen, beklagen, bedeutet, selten, passt, passen, gelegentlich, normalerweise, sagte, sagt, hieß,"
    " heißt",
    legend="blau, rot, rote, grün, grüne, grau, graue, weiß, gelb, farbe, farben, farbig, unterlegt, unterlegten,"
    " markiert, markierte, markierten, gekennzeichnet, legende, symbol, durchgestrichen, hinterlegten,"
    " unterstrichenen, bedeutet",
    loading="geladen, wir suchen, suche läuft, bitte warten, ladeseite, wird gesucht, werden gesucht",
    next="nächster, nächste, nächsten, frühester, früheste, frühesten, nächstmöglicher",
    limit="pro, maximal, höchstens, bis zu, werden, wird, ab, mindestens, jeweils, täglich, freigeschaltet,"
    " freigegeben, jeden, je, neue, war, waren, muss",
    also="der, die, das, den, dem, ein, eine, es, gibt, sind, ist, leider, bitte, für, und, oder, später, noch,"
    " einmal, am, im, in, an, wählen, sie, ihre, zu, diesem, diesen, versuchen, haben, wurde, wurden, konnte,"
    " konnten",
    after=True,
)
