"""Albanian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sq",
    slot="orar, orare, oraret, disponueshmëri, termin i lirë, orare të lira, termine të lira",
    visit="takim, takime, termin, termine, terminet, datë, data, vend, vende, orë, takimi, takimet, vendet, oraret",
    many="orare, oraret, terminet, vendet, takimet, kapaciteti, orët",
    vague="takim, takime, takimi, takimet, orë, orët, datë, data",
    none="nuk ka, s'ka, nuk u gjet, nuk u gjetën, nuk ekzistojnë, asnjë, 0, nuk kemi, nuk ofrohet, nuk ka më,"
    " nuk kanë mbetur, nuk gjetëm, nuk ka mbetur, nuk disponojmë, nuk mund të gjendet, nuk janë, zero",
    pair="datë tjetër, ditë tjetër, orë tjetër, nuk ka problem, nuk ka nevojë, më shumë informacion, më shumë se,"
    " më herët",
    chosen="zgjedhur takim, rezervuar",
    free="lirë, disponueshëm, disponueshme, mbetur, vakante, lira, mbeturat, disponibël, ofruar",
    found="gjet, gjetën, mundur, mundshëm, kërkimi, kritereve, kriteret, rezultate, ofrojmë",
    more="më, asnjë, tjetër",
    unable="nuk mund të ofrojmë, nuk mund t'ju ofrojmë",
    able="nuk mund, nuk mundemi",
    regret="fatkeqësisht, na vjen keq, kërkojmë ndjesë, më vjen keq",
    all="të gjitha, gjithë",
    taken="zëna, rezervuara, plota, zënë, rezervuar, plotësuara, zënët, marra, mbushura, plotësuar",
    gone="të mbushura plotësisht, plotësisht të rezervuara, mbaruan, plotësisht të zëna, janë mbushur, janë plotësuar,"
    " kanë mbaruar, është mbushur, plotësisht i zënë, janë shitur, janë ezauruar",
    full="plot, gjithçka e zënë",
    office="kalendari, qendra, zyra, konsullata, ambasada, komuna, dega, klinika, ne",
    service="shërbime, shërbim, ofrues",
    booking="rezervim, rezervuar",
    unfree="nuk është i disponueshëm, nuk është më i disponueshëm, është zënë, nuk është i lirë",
    one="ky, kjo, zgjedhur orar, kërkuar, juaj",
    day="datën, data, dita, ditë, ditën, sot, nesër",
    week="javë, javën",
    month="muaj, muajin",
    period="periudhë, periudhën, ditët",
    now="aktualisht, tani, për momentin, momentalisht",
    if_="nëse, kur, në rast, sapo",
    owner="keni, nuk keni, takimet tuaja, takimet e mia",
    need="nevojshëm, nevojshme, detyrueshëm, falas, tarifë",
    channel="telefon, të dielave, festave",
    waiting="listë pritjeje, lista e pritjes",
    hedge="shpesh, ndonjëherë, mund, zakonisht, ishte, sipas, do të thotë, pothuajse, disa, shumica",
    legend="ngjyrë, ngjyra, kuqe, gjelbër, gri",
    loading="duke u ngarkuar, duke kërkuar, prisni",
    limit="për person, maksimumi, do të, çdo",
    also="për, e, të, ju, lutemi, zgjidhni, një, tjetër, zgjedhur, më, vonë, provoni, përsëri, na, vjen, keq, dhe,"
    " ose, nuk",
)
