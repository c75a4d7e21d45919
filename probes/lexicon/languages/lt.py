"""Lithuanian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="lt",
    slot="laisvų laikų, laisvo laiko, laisvi laikai, laisvų vizitų",
    visit="laikas, laikai, laikų, laiko, vizitas, vizitai, vizitų, vizito, data, datos, datų, vieta, vietos, vietų,"
    " valandos, valandų, priėmimo, talonų, susitikimų",
    many="laikai, vizitai, vietos, datos, talonai, laikų, vietų",
    vague="vizitas, vizitai, vizitų, vizito, valandos, valandų, susitikimų",
    none="nėra, nerasta, nerasti, neliko, jokių, jokio, 0, nebėra, neturime, nepavyko rasti, nė vieno, nėra jokių,"
    " neradome, neatsirado, nebeliko, nesiūlome, nė viena, neegzistuoja, nė vienas, nebeturime",
    pair="kitą datą, kitą dieną, kitą laiką, nėra būtina, nėra problemų, daugiau informacijos, daugiau nei,"
    " ankstesnį laiką, darbo laikas, darbo laiko, darbo valandos",
    chosen="pasirinktas, rezervuotas",
    free="laisvas, laisvi, laisvų, laisva, laisvos, laisvo, galimas, galimi, galimų, prieinamų, pasiūlyti, likusių,"
    " liko, registruotis, rezervuoti",
    found="rasta, rasti, galima, įmanoma, paieška, paieškos, kriterijus, kriterijų, rezultatų, pasiūlyti,"
    " atitinkančių, rezervuoti, radome",
    more="daugiau, nebėra, nebeliko, nė vieno, neliko, nebeturime",
    unable="negalime pasiūlyti, neturime galimybės pasiūlyti",
    able="negali, galime",
    regret="deja, apgailestaujame, atsiprašome, gaila",
    all="visi, visos, visus, kiekvienas",
    taken="užimti, užimtos, rezervuoti, rezervuotos, užpildyti, išdalinti, užimta, užimtas, rezervuotas, išnaudoti,"
    " paskirstyti, užpildytos, užregistruoti, išdalyti",
    gone="išnaudoti, visiškai užimti, pilnai užimti, baigėsi, pasibaigė, viskas užimta, visi užimti, visiškai užimtas,"
    " pilnai užpildyti, išnaudotos, išnaudotas",
    full="viskas užimta, pilna, užimta, visi užimti",
    office="kalendorius, centras, skyrius, klinika, ambasada, poliklinika, tvarkaraštis, mes, poskyris",
    service="paslaugų, paslaugos, teikėjų",
    booking="rezervacijai, rezervacija, registracijai",
    cannot="negalima, neįmanoma",
    unfree="nebėra laisvas, jau užimtas, neprieinamas, nebepasiekiamas, jau rezervuotas",
    one="šis, ši, pasirinktas, pageidaujamas, jūsų",
    day="dieną, dienai, datai, datą, šiandien, rytoj, diena",
    week="savaitę, savaitei, savaitė",
    month="mėnesį, mėnesiui",
    period="laikotarpiu, laikotarpiui, dienų",
    bound="iki, prieš, po, nuo",
    now="šiuo metu, dabar, kol kas, šiuo momentu",
    if_="jei, jeigu, kai, tuo atveju, kai tik",
    owner="jūs turite, neturite, mano, jūsų vizitai",
    need="būtina, reikalinga, privaloma, nemokamai, mokestis",
    channel="telefonu, sekmadieniais, savaitgaliais",
    waiting="laukiančiųjų sąrašas, laukimo sąrašas",
    hedge="dažnai, kartais, gali, paprastai, buvo, pagal, reiškia, beveik, kai kurie, dauguma, automatiškai",
    legend="spalva, spalvos, raudona, žalia, pilka, pažymėti",
    loading="įkeliama, ieškoma, palaukite",
    next="artimiausias, kitas, pirmas",
    limit="per, daugiausia, bus, mažiausiai, kiekvieną",
    also="ir, arba, prašome, pasirinkite, pasirinktą, kitą, vėliau, bandykite, dar kartą, deja, atsiprašome, yra,"
    " visi, jau, mūsų, šią, šį, buvo, šiuo, metu, visos",
    after=True,
)
