"""Italian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="it",
    slot="disponibilità, fascia oraria, fasce orarie, slot",
    visit="appuntamento, appuntamenti, data, date, orario, orari, ora, ore, posto, posti, giorno, giorni, prenotazioni",
    many="appuntamenti, date, orari, posti, fasce, slot",
    none="non ci sono, non c'è, nessun, nessuna, nessuno, non sono ... presenti, non vi sono, non risultano,"
    " non sono stati ... trovati, non sono state ... trovate, non è ... presente, non abbiamo, non ... alcun,"
    " non ... alcuna, 0, non esistono, non offre, non sono disponibili, non ha, non è stato trovato alcun",
    pair="non tutti, non tutte, riservati a, riservate a, riservati ai, altra data, altro giorno, altro orario,"
    " data successiva, nessun problema, data di nascita, tutti i giorni",
    chosen="selezionato, selezionata, scelto, prenotato, prenotati, salvato",
    free="disponibile, disponibili, libero, liberi, libera, libere, rimasti, rimaste, disponibilità, prenotabili,"
    " prenotabile",
    found="trovato, trovati, trovate, trovata, possibile, possibili, offerti, presenti",
    all="tutti i, tutti gli, tutte le, tutti, tutte",
    taken="prenotati, prenotate, occupati, occupate, presi, prese, riservati, pieni, assegnati",
    gone="esaurito, esauriti, esaurita, esaurite, al completo, completamente prenotato, terminati, terminate",
    nothing="niente, nulla",
    office="calendario, agenda, centro, ufficio, sede, consolato, ambulatorio",
    service="servizio, servizi, fornitore, fornitori, operatori",
    booking="prenotazione, prenotazioni, prenotare, prenotabili, prenotabile",
    cannot="non è possibile, impossibile",
    unfree="non è disponibile, non è più disponibile, non più disponibile, non disponibile, già prenotato,"
    " già occupato, appena stato, già stato",
    one="questo, questa, quello, quella, selezionato, selezionata, scelto, scelta, richiesto, tuo, suo, vostro",
    day="data, giorno, oggi, domani, lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica",
    week="settimana",
    month="mese",
    period="periodo, prossimi giorni, giorni, settimane, mesi, trimestre, semestre",
    bound="fino, entro, prima, dopo, da, dal",
    now="al momento, attualmente, in questo momento, ora, per ora, momentaneamente, adesso",
    if_="se, quando, qualora, nel caso, in caso, appena, finché, salvo, affinché, perché",
    owner="hai, non hai, i tuoi, i miei, lei ha, ha già, le tue, i suoi",
    need="garantita, garantito, garanzia, necessario, necessaria, è richiesto, è richiesta, obbligatorio, gratuito,"
    " gratuita, gratis, costo",
    channel="per telefono, telefonico, telefonici, via email, senza appuntamento, di domenica, di sabato, festivi,"
    " in presenza",
    waiting="lista d'attesa, lista di attesa",
    hedge="spesso, a volte, può, possono, generalmente, era, erano, c'erano, secondo, dicono, significa, talvolta,"
    " potrebbe",
    legend="colore, colori, rosso, verde, grigio, blu, giallo, legenda, evidenziati, contrassegnati, simbolo",
    loading="caricamento, ricerca in corso, attendere",
    next="successivo, successiva, seguente, prossimo, prossima, prossimi, primo, prima",
    limit="per, massimo, fino, saranno, sarà, limite, minimo, almeno, ogni, apriranno, dalle, deve",
    also="il, lo, la, i, gli, le, di, del, della, si prega, per favore, scegliere, selezionare, un, una, un'altra,"
    " sono, ci, è, in, più, tardi, riprovare, spiacenti, e, o, che, stati, siamo",
)
