"""Catalan."""

from probes.lexicon.words import Words

WORDS = Words(
    code="ca",
    slot="disponibilitat, franja horària, franges horàries, franges, disponibilitats, torn, torns, espai lliure",
    visit="capacitat,"
    " cita, cites, hora, hores, horari, horaris, data, dates, dia, dies, plaça, places, visita, visites, lloc,"
    " llocs, reserves, entrevistes",
    many="cites, hores, dates, places, visites, franges, torns, llocs, horaris, capacitat",
    vague="cita, cites, hora, hores, dia, dies, visita, visites, reserves, horari, horaris, entrevistes",
    none="no hi ha, cap, no existeixen, no s'ha trobat, no s'han trobat, no queden, no queda, no en queden, no tenim,"
    " 0, no disposem de, ja no, no s'han ... trobat, ni una, ni un, no hem trobat, no tenim cap, no hi ha cap,"
    " no es ... cap, no existeix, no consta, no consten, zero, no disposa de, no oferim",
    pair="atenció presencial,"
    " no totes, no tots, una altra data, altra data, un altre dia, altra hora, cap problema, altre dia,"
    " cap de setmana, més de, més informació, cita prèvia obligatòria, sense cita, nom complet, dossier complet,"
    " més aviat",
    chosen="seleccionat, seleccionades, reservada",
    free="disponible, disponibles, lliure, lliures, vacant, vacants, queden, oberts, obertes, per reservar,"
    " reservables, restants",
    found="trobat, trobades, possible, possibles, cerca, criteris, resultats, trobats, coincideixin, oferir, trobar,"
    " reservar",
    more="ja no, més, ni una sola, ni un sol, no queden, no queda, cap més",
    unable="no podem oferir, no podem oferir-vos, no us podem oferir, no és possible oferir",
    able="no pot, no poden, podem",
    regret="malauradament, ho sentim, ho lamentem, lamentem, disculpeu, dissortadament",
    all="totes les, tots els, totes, tots",
    taken="reservades, ocupades, ocupats, plenes, assignades, completes, complets, reservats, agafades, assignats,"
    " cobertes, exhaurides, esgotades, ocupat, plens, adjudicades, ocupada, reservat",
    gone="exhaurides, exhaurit, exhaurits, esgotades, complet, completa, s'han exhaurit, s'han esgotat, esgotats,"
    " està complet, està completa, estan completes, estan complets, està plena, està ple, totalment reservat, tot ple,"
    " tot ocupat, tot reservat, al complet",
    full="complet, ple, plena, tot ocupat, tot ple, tot reservat, tot complet",
    nothing="res",
    office="agenda, calendari, centre, oficina, consolat, ajuntament, seu, ambaixada, oac, nosaltres, delegació,"
    " consulta, ambulatori",
    service="servei, serveis, proveïdors",
    booking="reserva, reservar, reserves",
    cannot="no és possible, impossible",
    unfree="no està disponible, ja no està disponible, no disponible, ja està reservada",
    one="aquest, aquesta, seleccionada, escollida, sol·licitada",
    day="data, dia, avui, demà, dilluns, dimarts, dimecres, dijous, divendres",
    week="setmana",
    month="mes",
    period="període, propers dies, dies, setmanes, mesos",
    bound="fins, abans, després, des de, a partir",
    now="actualment, en aquest moment, ara mateix, ara, de moment",
    lack="per manca de, per falta de, a causa de la manca de, degut a la manca de",
    if_="si, quan, en cas, tan bon punt, mentre",
    owner="teniu, no teniu, tens, no tens, les meves, les teves",
    need="necessari, necessària, obligatòria, gratuït, gratuïta, cost",
    channel="per telèfon, telefònica, sense cita, diumenges, festius, presencial",
    waiting="llista d'espera",
    hedge="sovint, de vegades, pot, poden, normalment, hi havia, segons, significa, gairebé, quasi, algunes, alguns,"
    " majoria, automàticament",
    legend="color, colors, vermell, verd, gris, blau, llegenda, marcats",
    loading="carregant, cercant, espereu",
    next="propera, pròxima, proper, primera",
    limit="per, màxim, seran, serà, límit, mínim, cada",
    also="el, la, els, les, de, del, per a, a, seleccioneu, trieu, una altra, altra, i, o, més, tard, torneu,"
    " ho sentim, amb, que, seleccionada, hi, nostra, nostre, ja, està, tot, aquesta, aquest, ha, han, estat, hores,"
    " tràmit, triada, l",
)
