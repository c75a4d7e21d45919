"""Slovenian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sl",
    slot="termin, termina, termini, terminov, termine, terminih, terminu, terminom",
    visit="ura, ure, ur, datum, datumov, mesto, mesta, mest, čas, sestanek, sestanke, dan, dni, obisk, obiska, mestih,"
    " pregledov, sestankov",
    many="termini, mesta, ure, terminov, mest, zmogljivosti",
    vague="ura, ure, ur, sestanek, sestanke, sestankov, dan, dni, datum, obisk, obiska, pregledov",
    none="ni, nimamo, noben, nobenega, nobenih, niso najdeni, ne obstaja, niso na voljo, ni več, 0, ni najden,"
    " niti en, niti enega, nismo našli, ni bilo mogoče najti, ni prostih, ni ostal, nobene, nobena, ne ponujamo,"
    " ni nobenega, niso, ne najdemo",
    pair="niso vsi, ne vsi, drug datum, drug dan, drug termin, ni problema, ni potrebno, ni treba, več kot,"
    " več informacij, zgodnejši termin",
    chosen="izbran, rezerviran",
    free="prost, prosti, prostih, prostega, prosta, na voljo, razpoložljiv, razpoložljivih, razpoložljivi, prostem,"
    " prostimi, preostalih, ponuditi, razpoložljiva, proste",
    found="najden, najdeni, mogoč, mogoči, kriterijem, merilom, iskanju, rezultatov, ponuditi, ustrezajo, rezervirati,"
    " naročiti, najti, najdenih",
    more="več, niti en, niti enega, ni več",
    unable="ne moremo ponuditi, vam ne moremo ponuditi, ne moremo vam ponuditi",
    able="ne more, ne morejo",
    regret="žal, na žalost, oprostite, opravičujemo se, obžalujemo",
    all="vsi, vse, vseh",
    taken="zasedeni, zasedena, rezervirani, polni, zaseden, zasedene, rezervirane, zapolnjeni, oddani, razdeljeni,"
    " zapolnjene, zasedeno, napolnjeni",
    gone="zapolnjeni, popolnoma zasedeni, razprodano, zapolnjen, zapolnjena, zapolnjene, v celoti zaseden,"
    " v celoti zasedeni, povsem zasedeni, vse zasedeno, vse je zasedeno, pošli, popolnoma zapolnjen, polno zaseden",
    full="polno, vse zasedeno, vse je zasedeno, zasedeno",
    nothing="nič",
    office="koledar, center, ambulanta, urad, upravna enota, mi, veleposlaništvo, urnik, klinika, poslovalnica, enota",
    service="storitev, storitve, ponudnikov",
    booking="rezervacijo, rezervacija, rezervacije, naročanje",
    cannot="ni mogoče, ni možno",
    unfree="ni na voljo, ni več na voljo, ni prost, ni več prost, je že zaseden",
    one="ta, izbrani termin, želeni, vaš",
    day="datum, dan, dne, danes, jutri, ponedeljek, torek, petek",
    week="teden, tednu",
    month="mesec, mesecu",
    period="obdobje, obdobju, dneh",
    bound="do, pred, po, od",
    now="trenutno, zaenkrat, zdaj, v tem trenutku",
    lack="zaradi pomanjkanja",
    if_="če, ko, v primeru, kadar, takoj ko",
    owner="imate, nimate, vaši termini, moji",
    need="potrebno, potreben, obvezno, brezplačno, plačilo",
    channel="po telefonu, telefonsko, brez naročanja, ob nedeljah, prazniki",
    waiting="čakalna vrsta, čakalni seznam, čakalni vrsti",
    hedge="pogosto, včasih, lahko, običajno, bilo, glede na, pomeni, skoraj, nekateri, večina, samodejno",
    legend="barva, barve, rdeče, zeleno, sivo, legenda, označeni",
    loading="nalaganje, iskanje, počakajte",
    next="naslednji, prvi, najbližji",
    limit="na, največ, bodo, bo, najmanj, vsak",
    also="za, na, prosimo, izberite, izbrani, drug, drugega, in, ali, kasneje, poskusite, znova, žal, je, so, v, ni,"
    " ta, tem, naš, že, vsi, popolnoma, povsem",
    after=True,
)
