"""Finnish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="fi",
    slot="vapaita aikoja, vapaata aikaa, ajanvarausaikoja, varattavia aikoja, varausaikoja",
    visit="aika, aikoja, aikaa, ajat, ajankohtaa, ajankohtia, paikkoja, paikkaa, varauksia, päivämääriä, päiviä",
    many="ajat, paikat, ajankohdat",
    none="ei ole, ei löytynyt, ei löydy, eivät ole, ei yhtään, ei vapaita, ei ... ole, ei ollut, 0, ei jäljellä,"
    " ei saatavilla",
    pair="eivät kaikki, kaikki eivät, toinen päivä, toinen päivämäärä, toinen ajankohta, myöhempi ajankohta,"
    " ei ole ongelma",
    chosen="valittu, varattu",
    free="vapaita, vapaata, vapaa, vapaana, vapaat, saatavilla, saatavissa, jäljellä, tarjolla, varattavissa,"
    " varattavia",
    found="löytynyt, löydy, mahdollista, tarjolla",
    all="kaikki",
    taken="varattu, varattuja, täynnä",
    gone="loppuunvarattu, loppuun varattu, täyteen varattu, loppuneet, loppunut",
    nothing="mitään",
    office="kalenteri, toimipiste, palvelupiste, vastaanotto, keskus",
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
    hedge="usein, joskus, voi, voivat, yleensä, oli, mukaan, tarkoittaa, harvoin",
    legend="väri, värit, punainen, punaiset, vihreä, vihreät, harmaa, harmaat, sininen, merkityt, merkitty",
    loading="ladataan, haetaan, odota",
    next="seuraava, ensimmäinen, lähin",
    limit="per, enintään, tulee, avataan, vähintään, joka, päivittäin",
    also="on, ei, ja, tai, valitse, valitsemallesi, toinen, kokeile, yritä, uudelleen, myöhemmin, valitettavasti,"
    " ole, ota, yhteyttä, palvelussa, sekä, kyseiselle",
    after=True,
)
