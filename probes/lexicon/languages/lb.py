"""Luxembourgish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="lb",
    slot="zäitfënster, disponibilitéit, disponibilitéiten, zäitraim, *zäitfënster",
    visit="kapazitéit,"
    " termin, terminer, termäin, rendez-vous, rendez-vousen, plaz, plazen, auerzäit, auerzäiten, datum, dag,"
    " deeg, plaze, *termin, *terminer, *termäin, stonnen",
    many="termäin, terminer, plazen, auerzäiten, *termäin, *terminer, kapazitéit",
    vague="termin, terminer, termäin, *termin, *terminer, *termäin, rendez-vous, rendez-vousen, dag, deeg, stonnen",
    none="keen, keng, kee, keent, keen eenzegen, keng eenzeg, net ee, keng méi, kee méi, null",
    pair="aneren dag, en aner dag, aneren datum, keen problem, öffnungszäiten, méi wéi, méi informatiounen,"
    " ouni rendez-vous",
    free="fräi, fräie, fräien, disponibel, verfügbar, iwwereg, ze verginn, zur verfügung, opstoen, ubidden, fräier,"
    " opgemaach",
    found="fonnt, méiglech, kritären, sich, resultater, ubidden, gebucht ginn",
    more="méi, keen eenzegen, keng eenzeg",
    able="mir kënnen, kënne mir, kann keen, kënnen keng, kënne keng, kënne mer",
    regret="leider, et deet eis leed, entschëllegt, späitem",
    all="all, alleguer, sämtlech",
    taken="geholl, reservéiert, besat, voll, vergi, verginn, ausgebucht, reservéierten, gebucht, komplett",
    gone="ausgebucht, voll ausgebucht, komplett, alles besat, alles reservéiert, alles geholl, komplett ausgebucht,"
    " ass voll, sinn voll, ausgebuchten, komplett besat",
    full="voll, komplett, alles voll, alles besat, alles reservéiert",
    office="gemeng, kalenner, mir, biergeramt, ambassade, praxis, guichet, centre",
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
    hedge="heiansdo, dacks, kann, kënnen, war, waren, bal, e puer, meescht, automatesch",
    legend="faarf, rout, gréng, gro, blo",
    loading="gelueden, mir sichen",
    limit="pro, maximal, ginn",
    also="et, gëtt, leider, méi, fir, deen, ausgewielten, wielt, en, aner, aus, an, oder, spéider, nach, eng, kéier,"
    " w.e.g., dir, de, den, op, ass, sinn, alles, eis, eisen, dës, scho, schonn, si, all",
)
