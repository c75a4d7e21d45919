"""Hungarian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="hu",
    slot="időpont, időpontok, időpontot, időpontja, idősáv, idősávok",
    visit="hely, helyek, óra, órák, dátum, nap, napok, foglalás",
    many="időpontok, helyek, idősávok",
    none="nincs, nincsen, nincsenek, nem található, nem találtunk, nem talált, nem áll rendelkezésre, nem maradt,"
    " egyetlen, 0, nem elérhető",
    pair="nem minden, nem az összes, másik dátumot, másik napot, másik időpontot, nincs probléma, nincs szükség,"
    " későbbi időpontban",
    chosen="kiválasztva, kiválasztott időpont, lefoglalva",
    free="szabad, elérhető, foglalható, üres, rendelkezésre",
    found="található, találtunk, lehetséges",
    all="minden, összes, valamennyi",
    taken="foglalt, betelt, lefoglalták, elkelt",
    gone="betelt, beteltek, elfogyott, elfogytak, elkeltek, teljesen betelt",
    nothing="semmi",
    office="naptár, rendelő, központ, hivatal, konzulátus",
    service="szolgáltatás, szolgáltatások, szolgáltató",
    booking="foglalás, foglalható, foglalni, foglalásra",
    cannot="nem lehetséges, nem lehet",
    unfree="nem szabad, már nem elérhető, nem elérhető, már foglalt, időközben elkelt, már lefoglalták",
    one="ez az, ezt az, a kiválasztott időpont, a kért, az ön",
    day="napon, napra, nap, ma, holnap, dátumra, dátumon, hétfőn, kedden, szerdán, csütörtökön, pénteken",
    week="héten, hét, hétre",
    month="hónapban, hónap, hónapra",
    period="időszakban, időszak, időszakra, napban",
    bound="ig, előtt, után, óta, től",
    now="jelenleg, pillanatnyilag, most, egyelőre, e pillanatban",
    if_="ha, amennyiben, amikor, amint, mert",
    if_after="esetén, esetben",
    owner="önnek, nincs foglalása, foglalásaim, időpontjaim, időpontja",
    need="szükséges, kötelező, kell, ingyenes, díj, díjmentes",
    channel="telefonon, telefonos, e-mailben, időpont nélkül, vasárnap, hétvégén, ünnepnapokon",
    waiting="várólista, várólistán, várólistára",
    hedge="gyakran, néha, lehet, általában, volt, szerint, jelent, ritkán",
    legend="szín, színű, piros, zöld, szürke, kék, jelölt, jelmagyarázat",
    loading="betöltés, keresés, várjon",
    next="jövő, következő, legközelebbi, első",
    limit="naponta, legfeljebb, lesz, lesznek, legalább, minden, fejenként",
    also="a, az, és, vagy, kérjük, kérlek, válassz, válasszon, másik, kiválasztott, később, próbálja, újra, sajnos,"
    " meg, is, nem, erre",
    after=True,
)
