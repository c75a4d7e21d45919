"""Polish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="pl",
    slot="terminów, terminy, termin, terminu",
    visit="wizyt, wizyty, wizytę, wizyta, godzin, godziny, miejsc, miejsca, dat, daty, dni, dzień, rezerwacji, spotkań",
    many="terminy, wizyty, godziny, miejsca, daty",
    none="brak, nie ma, brakuje, żaden, żadnych, żadnego, nie znaleziono, nie są dostępne, nie ... dostępnych,"
    " nie posiada, nie posiadamy, nie mamy, 0, nie udało się znaleźć",
    pair="nie wszystkie, inny dzień, innej daty, inną datę, inny termin, późniejszym terminie, terminie późniejszym,"
    " nie ma problemu, brak konieczności, innym terminie, data urodzenia",
    chosen="wybrano, wybranych wizyt, zarezerwowanych, umówionych",
    free="wolny, wolne, wolnych, wolnego, dostępny, dostępne, dostępnych, dostępnego, dostępna, dostępność",
    found="znaleziono, możliwe, możliwych, znaleźć, oferowane",
    all="wszystkie, wszystkich, każdy",
    taken="zarezerwowane, zajęte, wykorzystane, pełne, wyczerpane",
    gone="wyczerpane, wyczerpany, wyczerpana, całkowicie zarezerwowane, brak miejsc",
    nothing="nic",
    office="kalendarz, urząd, konsulat, placówka, gabinet, grafik, my",
    service="usług, usługi, dostawców, dostawcy",
    booking="rezerwacji, rezerwacja, zarezerwować, rezerwację",
    cannot="niemożliwe, nie jest możliwe, nie można",
    unfree="jest niedostępny, nie jest dostępny, niedostępny, nie jest już dostępny, już niedostępny,"
    " został już zajęty, jest już zajęty, został zajęty",
    one="ten, ta, to, wybrany, wybrana, żądany, twój, wskazany",
    day="dniu, dnia, dzień, dziś, dzisiaj, jutro, datę, daty, dacie, poniedziałek, wtorek, środę, czwartek, piątek,"
    " sobotę, niedzielę",
    week="tygodniu, tygodnia, tydzień",
    month="miesiącu, miesiąca, miesiąc",
    period="okresie, okres, dni, tygodni, miesięcy",
    bound="do, przed, po, od",
    now="obecnie, aktualnie, w tej chwili, chwilowo, w chwili obecnej, teraz, na razie",
    if_="jeśli, jeżeli, gdy, kiedy, w przypadku, gdyby, jak tylko, o ile, ponieważ",
    owner="masz, nie masz, pan ma, pani ma, moje, twoje, państwa wizyty",
    need="gwarancji, gwarancja, konieczne, konieczna, wymagane, wymagana, bezpłatne, bezpłatna, bezpłatnie, opłata,"
    " potrzebne",
    channel="telefonicznie, telefoniczne, przez telefon, mailowo, w niedziele, w soboty, święta, bez rejestracji,"
    " osobiście",
    waiting="lista oczekujących, listę oczekujących, liście oczekujących",
    hedge="często, czasami, może, mogą, zazwyczaj, było, były, według, oznacza, mówią, niekiedy, zwykle",
    legend="kolor, kolorem, kolory, czerwony, czerwone, zielony, zielone, szary, szare, niebieski, legenda, oznaczone",
    loading="ładowanie, wczytywanie, trwa wyszukiwanie, proszę czekać",
    next="następna, kolejny, kolejna, najbliższy, najbliższa, następny, pierwszy, najbliższe",
    limit="na, maksymalnie, będą, będzie, limit, co najmniej, każdy, codziennie, zostaną",
    also="w, na, do, dla, proszę, prosimy, wybrać, wybranym, wybranej, lub, i, się, później, spróbować, spróbuj,"
    " zostały, są, przepraszamy, niestety, o, z, dostępnych, ani, udostępnione",
    after=True,
)
