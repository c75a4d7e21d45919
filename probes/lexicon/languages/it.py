"""Italian."""

from probes.lexicon.words import Words

WORDS = Words(
    code="it",
    slot="disponibilità, fascia oraria, fasce orarie, slot, slot liberi, turno, turni, finestre orarie",
    visit="capienza, capacità,"
    " appuntamento, appuntamenti, data, date, orario, orari, ora, ore, posto, posti, giorno, giorni,"
    " prenotazioni, visita, visite, prenotazione, proposta di appuntamento, proposte di appuntamento",
    many="appuntamenti, date, orari, posti, fasce, slot, turni, capienza, visite, fasce orarie",
    vague="appuntamento, appuntamenti, ora, ore, giorno, giorni, prenotazione, prenotazioni, visita, visite, orario,"
    " orari",
    none="non ci sono, non c'è, nessun, nessuna, nessuno, non sono ... presenti, non vi sono, non risultano,"
    " non sono stati ... trovati, non sono state ... trovate, non è ... presente, non abbiamo, non ... alcun,"
    " non ... alcuna, 0, non esistono, non offre, non sono disponibili, non ha, non è stato trovato alcun,"
    " nessuno dei, nessuna delle, nemmeno un, neanche un, neppure un, non rimangono, non restano, non rimane,"
    " non resta, non ci risultano, non ne abbiamo, non disponiamo di, non dispone di, alcun, alcuna, non ha prodotto,"
    " zero, non ha restituito, più nessun, più nessuna, non presenta",
    pair="non tutti, non tutte, riservati a, riservate a, riservati ai, altra data, altro giorno, altro orario,"
    " data successiva, nessun problema, data di nascita, tutti i giorni, senza appuntamento, più informazioni,"
    " nome completo, appuntamento precedente, altri orari, altra sede, più di",
    chosen="selezionato, selezionata, scelto, prenotato, prenotati, salvato",
    free="disponibile, disponibili, libero, liberi, libera, libere, rimasti, rimaste, disponibilità, prenotabili,"
    " prenotabile, da prenotare, da offrire, residui, residue, residua, fruibili",
    found="trovato, trovati, trovate, trovata, possibile, possibili, offerti, presenti, ricerca, criteri, risultati,"
    " prodotto, esistono, corrispondenti, trovare, rilevati, rilevate, offrire, pubblicati, pubblicate, prenotare",
    more="più, non ... più, nemmeno un, neanche un, neppure un, non c'è più, non ci sono più, non rimangono,"
    " non restano, un solo",
    unable="non possiamo assegnare altri, non si possono assegnare altri,"
    " non siamo in grado di ... offrire, non siamo in grado di offrirle, non siamo in grado di proporre,"
    " non siamo in grado di proporle, non possiamo offrire, non possiamo offrirle, non possiamo proporre,"
    " non possiamo proporle, non è possibile offrire, non è possibile proporre",
    able="non può, non possono, non si può, non si possono",
    regret="purtroppo, spiacenti, spiacente, ci dispiace, ci scusiamo, siamo desolati, dispiace",
    all="tutti i, tutti gli, tutte le, tutti, tutte, ogni, ciascuno degli, la totalità dei, la totalità degli",
    taken="prenotati, prenotate, occupati, occupate, presi, prese, riservati, pieni, assegnati, assegnate, pieno,"
    " piena, piene, esauriti, esaurite, riservate, impegnati, impegnate, completi, occupata, terminati, terminate,"
    " coperti, completati, completate, prenotato",
    gone="andati a ruba, andate a ruba, sono finiti, sono finite,"
    " esaurito, esauriti, esaurita, esaurite, al completo, completamente prenotato, terminati, terminate,"
    " tutto esaurito, tutto prenotato, tutto occupato, sono finiti, sono finite, si sono esauriti,"
    " completamente occupato, completamente prenotata, completamente pieno, sold out",
    full="completo, pieno, piena, tutto esaurito, tutto prenotato, tutto occupato, tutto pieno, esaurito, è pieno,"
    " è piena, sono pieni, è completo, è completa, sono completi",
    nothing="niente, nulla",
    office="calendario, agenda, centro, ufficio, sede, consolato, ambulatorio, sportello, comune, ambasciata,"
    " struttura, strutture, noi, questura, studio, anagrafe, ambulatori, sedi, agende, agenda prenotazioni",
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
    lack="per mancanza di, per assenza di, a causa della mancanza di, causa mancanza di,"
    " stante la mancanza di, data la mancanza di",
    if_="se, quando, qualora, nel caso, in caso, appena, finché, salvo, affinché, perché",
    owner="hai, non hai, i tuoi, i miei, lei ha, ha già, le tue, i suoi, codice di prenotazione, a suo nome",
    need="garantita, garantito, garanzia, necessario, necessaria, è richiesto, è richiesta, obbligatorio, gratuito,"
    " gratuita, gratis, costo, annullare, annullato",
    channel="per telefono, telefonico, telefonici, via email, senza appuntamento, di domenica, di sabato, festivi,"
    " in presenza",
    waiting="lista d'attesa, lista di attesa",
    hedge="spesso, a volte, può, possono, generalmente, era, erano, c'erano, secondo, dicono, significa, talvolta,"
    " potrebbe, quasi, alcuni, alcune, maggior parte, automaticamente, sorteggio, in ordine",
    legend="colore, colori, rosso, verde, grigio, blu, giallo, legenda, evidenziati, contrassegnati, simbolo",
    loading="caricamento, ricerca in corso, attendere",
    next="successivo, successiva, seguente, prossimo, prossima, prossimi, primo, prima",
    limit="per, massimo, fino, saranno, sarà, limite, minimo, almeno, ogni, apriranno, dalle, deve",
    also="il, lo, la, i, gli, le, di, del, della, si prega, per favore, scegliere, selezionare, un, una, un'altra,"
    " sono, ci, è, in, più, tardi, riprovare, spiacenti, e, o, che, stati, siamo, nostro, nostra, tutto, per, questa,"
    " questo, già, completamente, al, dei, delle, nella, nel",
)
