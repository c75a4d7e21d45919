"""Albanian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sq",
    slot="orar, orare, oraret, disponueshmëri, termin i lirë",
    visit="takim, takime, termin, termine, terminet, datë, data, vend, vende, orë",
    many="orare, oraret, terminet, vendet",
    none="nuk ka, s'ka, nuk u gjet, nuk u gjetën, nuk ekzistojnë, asnjë, 0, nuk kemi, nuk ofrohet",
    pair="datë tjetër, ditë tjetër, orë tjetër, nuk ka problem, nuk ka nevojë",
    chosen="zgjedhur takim, rezervuar",
    free="lirë, disponueshëm, disponueshme, mbetur",
    found="gjet, gjetën, mundur, mundshëm",
    all="të gjitha, gjithë",
    taken="zëna, rezervuara, plota, zënë",
    gone="të mbushura plotësisht, plotësisht të rezervuara, mbaruan",
    office="kalendari, qendra, zyra, konsullata",
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
    hedge="shpesh, ndonjëherë, mund, zakonisht, ishte, sipas, do të thotë",
    legend="ngjyrë, ngjyra, kuqe, gjelbër, gri",
    loading="duke u ngarkuar, duke kërkuar, prisni",
    limit="për person, maksimumi, do të, çdo",
    also="për, e, të, ju, lutemi, zgjidhni, një, tjetër, zgjedhur, më, vonë, provoni, përsëri, na, vjen, keq, dhe,"
    " ose, nuk",
)
