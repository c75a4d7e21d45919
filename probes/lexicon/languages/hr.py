"""Croatian, Bosnian and Serbian: one table, since these words do not tell them apart."""

from probes.lexicon.words import Words

WORDS = Words(
    code="bs hr sr",
    slot="termin, termina, termini, termine, термин, термина, термини, термине, terminima, terminu, терминима",
    visit="sat, sati, sata, datum, datuma, mjesto, mjesta, mesto, mesta, vrijeme, vremena, dan, dana, сати, места,"
    " датум, датума, sate, место, posjet, posjeta",
    many="termini, mjesta, mesta, термини, места, kapacitet, kapaciteti, термине, termina, капацитет",
    vague="sat, sati, sata, dan, dana, datum, datuma, сати, датум, датума, posjet, posjeta, vrijeme, vremena",
    none="nema, nisu, nije ... pronađen, nije pronađen, nisu pronađeni, ne postoje, ne postoji, nijedan, nikakvih, 0,"
    " нема, нису, нису пронађени, није пронађен, nemamo, немамо, ниједан, nijednog, nije ostao, nije preostao,"
    " nisu preostali, nismo pronašli, nisu dostupni, nijedno, nema više, nikakav, нема више, нисмо пронашли,"
    " није остао, nema niti jednog, niti jedan, ниједног, ni jedan, ne nudimo",
    pair="nisu svi, ne svi, нису сви, drugi datum, drugi dan, drugi termin, drugo vrijeme, nema problema,"
    " nema potrebe, други датум, други дан, нема потребе, нема проблема, други термин, više od, više informacija,"
    " raniji termin, више од",
    chosen="odabran, izabran, rezerviran",
    free="slobodan, slobodni, slobodnih, slobodna, slobodno, dostupan, dostupni, dostupnih, dostupna, raspoloživ,"
    " raspoloživi, raspoloživih, слободан, слободни, слободних, слободна, доступан, доступни, доступних, расположивих,"
    " slobodnog, slobodnim, preostali, preostalih, na raspolaganju, raspoloživog, слободног, слободним,"
    " на располагању, ponuditi",
    found="pronađen, pronađeni, moguć, mogući, пронађен, пронађени, kriterijima, kriterijumima, kriterije, pretragu,"
    " pretrage, rezultata, ponuditi, rezervirati, zakazati, критеријумима, претрагу, резултата, понудити, заказати",
    more="više, nijednog, niti jedan, više nema, више, ниједан",
    unable="ne možemo ponuditi, ne možemo vam ponuditi, nismo u mogućnosti ponuditi, nismo u mogućnosti da ponudimo,"
    " ne možemo da ponudimo, не можемо да понудимо, нисмо у могућности да понудимо",
    able="ne može, ne mogu, не може, не могу",
    regret="nažalost, žao nam je, ispričavamo se, izvinjavamo se, нажалост, жао нам је, извињавамо се",
    all="svi, sve, svih, сви, све, свих",
    taken="zauzeti, zauzeta, popunjeni, popunjena, rezervirani, rezervisani, заузети, заузета, попуњени, резервисани,"
    " zauzeto, rezervirana, rezervisana, popunjeno, rezervirano, zauzet, raspodijeljeni, iskorišteni, iskorišćeni,"
    " zakazani, резервисана, заузето, заказани, искоришћени, zauzete, popunjene, rezervirane, rezervisane",
    gone="popunjeni, popunjen, popunjeno, rasprodano, iscrpljeni, попуњени, попуњен, попуњено, popunjena, popunjene,"
    " u potpunosti popunjen, potpuno zauzeti, potpuno rezervirano, sve zauzeto, sve je zauzeto, sve popunjeno,"
    " nema mjesta, iskorišteni, rezervirani svi, попуњена, све заузето, све је заузето",
    full="sve zauzeto, sve je zauzeto, sve popunjeno, puno, све заузето, zauzeto, popunjeno",
    nothing="ništa, ништа",
    office="kalendar, centar, ordinacija, ured, konzulat, календар, центар, ординација, ispostava, mi, ambulanta,"
    " veleposlanstvo, ambasada, raspored, mup, klinika, распоред, амбуланта, амбасада, kapaciteti",
    service="usluga, usluge, pružatelja, услуга, услуге",
    booking="rezervaciju, rezervacije, rezervacija, резервацију, резервације",
    cannot="nije moguće, није могуће",
    unfree="nije dostupan, nije slobodan, više nije dostupan, više nije slobodan, već zauzet, није доступан,"
    " није слободан, више није доступан, већ заузет, nije raspoloživ",
    one="ovaj, taj, odabrani, izabrani, traženi, vaš, овај, тај, изабрани, одабрани, тражени, ваш",
    day="datum, datuma, dan, dana, danas, sutra, датум, датума, дан, данас, сутра, ponedjeljak, utorak, petak",
    week="tjedan, sedmici, sedmica, nedelju, nedelji, tjednu, недељу, недељи, седмици",
    month="mjesec, mjesecu, mesec, mesecu, месец, месецу",
    period="razdoblje, razdoblju, period, periodu, период, периоду",
    bound="do, prije, pre, nakon, od, до, пре, након, од",
    now="trenutno, trenutačno, za sada, sada, тренутно, за сада, сада",
    lack="zbog nedostatka, zbog pomanjkanja, uslijed nedostatka",
    if_="ako, kada, kad, u slučaju, ukoliko, čim, ако, када, кад, у случају, уколико",
    owner="imate, nemate, vaši termini, moji, имате, немате, моји, ваши термини",
    need="potreban, potrebno, obavezno, besplatno, naknada, потребан, потребно, обавезно, бесплатно",
    channel="telefonom, telefonski, bez najave, nedjeljom, praznicima, vikendom, телефоном, недељом, викендом",
    waiting="lista čekanja, listi čekanja, листа чекања, листи чекања",
    hedge="često, ponekad, može, mogu, obično, bilo je, prema, znači, често, понекад, може, могу, обично, значи,"
    " gotovo, skoro, neki, većina, automatski, готово, скоро, неки, већина",
    legend="boja, boje, crveno, zeleno, sivo, legenda, označeni, боја, боје, црвено, зелено, означени",
    loading="učitavanje, pretraživanje, pričekajte, учитавање, сачекајте",
    next="sljedeći, sledeći, prvi, najraniji, следећи, први",
    limit="po, maksimalno, bit će, biće, najmanje, svaki, по, највише, биће, сваки",
    also="za, na, molimo, odaberite, izaberite, drugi, i, ili, kasnije, pokušajte, ponovno, ponovo, nažalost, je, su,"
    " u, odabrani, молимо, изаберите, за, на, и, или, касније, покушајте, нажалост, ovaj, ovoj, ovom, ovu, naš, već,"
    " svi, potpuno, овој, ове, већ, trenutno",
    after=True,
)
