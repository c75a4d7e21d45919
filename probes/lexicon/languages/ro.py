"""Romanian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="ro",
    slot="disponibilitate, disponibilități, interval orar, intervale orare, interval, intervale, intervalele,"
    " sloturi, slot",
    visit="programare, programări, programărilor, dată, date, data, oră, ore, timp, loc, locuri, zi, zile",
    many="programări, intervale, intervalele, locurile, programările, locuri, date, ore, sloturi",
    none="nu există, nu este, nu sunt, nu mai sunt, nu mai există, nu avem, niciun, nicio, nici un, nici o,"
    " nu s-au găsit, nu s-a găsit, nu au fost găsite, nu ... există, nu ... sunt, 0",
    pair="nu toate, altă dată, alta data, altă zi, altă oră, nicio problemă, dată ulterioară",
    chosen="selectat, selectată, aleasă",
    free="disponibil, disponibilă, disponibile, disponibili, liber, liberă, libere, liberi, rămase",
    found="găsit, găsite, posibil, posibile, oferite",
    all="toate, toți",
    taken="ocupate, rezervate, luate, pline",
    gone="epuizat, epuizate, complet ocupat, complet rezervate, complet ocupate",
    nothing="nimic",
    office="calendarul, centrul, agenda, clinica, consulatul, ghișeul",
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
    if_="dacă, când, în cazul, în caz, imediat ce, atunci când, deoarece",
    owner="aveți, nu aveți, programările mele, ai, nu ai, programările dumneavoastră",
    need="necesar, necesară, obligatoriu, obligatorie, gratuit, gratuită, cost",
    channel="telefonic, telefonice, prin telefon, prin email, fără programare, duminica, sâmbăta, sărbători",
    waiting="listă de așteptare, lista de așteptare",
    hedge="adesea, deseori, uneori, poate, pot, de obicei, era, erau, conform, înseamnă, potrivit",
    legend="culoare, culori, roșu, verde, gri, albastru, legendă, marcate, marcat",
    loading="se încarcă, se caută, așteptați",
    next="următoare, următoarea, următorul, prima, primul",
    limit="pe, maxim, maximum, vor, va, limită, minim, fiecare, zilnic",
    also="pentru, vă, va, rugăm, să, sa, selectați, selectati, selectată, alegeți, alta, altă, și, sau, mai, târziu,"
    " încercați, din nou, din păcate, este, la, în, cu, ne, pare, rău, nu",
)
