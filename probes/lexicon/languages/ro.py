"""Romanian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="ro",
    slot="disponibilitate, disponibilități, interval orar, intervale orare, interval, intervale, intervalele, sloturi,"
    " slot, disponibilitatea, sloturile",
    visit="programare, programări, programărilor, dată, date, data, oră, ore, timp, loc, locuri, zi, zile, locurile,"
    " programările, ședințe, vizite, interviu, orele, datele",
    many="programări, intervale, intervalele, locurile, programările, locuri, date, ore, sloturi, orele, datele,"
    " capacitatea, locurilor",
    vague="programare, programări, programărilor, programările, timp, zi, zile, vizite, ore, oră, interviu, ședințe",
    none="nu există, nu este, nu sunt, nu mai sunt, nu mai există, nu avem, niciun, nicio, nici un, nici o,"
    " nu s-au găsit, nu s-a găsit, nu au fost găsite, nu ... există, nu ... sunt, 0, nu s-a identificat,"
    " nu s-au identificat, nu mai avem, nu dispunem de, nu a rămas, nu au rămas, nu oferim, nu am găsit, niciunul,"
    " niciuna, nu mai este, nu există nicio, nu ... niciun, nu ... nicio, zero, nu se găsesc, nu figurează",
    pair="nu toate, altă dată, alta data, altă zi, altă oră, nicio problemă, dată ulterioară, mai mult de,"
    " mai multe informații, fără programare, o dată anterioară, mai devreme, numele complet, formularul complet",
    chosen="selectat, selectată, aleasă",
    free="disponibil, disponibilă, disponibile, disponibili, liber, liberă, libere, liberi, rămase, neocupate,"
    " neocupat, vacante, vacant, rămas, rezervabile, de oferit, libera, disponibila, rezervat",
    found="găsit, găsite, posibil, posibile, oferite, căutare, căutării, criteriilor, criteriile, rezultate, rezultat,"
    " oferi, corespund, identificat, identificate, rezerva, găsim, existent",
    more="mai, niciun, nicio, nici măcar",
    unable="nu se mai pot face, nu se mai pot oferi, nu mai putem face, nu mai putem oferi,"
    " nu mai putem acorda, nu se mai pot acorda,"
    " nu putem oferi, nu vă putem oferi, nu vă putem propune, nu suntem în măsură să, nu putem propune,"
    " nu este posibil să vă oferim",
    able="nu se mai pot, nu mai putem, nu se pot, nu se mai poate, nu poate, nu pot, nu putem, putem",
    regret="din păcate, ne pare rău, regretăm, ne cerem scuze, îmi pare rău",
    all="toate, toți, totalitatea, fiecare",
    taken="ocupate, rezervate, luate, pline, ocupat, ocupată, rezervat, epuizate, completate, atribuite, alocate,"
    " distribuite, complete, ocupați, rezervată, programate",
    gone="s-au ocupat toate, s-au rezervat toate, s-au epuizat toate,"
    " epuizat, epuizate, complet ocupat, complet rezervate, complet ocupate, s-au epuizat, s-a epuizat,"
    " s-au terminat, sunt epuizate, complet rezervat, totul ocupat, totul este ocupat, toate ocupate, este plin,"
    " este plină, integral ocupate, complet rezervată, complet ocupată, s-au ocupat",
    full="complet, plin, totul ocupat, totul este ocupat, ocupat",
    nothing="nimic",
    office="calendarul, centrul, agenda, clinica, consulatul, ghișeul, biroul, serviciul, sediul, ambasada, cabinetul,"
    " noi, primăria, capacitatea, unitatea, medicul",
    service="servicii, serviciu, furnizori",
    booking="rezervare, rezervări, programare, rezerva",
    cannot="nu este posibil, nu este posibilă, imposibil",
    unfree="nu este disponibil, nu este disponibilă, nu mai este disponibil, nu mai este disponibilă, deja ocupat,"
    " deja rezervat",
    one="acest, această, acesta, selectat, selectată, aleasă, ales, solicitată, dumneavoastră",
    day="data, dată, ziua, zi, astăzi, azi, mâine, luni, marți, miercuri, joi, vineri",
    week="săptămână, săptămâna",
    month="lună, luna",
    period="perioadă, perioada, zile, săptămâni, luni",
    bound="până, înainte, după, de la, începând",
    now="momentan, în prezent, în acest moment, acum, deocamdată, pentru moment, actualmente",
    lack="din lipsă de, din lipsa, din cauza lipsei, din cauza lipsei de",
    if_="dacă, când, în cazul, în caz, imediat ce, atunci când, deoarece",
    owner="aveți, nu aveți, programările mele, ai, nu ai, programările dumneavoastră",
    need="necesar, necesară, obligatoriu, obligatorie, gratuit, gratuită, cost",
    channel="telefonic, telefonice, prin telefon, prin email, fără programare, duminica, sâmbăta, sărbători",
    waiting="listă de așteptare, lista de așteptare",
    hedge="adesea, deseori, uneori, poate, pot, de obicei, era, erau, conform, înseamnă, potrivit, aproape, unele,"
    " majoritatea, automat, câteva",
    legend="culoare, culori, roșu, verde, gri, albastru, legendă, marcate, marcat",
    loading="se încarcă, se caută, așteptați",
    next="următoare, următoarea, următorul, prima, primul",
    limit="pe, maxim, maximum, vor, va, limită, minim, fiecare, zilnic",
    also="pentru, vă, va, rugăm, să, sa, selectați, selectati, selectată, alegeți, alta, altă, și, sau, mai, târziu,"
    " încercați, din nou, din păcate, este, la, în, cu, ne, pare, rău, nu, noastră, nostru, deja, toate, acest,"
    " această, sunt, complet, online, fost, au",
)
