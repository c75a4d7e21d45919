"""Latvian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="lv",
    slot="brīvu laiku, brīvi laiki, brīvs laiks, pieejamība",
    visit="laiks, laiki, laiku, laika, datums, datumi, datumu, vieta, vietas, vietu, stundas, stundu, tikšanās,"
    " pieraksts, pieraksti, pierakstu",
    many="laiki, vietas, datumi, pieraksti",
    none="nav, netika atrasts, netika atrasti, neviena, neviens, nevienas, neatrada, 0, nepastāv",
    pair="citu datumu, citu dienu, citu laiku, nav nepieciešams, nav problēmu",
    chosen="izvēlēts, rezervēts",
    free="brīvs, brīvi, brīvu, brīva, brīvas, pieejams, pieejami, pieejamu, pieejama, pieejamas",
    found="atrasts, atrasti, iespējams, iespējami",
    all="visi, visas, visus",
    taken="aizņemti, aizņemtas, rezervēti, rezervētas, pilni",
    gone="izbeigušies, pilnībā aizņemti, pilnībā rezervēts",
    office="kalendārs, centrs, birojs, klīnika",
    service="pakalpojumu, pakalpojumi, sniedzēju",
    booking="rezervācijai, rezervācija, pierakstam",
    cannot="nav iespējams",
    unfree="nav pieejams, vairs nav pieejams, nav brīvs, jau aizņemts, jau rezervēts",
    one="šis, izvēlētais, vēlamais, jūsu",
    day="datumam, datumā, datai, dienā, dienai, šodien, rīt, diena",
    week="nedēļā, nedēļai, nedēļa",
    month="mēnesī, mēnesim",
    period="periodā, periodam, dienās",
    bound="līdz, pirms, pēc, no",
    now="pašlaik, šobrīd, patlaban, šajā brīdī, pagaidām",
    if_="ja, kad, gadījumā, tiklīdz",
    owner="jums, tev, mani, jūsu pieraksti",
    need="nepieciešams, nepieciešama, obligāts, bezmaksas, maksa",
    channel="pa tālruni, telefoniski, svētdienās, brīvdienās",
    waiting="gaidīšanas saraksts, rinda",
    hedge="bieži, dažreiz, var, parasti, bija, saskaņā, nozīmē",
    legend="krāsa, krāsas, sarkans, zaļš, pelēks, atzīmēti",
    loading="ielāde, meklēšana, uzgaidiet",
    next="nākamais, pirmais, tuvākais",
    limit="uz, maksimāli, būs, vismaz, katru",
    also="un, vai, lūdzu, prašām, izvēlieties, izvēlēties, citu, vēlāk, mēģiniet, vēlreiz, diemžēl, ir, pasirinktai,"
    " izvēlētajam, izvēlētajā",
    after=True,
)
