"""Hungarian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="hu",
    slot="időpont, időpontok, időpontot, időpontja, idősáv, idősávok, időpontokat, időpontunk, időpontjaink, *időpont,"
    " *időpontok",
    visit="hely, helyek, óra, órák, dátum, nap, napok, foglalás, helyet, termin, terminek, órát",
    many="időpontok, helyek, idősávok, időpontokat, időpontjaink, kapacitás, férőhely, férőhelyek",
    vague="óra, órák, nap, napok, foglalás, dátum",
    none="nincs, nincsen, nincsenek, nem található, nem találtunk, nem talált, nem áll rendelkezésre, nem maradt,"
    " egyetlen, 0, nem elérhető, nincsenek már, nem találhatók, nem találhatóak, nem maradtak, egyik, nem kínálunk,"
    " nem tudunk ... adni, sincs, nulla, már nincs, nem áll, nincs több, nem állnak",
    pair="nem minden, nem az összes, másik dátumot, másik napot, másik időpontot, nincs probléma, nincs szükség,"
    " későbbi időpontban, több mint, több információ, korábbi időpont, teljes név",
    chosen="kiválasztva, kiválasztott időpont, lefoglalva",
    free="szabad, elérhető, foglalható, üres, rendelkezésre, szabadon, kiadó, elérhetők, elérhetőek, foglalhatók,"
    " foglalhatóak, felkínálni, rendelkezésünkre, szabadok, fennmaradó",
    found="található, találtunk, lehetséges, keresés, keresési, feltételeknek, feltételekkel, találat, eredmény,"
    " felajánlani, megfelelő, adni, foglalni, találhatók",
    more="már, több, egyetlen, többé",
    unable="nem tudunk időpontot, nem tudunk ... felajánlani, nem tudunk felajánlani, nem tudunk szabad,"
    " nem áll módunkban",
    able="nem lehet, nem tudunk, nem lehetett",
    regret="sajnos, sajnáljuk, elnézést, sajnálattal, elnézését",
    all="minden, összes, valamennyi, mindegyik, az összes",
    taken="foglalt, betelt, lefoglalták, elkelt, beteltek, foglaltak, elkeltek, elfogyott, elfogytak, kiosztották,"
    " lefoglalva, lekötve, lefoglalt",
    gone="betelt, beteltek, elfogyott, elfogytak, elkeltek, teljesen betelt, teljesen foglalt, minden foglalt,"
    " mind elkelt, mind foglalt, megtelt, megteltek, minden betelt, teltház, telt ház, kimerült, lefoglaltak",
    full="megtelt, minden foglalt, betelt, minden betelt, telt ház, tele",
    nothing="semmi",
    office="naptár, rendelő, központ, hivatal, konzulátus, ügyfélszolgálat, kormányablak, nagykövetség, orvos,"
    " osztály, mi, rendelés, okmányiroda, kapacitás, naptárunk",
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
    hedge="gyakran, néha, lehet, általában, volt, szerint, jelent, ritkán, majdnem, szinte, néhány, legtöbb,"
    " automatikusan",
    legend="szín, színű, piros, zöld, szürke, kék, jelölt, jelmagyarázat",
    loading="betöltés, keresés, várjon",
    next="jövő, következő, legközelebbi, első",
    limit="naponta, legfeljebb, lesz, lesznek, legalább, minden, fejenként",
    also="a, az, és, vagy, kérjük, kérlek, válassz, válasszon, másik, kiválasztott, később, próbálja, újra, sajnos,"
    " meg, is, nem, erre, minden, összes, már, ezen, teljesen, ennél, ebben",
    after=True,
)
