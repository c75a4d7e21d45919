"""Luxembourgish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="lb",
    slot="zäitfënster, disponibilitéit, disponibilitéiten",
    visit="termin, terminer, termäin, rendez-vous, rendez-vousen, plaz, plazen, auerzäit, auerzäiten, datum, dag, deeg",
    many="termäin, terminer, plazen, auerzäiten",
    none="keen, keng, kee, keent, keen eenzegen",
    pair="aneren dag, en aner dag, aneren datum, keen problem",
    free="fräi, fräie, fräien, disponibel, verfügbar, iwwereg",
    found="fonnt, méiglech",
    all="all",
    taken="geholl, reservéiert, besat, voll",
    gone="ausgebucht, voll ausgebucht",
    unfree="net méi disponibel, net disponibel, net fräi, net méi fräi, schonn reservéiert",
    one="dësen, dëse, gewielten, äre",
    day="dag, datum, haut, muer, deen ausgewielten",
    week="woch",
    month="mount",
    period="zäitraum, deeg, wochen",
    now="aktuell, am moment, momentan, elo",
    if_="wann, falls, soubal",
    owner="dir hutt, meng, är termäin",
    need="néideg, gratis, fräi vu käschten",
    hedge="heiansdo, dacks, kann, kënnen, war, waren",
    legend="faarf, rout, gréng, gro, blo",
    loading="gelueden, mir sichen",
    limit="pro, maximal, ginn",
    also="et, gëtt, leider, méi, fir, deen, ausgewielten, wielt, en, aner, aus, an, oder, spéider, nach, eng, kéier,"
    " w.e.g., dir, de, den, op, ass, sinn",
)
