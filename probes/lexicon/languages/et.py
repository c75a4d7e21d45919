"""Estonian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="et",
    slot="vabu aegu, vaba aega, broneeritavaid aegu, vabu aegasid, vabad ajad",
    visit="aeg, aega, aegu, ajad, aegade, kohti, kohta, päev, päeva, päevi, kuupäevi, *aega, *aegu, vastuvõtuaegu,"
    " vastuvõtuajad, aegasid, kohtumisi, visiite, broneeringuid",
    many="ajad, kohad, *ajad, mahutavus",
    vague="päev, päeva, päevi, kuupäevi, kohtumisi, visiite, broneeringuid",
    none="ei ole, pole, puuduvad, puudub, ei leitud, ei leidu, mitte ühtegi, ei leidnud, 0, ühtegi, enam ei ole,"
    " ühtki, mitte ühtki, ei jäänud, pole enam, ei olnud, null, ei leidnud ühtegi",
    pair="teine kuupäev, teine päev, teine aeg, muu kuupäev, pole vaja, pole probleemi, teist aega, lahtiolekuajad,"
    " vastuvõtuaegade, varasem aeg, rohkem infot, rohkem kui, ooteajad",
    chosen="valitud aega, broneeritud",
    free="vaba, vabu, vabad, saadaval, saadavaid, saadavad, järel, broneeritavaid, pakkuda, vabasid, vabade,"
    " broneeritav, saada",
    found="leitud, leidu, võimalik, leidnud, otsing, otsingule, kriteeriumitele, tulemusi, vastavaid, pakkuda,"
    " broneerida, leidsime",
    more="enam, rohkem, mitte ühtegi, ühtegi, ühtki",
    unable="ei saa pakkuda, ei ole võimalik pakkuda, meil ei ole võimalik pakkuda",
    able="ei saa, ei või",
    regret="kahjuks, vabandame, vabandust",
    all="kõik, kogu, iga",
    taken="broneeritud, hõivatud, täis, kinni, otsas, võetud, täidetud, jaotatud",
    gone="otsas, täielikult broneeritud, täis broneeritud, kõik broneeritud, on täis, otsa saanud, otsa lõppenud,"
    " lõppenud, välja müüdud, täielikult hõivatud",
    full="kõik on broneeritud, kõik broneeritud, täis, on täis, kõik on kinni, kõik kinni",
    office="kalender, keskus, kabinet, büroo, esindus, teenindus, kliinik, saatkond, meil, osakond",
    service="teenust, teenuseid, teenusepakkujaid",
    booking="broneerimiseks, broneering, broneerida",
    cannot="ei ole võimalik, pole võimalik",
    unfree="pole saadaval, ei ole saadaval, ei ole enam saadaval, pole enam saadaval, on juba broneeritud",
    one="see, valitud aeg, soovitud, teie",
    day="päev, päeval, päevaks, kuupäeval, kuupäevaks, täna, homme, kuupäev",
    week="nädal, nädalal, nädalaks",
    month="kuu, kuul, kuus",
    period="perioodil, ajavahemikul, päeva jooksul",
    bound="kuni, enne, pärast, alates",
    now="hetkel, praegu, praegusel hetkel",
    if_="kui, juhul, niipea",
    owner="teil, sul, minu, teil pole",
    need="vajalik, nõutav, kohustuslik, tasuta, tasu",
    channel="telefoni teel, telefonitsi, pühapäeviti, pühadel",
    waiting="ootenimekiri, ootenimekirjas, järjekord",
    hedge="sageli, mõnikord, võib, tavaliselt, oli, olid, järgi, tähendab, peaaegu, mõned, enamik, automaatselt",
    legend="värv, värvid, punane, roheline, hall, märgitud",
    loading="laadimine, otsimine, oodake",
    next="järgmine, esimene, lähim",
    limit="kohta, maksimaalselt, avatakse, vähemalt, iga",
    also="palun, valige, ja, või, hiljem, proovige, uuesti, kahjuks, on, valitud, teine, ei, selle, vabandame, kõik,"
    " meie, juba, sellel, sel, täielikult",
    after=True,
)
