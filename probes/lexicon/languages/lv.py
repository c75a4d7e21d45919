"""Latvian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="lv",
    slot="brīvu laiku, brīvi laiki, brīvs laiks, pieejamība, brīvi pieraksta laiki, brīvu pieraksta laiku",
    visit="laiks, laiki, laiku, laika, datums, datumi, datumu, vieta, vietas, vietu, stundas, stundu, tikšanās,"
    " pieraksts, pieraksti, pierakstu, pieraksta, vizītes, vizīti, vizīšu, laikus",
    many="laiki, vietas, datumi, pieraksti, laikus, laiku, vietu",
    vague="stundas, stundu, tikšanās, pieraksts, pieraksti, pierakstu, vizītes, vizīti, vizīšu",
    none="nav, netika atrasts, netika atrasti, neviena, neviens, nevienas, neatrada, 0, nepastāv, vairs nav,"
    " neatradām, neatradās, nepiedāvājam, nevienu, nav palicis, nav atlicis, nav neviena, nav atrasti, neviena paša",
    pair="citu datumu, citu dienu, citu laiku, nav nepieciešams, nav problēmu, vairāk informācijas, vairāk nekā,"
    " darba laiks, darba laiku, agrāku laiku, agrāks laiks",
    chosen="izvēlēts, rezervēts",
    free="brīvs, brīvi, brīvu, brīva, brīvas, pieejams, pieejami, pieejamu, pieejama, pieejamas, piedāvāt, atlikuši,"
    " palikuši, pieejamo, rezervēt, brīvo, pierakstīties",
    found="atrasts, atrasti, iespējams, iespējami, meklēšanas, kritērijiem, rezultātu, rezultāti, piedāvāt,"
    " atbilstošu, rezervēt, atradām",
    more="vairs, vairāk, neviena, nevienas",
    unable="nevaram piedāvāt, nevaram jums piedāvāt, nav iespējams piedāvāt",
    able="nevar, varam",
    regret="diemžēl, atvainojiet, atvainojamies, žēl",
    all="visi, visas, visus, ikviens, katrs",
    taken="aizņemti, aizņemtas, rezervēti, rezervētas, pilni, aizņemts, rezervēts, aizņemta, pilns, izdalīti,"
    " pieņemti, izmantoti, sadalīti",
    gone="izbeigušies, pilnībā aizņemti, pilnībā rezervēts, beigušies, viss aizņemts, viss ir aizņemts,"
    " pilnībā aizņemts, pilnībā rezervēti, visi aizņemti, izsmelti",
    full="viss aizņemts, viss ir aizņemts, pilns, aizņemts",
    office="kalendārs, centrs, birojs, klīnika, nodaļa, vēstniecība, poliklīnika, mēs, grafiks",
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
    hedge="bieži, dažreiz, var, parasti, bija, saskaņā, nozīmē, gandrīz, daži, vairums, lielākā daļa, automātiski",
    legend="krāsa, krāsas, sarkans, zaļš, pelēks, atzīmēti",
    loading="ielāde, meklēšana, uzgaidiet",
    next="nākamais, pirmais, tuvākais",
    limit="uz, maksimāli, būs, vismaz, katru",
    also="un, vai, lūdzu, prašām, izvēlieties, izvēlēties, citu, vēlāk, mēģiniet, vēlreiz, diemžēl, ir, pasirinktai,"
    " izvēlētajam, izvēlētajā, visi, jau, mūsu, šo, šajā, pilnībā",
    after=True,
)
