"""Polish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="pl",
    slot="terminów, terminy, termin, terminu, terminami, terminie, slotów, sloty",
    visit="wizyt, wizyty, wizytę, wizyta, godzin, godziny, miejsc, miejsca, dat, daty, dni, dzień, rezerwacji,"
    " spotkań, miejscami, wizytami, miejsce, godzinami",
    many="terminy, wizyty, godziny, miejsca, daty, pula, pula terminów, terminów, miejsc",
    vague="wizyt, wizyty, wizytę, wizyta, wizytami, godzin, godziny, dni, dzień, rezerwacji, spotkań",
    none="brak, nie ma, brakuje, żaden, żadnych, żadnego, nie znaleziono, nie są dostępne, nie ... dostępnych,"
    " nie posiada, nie posiadamy, nie mamy, 0, nie udało się znaleźć, nie dysponujemy, nie oferujemy, nie oferuje,"
    " nie pozostał, nie pozostały, nie zostało, zabrakło, żadna, żadnej, ani jednego, nie ma już, nie odnaleziono,"
    " nie można znaleźć",
    pair="nie wszystkie, inny dzień, innej daty, inną datę, inny termin, późniejszym terminie, terminie późniejszym,"
    " nie ma problemu, brak konieczności, innym terminie, data urodzenia, więcej niż, więcej informacji,"
    " wcześniejszy termin",
    chosen="wybrano, wybranych wizyt, zarezerwowanych, umówionych",
    free="wolny, wolne, wolnych, wolnego, dostępny, dostępne, dostępnych, dostępnego, dostępna, dostępność, wolnymi,"
    " wolnym, dostępnymi, dostępnym, do zaoferowania, pozostały, wolna",
    found="znaleziono, możliwe, możliwych, znaleźć, oferowane, kryteria, kryteriom, wyszukiwania, wyników,"
    " zaproponować, zaoferować, spełniających, wyświetlić, zarezerwowane",
    more="już, więcej, ani jednego, zabrakło, nie pozostał, nie zostało",
    unable="nie możemy zaproponować, nie możemy zaoferować, nie jesteśmy w stanie zaproponować,"
    " nie jesteśmy w stanie zaoferować",
    able="nie może, nie mogą",
    regret="niestety, przepraszamy, przykro nam",
    all="wszystkie, wszystkich, każdy, każda, cała, ogół",
    taken="zarezerwowane, zajęte, wykorzystane, pełne, wyczerpane, zarezerwowany, zajęty, zajęta, rozdysponowane,"
    " obsadzone, zapełnione, wyczerpana, rozdane, zarezerwowana, umówione",
    gone="zajęto wszystkie, zarezerwowano wszystkie, rozdano wszystkie, wyczerpano wszystkie,"
    " wydano wszystkie,"
    " wyczerpane, wyczerpany, wyczerpana, całkowicie zarezerwowane, brak miejsc, wyczerpały się, skończyły się,"
    " rozdysponowane, całkowicie zajęte, w pełni zarezerwowane, w pełni zajęty, całkowicie zapełniony,"
    " wszystko zajęte, wyprzedane, pula wyczerpana, w całości zarezerwowane",
    full="pełny, komplet, brak miejsc, wszystko zajęte, jest pełny",
    nothing="nic",
    office="kalendarz, urząd, konsulat, placówka, gabinet, grafik, my, wydział, oddział, terminarz, przychodnia,"
    " ambasada, biuro, poradnia",
    service="usług, usługi, dostawców, dostawcy",
    booking="rejestracja, rezerwacji, rezerwacja, zarezerwować, rezerwację",
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
    lack="z powodu braku, wobec braku, ze względu na brak, z braku, w związku z brakiem",
    if_="jeśli, jeżeli, gdy, kiedy, w przypadku, gdyby, jak tylko, o ile, ponieważ",
    owner="masz, nie masz, pan ma, pani ma, moje, twoje, państwa wizyty",
    need="gwarancji, gwarancja, konieczne, konieczna, wymagane, wymagana, bezpłatne, bezpłatna, bezpłatnie, opłata,"
    " potrzebne",
    channel="telefonicznie, telefoniczne, przez telefon, mailowo, w niedziele, w soboty, święta, bez rejestracji,"
    " osobiście",
    waiting="lista oczekujących, listę oczekujących, liście oczekujących",
    hedge="często, czasami, może, mogą, zazwyczaj, było, były, według, oznacza, mówią, niekiedy, zwykle, prawie,"
    " niemal, niektóre, większość, automatycznie",
    legend="kolor, kolorem, kolory, czerwony, czerwone, zielony, zielone, szary, szare, niebieski, legenda, oznaczone",
    loading="ładowanie, wczytywanie, trwa wyszukiwanie, proszę czekać",
    next="następna, kolejny, kolejna, najbliższy, najbliższa, następny, pierwszy, najbliższe",
    limit="na, maksymalnie, będą, będzie, limit, co najmniej, każdy, codziennie, zostaną",
    also="jest, w, na, do, dla, proszę, prosimy, wybrać, wybranym, wybranej, lub, i, się, później, spróbować, spróbuj,"
    " zostały, są, przepraszamy, niestety, o, z, dostępnych, ani, udostępnione, nasz, już, ten, tym, tej, te, cały,"
    " całkowicie",
    after=True,
)
