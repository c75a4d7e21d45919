"""Slovak."""

from probes.lexicon.words import Words

WORDS = Words(
    code="sk",
    slot="termín, termíny, termínov, termínoch, termínu",
    visit="čas, časy, časov, stretnutie, dátum, hodina, hodiny, hodín, miesta, miest, dni, stretnutia, miesto, hodinu,"
    " stretnutí, vyšetrenia",
    many="termíny, časy, miesta, hodiny, kapacita, termínov, miest",
    vague="stretnutie, stretnutia, stretnutí, hodina, hodiny, hodín, dni, dátum, vyšetrenia",
    none="žiadny, žiadne, žiadna, žiadnych, nie sú, niesú, nemáme, neboli nájdené, nenašli sa, 0, nenašli,"
    " nie je ... žiadny, žiadnu, žiadnym, ani jeden, nezostal, nezostali, nie je, neexistujú, neexistuje, už nie sú,"
    " niet, nenájdené, neostali, nezostáva",
    pair="nie všetky, iný dátum, iný deň, iný termín, iný čas, žiadny problém, viac ako, viac informácií,"
    " skorší termín, nie je možné, nie je potrebné",
    chosen="vybraný termín, zvolený termín",
    free="voľný, voľné, voľných, voľného, dostupný, dostupné, dostupných, k dispozícii, voľny, ponúknuť, zostáva,"
    " zostávajú, voľnú, dostupná",
    found="nájdené, nájdený, možné, našli, kritériá, kritériám, vyhľadávania, výsledky, ponúknuť, zodpovedajúce,"
    " rezervovať, objednať, nenašli",
    more="už, viac, ani jeden, nezostal, nezostali",
    unable="nemôžeme ponúknuť, nemôžeme ... ponúknuť, nevieme ponúknuť, nevieme ... ponúknuť, nie sme schopní ponúknuť",
    able="nemôže, nemôžu",
    regret="bohužiaľ, žiaľ, ľutujeme, ospravedlňujeme sa, je nám ľúto",
    all="všetky, všetkých",
    taken="obsadené, rezervované, plné, vyčerpané, obsadený, obsadená, zabraté, rozobraté, rozobrané, zaplnené,"
    " rezervovaný, naplnené, naplnená, vyčerpaná, plná",
    gone="vyčerpané, úplne obsadené, plne obsadené, vypredané, rozobraté, rozobrané, úplne obsadený, plne obsadený,"
    " plne obsadená, úplne zaplnený, všetko obsadené, kapacita naplnená, kapacita je naplnená, minuli sa, sa minuli,"
    " vyčerpaná",
    full="plno, obsadené, všetko obsadené, je plno, je plný",
    nothing="nič",
    office="kalendár, úrad, pobočka, ambulancia, kapacita, pracovisko, klinika, veľvyslanectvo, my, odbor",
    service="služby, služba, poskytovatelia",
    booking="rezerváciu, rezervácie, rezervovať",
    cannot="nie je možné",
    unfree="nie je k dispozícii, nieje k dispozícii, nie je dostupný, už nie je, je už obsadený, už obsadený",
    one="tento, vybraný termín, zvolený termín, požadovaný, váš",
    day="deň, dňa, dnes, zajtra, dátum, pondelok, utorok, stredu, štvrtok, piatok",
    week="týždeň, týždni",
    month="mesiac, mesiaci",
    period="období, obdobie, dňoch",
    bound="do, pred, po, od",
    now="momentálne, aktuálne, v súčasnosti, teraz, zatiaľ",
    lack="z dôvodu nedostatku, pre nedostatok, kvôli nedostatku",
    if_="ak, keď, v prípade, akonáhle, pokiaľ, keby",
    owner="máte, nemáte, vaše stretnutia, moje",
    need="potrebný, potrebné, nutné, povinné, bezplatne, zadarmo, poplatok",
    channel="telefonicky, e-mailom, bez objednania, v nedeľu, cez víkend, sviatky, osobne",
    waiting="čakacia listina, poradovník",
    hedge="často, niekedy, môže, môžu, zvyčajne, bolo, podľa, znamená, takmer, skoro, niektoré, väčšina, automaticky",
    legend="farba, farby, červená, zelená, sivá, legenda, označené",
    loading="načítava, hľadáme, čakajte",
    next="nasledujúci, najbližší, ďalší, prvý",
    limit="na, maximálne, budú, bude, limit, minimálne, každý, denne",
    also="v, na, pre, prosím, vyberte, si, vybraný, zvolený, je, sú, sa, a, alebo, neskôr, skúste, znova, bohužiaľ,"
    " iný, tento, túto, náš, naše, už, úplne, plne, všetky, boli",
    after=True,
)
