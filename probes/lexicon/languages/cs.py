"""Czech."""

from probes.lexicon.words import Words

WORDS = Words(
    code="cs",
    slot="termín, termíny, termínů, termínu, časové okno",
    visit="čas, časy, časů, schůzka, schůzky, schůzek, datum, data, hodina, hodiny, hodin, místa, míst, místo, dny,"
    " dnů",
    many="termíny, časy, místa, hodiny",
    none="žádný, žádné, žádná, žádného, žádných, nejsou, není, nemáme, nebyl nalezen, nebyly nalezeny, nenalezen,"
    " nenalezeny, nebyl, nebyly, nezbývají, 0",
    pair="ne všechny, jiné datum, jiný den, jiný termín, jiný čas, pozdější termín, žádný problém",
    chosen="vybrán, vybrány, zvolen, objednán",
    free="volný, volné, volných, volná, volno, k dispozici, dostupný, dostupné, dostupných, dostupná",
    found="nalezen, nalezeny, nalezeno, možné, nabízeny, vypsány",
    all="všechny, všechna, veškeré, všech",
    taken="obsazené, obsazeny, obsazena, obsazená, rezervované, rezervovány, plné, zarezervovány, vyčerpány",
    gone="vyčerpány, vyčerpán, zcela obsazeno, plně obsazeno, plně obsazen, vyprodáno",
    nothing="nic",
    office="kalendář, úřad, pobočka, ordinace, konzulát, centrum",
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
    if_="pokud, když, jestliže, v případě, jakmile, až, protože, kdyby",
    owner="máte, nemáte, vaše schůzky, moje",
    need="nutný, nutné, nutná, potřeba, vyžadován, povinné, zdarma, poplatek",
    channel="telefonicky, e-mailem, bez objednání, v neděli, o víkendu, svátky, osobně",
    waiting="čekací listina, pořadník, čekací listině",
    hedge="často, někdy, může, mohou, obvykle, bylo, podle, znamená, říkají",
    legend="barva, barvy, červená, červeně, zelená, zeleně, šedá, šedě, legenda, označené",
    loading="načítání, načítám, hledáme, čekejte",
    next="příští, následující, nejbližší, další, první",
    limit="na, maximálně, budou, bude, limit, minimálně, každý, denně",
    also="v, na, pro, prosím, zvolte, vyberte, zvoleného, vybraný, rámci, je, jsou, se, a, nebo, později, zkuste,"
    " znovu, bohužel, litujeme, rezervaci",
    after=True,
)
