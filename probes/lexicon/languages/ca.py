"""Catalan."""

from probes.lexicon.words import Words

WORDS = Words(
    code="ca",
    slot="disponibilitat, franja horària, franges horàries, franges",
    visit="cita, cites, hora, hores, horari, horaris, data, dates, dia, dies, plaça, places, visita, visites",
    many="cites, hores, dates, places, visites, franges",
    none="no hi ha, cap, no existeixen, no s'ha trobat, no s'han trobat, no queden, no queda, no en queden,"
    " no tenim, 0",
    pair="no totes, no tots, una altra data, altra data, un altre dia, altra hora, cap problema, altre dia,"
    " cap de setmana",
    chosen="seleccionat, seleccionades, reservada",
    free="disponible, disponibles, lliure, lliures, vacant, vacants",
    found="trobat, trobades, possible, possibles",
    all="totes les, tots els, totes, tots",
    taken="reservades, ocupades, ocupats, plenes, assignades",
    gone="exhaurides, exhaurit, exhaurits, esgotades, complet, completa",
    nothing="res",
    office="agenda, calendari, centre, oficina, consolat",
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
    if_="si, quan, en cas, tan bon punt, mentre",
    owner="teniu, no teniu, tens, no tens, les meves, les teves",
    need="necessari, necessària, obligatòria, gratuït, gratuïta, cost",
    channel="per telèfon, telefònica, sense cita, diumenges, festius, presencial",
    waiting="llista d'espera",
    hedge="sovint, de vegades, pot, poden, normalment, hi havia, segons, significa",
    legend="color, colors, vermell, verd, gris, blau, llegenda, marcats",
    loading="carregant, cercant, espereu",
    next="propera, pròxima, proper, primera",
    limit="per, màxim, seran, serà, límit, mínim, cada",
    also="el, la, els, les, de, del, per a, a, seleccioneu, trieu, una altra, altra, i, o, més, tard, torneu,"
    " ho sentim, amb, que, seleccionada, hi",
)
