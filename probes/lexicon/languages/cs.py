"""Czech."""

from probes.lexicon.words import Words

WORDS = Words(
    code="cs",
    slot="termín, termíny, termínů, termínu, časové okno, termínech, časová okna, časových oken",
    visit="čas, časy, časů, schůzka, schůzky, schůzek, datum, data, hodina, hodiny, hodin, místa, míst, místo, dny,"
    " dnů, schůzku, místech, hodinu, prohlídky",
    many="termíny, časy, místa, hodiny, kapacita, termínů, míst",
    vague="schůzka, schůzky, schůzek, schůzku, hodina, hodiny, hodin, dny, dnů, datum",
    none="žádný, žádné, žádná, žádného, žádných, nejsou, není, nemáme, nebyl nalezen, nebyly nalezeny, nenalezen,"
    " nenalezeny, nebyl, nebyly, nezbývají, 0, žádnou, žádným, ani jeden, nezbývá, nezbyly, nezůstal, neexistují,"
    " neexistuje, neevidujeme, nenašli, nenašly se, už není, už nejsou, nic",
    pair="ne všechny, jiné datum, jiný den, jiný termín, jiný čas, pozdější termín, žádný problém, více než,"
    " více informací, dřívější termín",
    chosen="vybrán, vybrány, zvolen, objednán",
    free="volný, volné, volných, volná, volno, k dispozici, dostupný, dostupné, dostupných, dostupná, volného, volny,"
    " nabídnout, k rezervaci, zbývá, zbývají, volnou",
    found="nalezen, nalezeny, nalezeno, možné, nabízeny, vypsány, kritéria, kritériím, vyhledávání, výsledky,"
    " nabídnout, odpovídající, rezervovat, zarezervovat, objednat, nenašli",
    more="už, již, více, ani jeden, nezbývá, nezbývají",
    unable="nemůžeme nabídnout, nemůžeme ... nabídnout, nejsme schopni nabídnout, nedokážeme nabídnout",
    able="nemůže, nemohou",
    regret="bohužel, litujeme, omlouváme se, je nám líto",
    all="všechny, všechna, veškeré, všech",
    taken="obsazené, obsazeny, obsazena, obsazená, rezervované, rezervovány, plné, zarezervovány, vyčerpány, obsazen,"
    " zabrané, zabrány, rozebrány, rozebrané, zaplněny, zaplněné, zaplněna, vyčerpané, zadány, objednané, plná,"
    " naplněna, naplněny",
    gone="vyčerpány, vyčerpán, zcela obsazeno, plně obsazeno, plně obsazen, vyprodáno, rozebrány, rozebrané,"
    " plně obsazena, plně obsazeny, zcela obsazen, zcela zaplněn, zcela zaplněna, vše obsazeno, všechno obsazeno,"
    " kapacita naplněna, kapacita je naplněna, plně rezervováno, plně zarezervován, vyčerpaná, vyčerpána, došly",
    full="plno, obsazeno, vše obsazeno, je plno, je plný",
    nothing="nic",
    office="kalendář, úřad, pobočka, ordinace, konzulát, centrum, kapacita, pracoviště, přepážka, ambulance, odbor,"
    " klinika, velvyslanectví, my",
    service="služby, služba, poskytovatelé",
    booking="rezervaci, rezervace, rezervovat, objednání",
    cannot="není možné, nelze",
    unfree="není k dispozici, není dostupný, již není k dispozici, není volný, je již obsazen, již obsazen, byl již",
    one="tento, tuto, vybraný, zvolený, požadovaný, váš",
    day="den, dni, dne, dnes, zítra, data, datum, pondělí, úterý, středu, čtvrtek, pátek, sobotu, neděli",
    week="týden, týdnu, týdne",
    month="měsíc, měsíci, měsíce",
    period="období, dnech, týdnech, měsících",
    bound="do, před, po, od",
    now="momentálně, aktuálně, v současné době, nyní, v tuto chvíli, zatím",
    lack="z důvodu nedostatku, kvůli nedostatku, pro nedostatek",
    if_="pokud, když, jestliže, v případě, jakmile, až, protože, kdyby",
    owner="máte, nemáte, vaše schůzky, moje",
    need="nutný, nutné, nutná, potřeba, vyžadován, povinné, zdarma, poplatek",
    channel="telefonicky, e-mailem, bez objednání, v neděli, o víkendu, svátky, osobně",
    waiting="čekací listina, pořadník, čekací listině",
    hedge="často, někdy, může, mohou, obvykle, bylo, podle, znamená, říkají, téměř, skoro, některé, většina,"
    " automaticky",
    legend="barva, barvy, červená, červeně, zelená, zeleně, šedá, šedě, legenda, označené",
    loading="načítání, načítám, hledáme, čekejte",
    next="příští, následující, nejbližší, další, první",
    limit="na, maximálně, budou, bude, limit, minimálně, každý, denně",
    also="v, na, pro, prosím, zvolte, vyberte, zvoleného, vybraný, rámci, je, jsou, se, a, nebo, později, zkuste,"
    " znovu, bohužel, litujeme, rezervaci, tento, tuto, náš, naše, již, už, zcela, plně, všechny, byly",
    after=True,
)
