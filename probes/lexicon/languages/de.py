"""German."""

from probes.lexicon.words import Words

WORDS = Words(
    code="de",
    slot="zeitfenster, terminslot, terminslots, slot, slots, verfügbarkeit, verfügbarkeiten, *zeitfenster, zeitslot,"
    " zeitslots, terminfenster",
    visit="kapazität, kapazitäten, kontingent, kontingente,"
    " termin, termine, terminen, termins, impftermin, impftermine, besuchstermin, besuchstermine, plätze, platz,"
    " uhrzeit, uhrzeiten, zeit, zeiten, tag, tage, datum, wunschtermin, beratungstermine, buchungen, *termin,"
    " *termine, *terminen, *plätze, *plätzen, stunden, besuchszeiten, vorsprachetermine, vorsprachen, slots, *zeiten",
    many="termine, terminen, plätze, uhrzeiten, zeiten, zeitfenster, impftermine, slots, *termine, *terminen, *plätze,"
    " kapazität, kapazitäten, kontingent, kontingente, *kontingente, terminkontingent",
    vague="termin, termine, terminen, termins, *termin, *termine, *terminen, buchungen, zeit, tag, tage, stunden,"
    " *zeiten, vorsprachen",
    none="kein, keine, keinen, keiner, keines, keinerlei, nicht ein einziger, 0, null, nicht ein, keine einzige,"
    " kein einziger, gibt es ... nicht, gibt es ... nicht mehr, stehen ... nicht, stehen ... nicht mehr,"
    " nicht mehr vorhanden, nicht vorhanden",
    pair="nicht alle, nicht jeder, nicht sämtliche, reserviert für, anderes datum, anderen tag, anderer tag,"
    " andere termine, andere zeit, späteren zeitpunkt, späterer zeitpunkt, keine sorge, auf keinen fall, keinesfalls,"
    " späteren termin, späteren tag, anderen termin, anderen terminen, einen anderen, öffnungszeiten, *öffnungszeiten,"
    " sprechzeiten, wartezeiten, *wartezeiten, früheren termin, früherer termin, weitere informationen, ohne termin,"
    " bearbeitungszeiten, parkplätze, arbeitsplätze, vollständig ausfüllen, mehr als, mehr informationen,"
    " keine zeit mehr",
    chosen="ausgewählt, gewählt, gebucht, vereinbart, hinterlegt, gespeichert",
    free="frei, freie, freien, freier, freies, verfügbar, verfügbare, verfügbaren, verfügbarer, buchbar, buchbare,"
    " buchbaren, übrig, offen, offene, offenen, verfügung, zur verfügung, zu vergeben, anzubieten, freigegebene,"
    " reservierbar, reservierbare, verblieben, restlich, bereit",
    found="gefunden, finden, möglich, vorhanden, angeboten, vergeben werden, freigegeben, freigeschaltet, gibt, ergab,"
    " ergeben, kriterien, suchkriterien, suche, treffer, suchanfrage, anbieten, angezeigt, verblieben, gebucht werden,"
    " buchen, veröffentlicht, ermittelt, ermitteln",
    more="mehr, kein einziger, keinen einzigen, nicht ein einziger, keine einzigen",
    unable="nicht in der lage ... anzubieten",
    able="wir können, können wir, konnten wir, kann kein, können keine, kann leider kein, können leider keine,"
    " können derzeit keine, können aktuell keine, können momentan keine, können zurzeit keine, kann derzeit kein,"
    " kann ... angeboten, können ... angeboten, kann ... gebucht, können ... gebucht, können ... vergeben",
    regret="leider, bedauern, bedauerlicherweise, bedaure, schade, entschuldigung, tut uns leid",
    all="alle, sämtliche, allen, sämtlichen, allesamt, jeder, restlos alle, gesamte, gesamten, alle unsere, ganzen",
    taken="belegt, vergeben, reserviert, gebucht, besetzt, weg, voll, vergriffen, ausgebucht, aufgebraucht,"
    " ausgeschöpft, verbucht, verteilt, erschöpft, verplant, gefüllt",
    gone="ausgebucht, ausgeschöpft, vergriffen, restlos vergeben, vollständig vergeben, komplett vergeben, erschöpft,"
    " alle belegt, alle vergeben, alle ausgebucht, alle gebucht, alle besetzt, komplett belegt, vollständig belegt,"
    " vollständig gebucht, voll belegt, komplett gebucht, restlos belegt, restlos ausgebucht, aufgebraucht,"
    " alles belegt, alles vergeben, voll ausgelastet, ausgelastet, vollständig reserviert",
    full="voll, alles belegt, alles vergeben, alles ausgebucht, alles voll, alles besetzt, alles gebucht, alles weg,"
    " ist voll, sind voll, ist bereits voll",
    nothing="nichts",
    office="wir, kalender, praxis, standort, impfzentrum, amt, bürgeramt, bürgerbüro, behörde, zentrum, konsulat,"
    " botschaft, terminkalender, rathaus, standesamt, stelle, ausländerbehörde, ausländeramt, zulassungsstelle,"
    " sprechstunde, passstelle, meldeamt, arztpraxis, filiale, dienststelle, terminvergabe, terminbuchung, terminplan,"
    " online-kalender",
    service="dienst, dienste, anbieter, leistung, leistungen, dienstleistung, dienstleistungen",
    booking="buchung, buchungen, buchbar, buchen, reservierung, reservierungen, terminbuchung",
    cannot="nicht möglich, unmöglich",
    unfree="nicht verfügbar, nicht mehr verfügbar, nicht frei, nicht mehr frei, bereits vergeben, bereits belegt,"
    " bereits gebucht, schon vergeben, soeben vergeben, inzwischen vergeben, leider nicht verfügbar, nicht buchbar,"
    " nicht ... verfügbar, gerade vergeben",
    one="dieser, diesen, gewünschte, gewünschten, gewählte, gewählter, gewählten, ausgewählte, ausgewählten, ihr,"
    " ihren, der termin",
    day="datum, tag, tage, heute, morgen, tages, montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag",
    week="woche, kw, kalenderwoche, diese woche",
    month="monat, monats",
    period="zeitraum, zeitraums, tagen, wochen, monaten, jahr, quartal, halbjahr",
    bound="bis, vor, nach, ab, seit, stand",
    now="aktuell, derzeit, zurzeit, zur zeit, momentan, im moment, gegenwärtig, jetzt, im augenblick",
    lack="mangels, wegen fehlender, aufgrund fehlender, wegen mangelnder, aufgrund mangelnder,"
    " in ermangelung, aus mangel an",
    if_="wenn, falls, sofern, sollte, sollten, sobald, solange, im falle, ob, wann, weil, damit",
    owner="sie haben, sie hatten, meine, meine termine, du hast, haben sie, ihre termine, ihrer termine,"
    " ihre nächsten, buchungsnummer, vorgangsnummer, unter dieser, bestätigungscode",
    need="garantie, gewähr, anspruch, garantiert, erforderlich, nötig, notwendig, benötigt, benötigen, kostenlos,"
    " kostenfrei, kosten, gebühr, brauchen, zwingend, storniert, storniert werden, stornieren",
    channel="telefonisch, telefonische, telefonischen, per telefon, per e-mail, ohne termin, vor ort, sonntags,"
    " samstags, feiertagen, wochenende, am wochenende, mittwochs, freitags, online-termine",
    waiting="warteliste",
    hedge="oft, häufig, manchmal, können, meist, meistens, war, waren, gab, wurde berichtet, laut, berichten,"
    " berichtet, klagen, beklagen, bedeutet, selten, passt, passen, gelegentlich, normalerweise, sagte, sagt, hieß,"
    " heißt, fast, beinahe, nahezu, einige, manche, meisten, automatisch, teilweise, annähernd, los, per los",
    legend="blau, rot, rote, grün, grüne, grau, graue, weiß, gelb, farbe, farben, farbig, unterlegt, unterlegten,"
    " markiert, markierte, markierten, gekennzeichnet, legende, symbol, durchgestrichen, hinterlegten,"
    " unterstrichenen, bedeutet",
    loading="geladen, wir suchen, suche läuft, bitte warten, ladeseite, wird gesucht, werden gesucht",
    next="nächster, nächste, nächsten, frühester, früheste, frühesten, nächstmöglicher",
    limit="pro, maximal, höchstens, bis zu, werden, wird, ab, mindestens, jeweils, täglich, freigeschaltet,"
    " freigegeben, jeden, je, neue, war, waren, muss",
    also="ups, hoppla,"
    " der, die, das, den, dem, ein, eine, es, gibt, sind, ist, leider, bitte, für, und, oder, später, noch,"
    " einmal, am, im, in, an, wählen, sie, ihre, zu, diesem, diesen, versuchen, haben, wurde, wurden, konnte, konnten,"
    " unser, unsere, unserer, schon, bereits, alles, alle, uns, komplett, völlig, vollständig, restlos, total,"
    " nächste, mehr, wieder, dieser, diese, dieses, des, bis, ende, auf, weiteres",
    after=True,
)
