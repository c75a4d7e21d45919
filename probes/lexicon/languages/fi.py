"""Finnish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="fi",
    slot="vapaita aikoja, vapaata aikaa, ajanvarausaikoja, varattavia aikoja, varausaikoja, *ajanvarausaikoja,"
    " vapaat ajat, varattavaa aikaa, vapaita vastaanottoaikoja, vastaanottoaikoja",
    visit="kapasiteettia,"
    " aika, aikoja, aikaa, ajat, ajankohtaa, ajankohtia, paikkoja, paikkaa, varauksia, päivämääriä, päiviä,"
    " *aikoja, *aikaa, *paikkoja, kellonaikoja, käyntiaikoja, tapaamisia, *ajat",
    many="ajat, paikat, ajankohdat, *ajat, kapasiteetti, *aikoja",
    vague="aika, varauksia, päiviä, tapaamisia, päivämääriä",
    none="ei ole, ei löytynyt, ei löydy, eivät ole, ei yhtään, ei vapaita, ei ... ole, ei ollut, 0, ei jäljellä,"
    " ei saatavilla, ei ... yhtään, ei enää, ei tarjolla, ei valitettavasti, ei meillä, ei löytänyt,"
    " ei tällä hetkellä, yhtään, emme löytäneet, ei näy, nolla, ainuttakaan, ei jäänyt",
    pair="eivät kaikki, kaikki eivät, toinen päivä, toinen päivämäärä, toinen ajankohta, myöhempi ajankohta,"
    " ei ole ongelma, aukioloaikoja, aukioloajat, *aukioloajat, puhelinajat, odotusajat, käsittelyajat,"
    " aikaisempi aika, lisää tietoa, ei aikaa, enemmän kuin, aikaa sitten, toinen aika, toista aikaa, koko ajan,"
    " parkkipaikkoja, työpaikkoja, odotusaikaa, käsittelyaikaa",
    chosen="valittu, varattu",
    free="vapaita, vapaata, vapaa, vapaana, vapaat, saatavilla, saatavissa, jäljellä, tarjolla, varattavissa,"
    " varattavia, varattavaa, varattavana, varattava, varattavat, vapaina, tarjota, tarjottavana, tarjottavaa,"
    " varaamattomia",
    found="löytynyt, löydy, mahdollista, tarjolla, haulla, hakuehdoilla, ehdoilla, hakua, tuloksia, tarjota,"
    " vastaavia, löytäneet, varata, näy",
    more="enää, yhtään, ainuttakaan, enempää",
    unable="emme voi tarjota, emme pysty tarjoamaan, emme valitettavasti voi tarjota, ei voida tarjota,"
    " ei pystytä tarjoamaan",
    able="ei voi, eivät voi, emme voi, voimme",
    regret="valitettavasti, pahoittelemme, pahoittelut, anteeksi, ikävä kyllä",
    all="kaikki, kaikki meidän, jokainen",
    taken="varattu, varattuja, täynnä, varattuina, varatut, loppu, menneet, loppuneet, täyttyneet, jaettu, käytetty,"
    " loppuunvarattuja",
    gone="loppuunvarattu, loppuun varattu, täyteen varattu, loppuneet, loppunut, täyttyneet, täyttynyt,"
    " kaikki varattu, kokonaan varattu, täysin varattu, on täynnä, ovat täynnä, loppuunvarattuja, on loppuunmyyty,"
    " ovat loppu, loppuunvaratut, täyteen varattuja",
    full="täynnä, kaikki varattu, kaikki on varattu, täysin varattu",
    nothing="mitään",
    office="kalenteri, toimipiste, palvelupiste, vastaanotto, keskus, toimipisteessä, virasto, klinikka, ajanvaraus,"
    " suurlähetystö, poliisi, terveysasema, me, varauskalenteri, palvelupisteessä",
    service="palvelua, palveluja, palveluita, palveluntarjoajia",
    booking="varattavissa, varaus, varaukseen, varata, varattavaksi",
    cannot="ei ole mahdollista, ei voi varata",
    unfree="ei ole saatavilla, ei ole enää saatavilla, ei ole vapaana, ei ole enää vapaana, on jo varattu,"
    " ehdittiin varata",
    one="tämä, valittu, valitsemasi, haluamasi, pyydetty, varauksesi",
    day="päivä, päivälle, päivänä, päivämäärälle, päivämääränä, tänään, huomenna, maanantaina, tiistaina,"
    " keskiviikkona, torstaina, perjantaina",
    week="viikolla, viikko, viikolle, viikon",
    month="kuukaudelle, kuukausi, kuussa, kuukauden",
    period="ajanjaksolla, ajanjaksolle, aikavälillä, aikavälille, päivän, viikkoon",
    bound="asti, ennen, jälkeen, alkaen, saakka",
    now="tällä hetkellä, nyt, juuri nyt, toistaiseksi, parhaillaan",
    if_="jos, kun, mikäli, ellei, silloin kun, koska",
    owner="sinulla, teillä, omat, minun",
    need="tarvita, tarvitse, pakollinen, välttämätön, maksuton, ilmainen, maksu",
    channel="puhelimitse, sähköpostitse, ilman ajanvarausta, sunnuntaisin, viikonloppuisin, pyhäpäivinä",
    waiting="jonotuslista, jonotuslistalla, odotuslista",
    hedge="usein, joskus, voi, voivat, yleensä, oli, mukaan, tarkoittaa, harvoin, melkein, lähes, useimmat, jotkut,"
    " osa, automaattisesti",
    legend="väri, värit, punainen, punaiset, vihreä, vihreät, harmaa, harmaat, sininen, merkityt, merkitty",
    loading="ladataan, haetaan, odota",
    next="seuraava, ensimmäinen, lähin",
    limit="per, enintään, tulee, avataan, vähintään, joka, päivittäin",
    also="on, ei, ja, tai, valitse, valitsemallesi, toinen, kokeile, yritä, uudelleen, myöhemmin, valitettavasti, ole,"
    " ota, yhteyttä, palvelussa, sekä, kyseiselle, kaikki, täysin, kokonaan, meillä, myös, tällä, ovat, jo, tämä",
    after=True,
)
