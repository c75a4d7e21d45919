"""French."""

from probes.lexicon.words import Words

WORDS = Words(
    code="fr",
    slot="créneau, créneaux, disponibilité, disponibilités, plage horaire, plages horaires, plage, plages,"
    " créneau horaire, créneaux horaires",
    visit="rendez-vous, rdv, rendezvous, date, dates, jour, jours, heure, heures, horaire, horaires, place, places,"
    " réservation, réservations, lieu, lieux, consultation, consultations",
    many="les rendez-vous, nos rendez-vous, les rdv, créneaux, dates, horaires, places, plages, disponibilités",
    none="aucun, aucune, n' ... pas de, n' ... pas d', n' ... plus de, n' ... plus d', ne ... pas de,"
    " ne ... plus de, ne ... pas d', ne ... plus d', pas de, pas d', plus aucun, plus aucune, plus un seul, 0, zéro,"
    " n' ... plus un",
    pair="pas de problème, pas de souci, pas d'inquiétude, pas de panique, pas de frais, pas tous, pas toutes,"
    " réservés aux, réservées aux, réservé aux, autre date, autres dates, autre jour, autre horaire,"
    " date ultérieure, en aucun cas, aucun cas, aucun problème, à jour, mise à jour, date de naissance,"
    " tous les jours, plus tard",
    chosen="sélectionné, sélectionnée, choisi, choisie, réservé, réservés, pris, prévu, enregistré, enregistrée",
    free="reste, restent, disponible, disponibles, libre, libres, ouvert, ouverts, ouverte, ouvertes, restant,"
    " restants, restante, restantes, vacant, vacants, dispo, dispos, réservable, réservables",
    found="trouvé, trouvée, trouvés, trouvées, trouver, proposé, proposée, proposés, proposées, propose, possible,"
    " possibles, correspond, correspondant, existe, offert, offerts",
    all="tous, toutes, tout, toute, ensemble des, totalité des",
    taken="pris, prises, réservé, réservés, réservées, occupé, occupés, occupées, attribués, attribuées, remplis,"
    " complets, complètes, complet, indisponibles, partis",
    gone="épuisé, épuisés, épuisée, épuisées, entièrement réservé, entièrement réservés, affiche complet,"
    " affichent complet, est complet, est complète, sont complets, sont complètes, sommes complets",
    nothing="rien",
    office="nous, planning, agenda, calendrier, centre, guichet, guichets, service, consulat, préfecture, cabinet,"
    " mairie",
    service="service, services, prestataire, prestataires, prestation, prestations",
    booking="réservation, réservations, réserver, réservable",
    cannot="pas possible, impossible, plus possible",
    unfree="pas disponible, plus disponible, plus disponibles, pas disponibles, n'est ... disponible, indisponible,"
    " vient d'être, déjà pris, déjà réservé, déjà prise, déjà réservée, plus libre, n'est plus libre",
    one="ce, cet, cette, choisi, choisie, sélectionné, sélectionnée, demandé, demandée, votre",
    day="date, jour, aujourd'hui, demain, journée, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, matin,"
    " après-midi",
    week="semaine",
    month="mois",
    period="période, prochains jours, prochaines semaines, prochains mois, jours, semaines, année, trimestre, "
    "semestre, saison, intervalle",
    bound="jusqu', avant, après, à partir, depuis",
    now="actuellement, en ce moment, pour le moment, pour l'instant, à ce jour, à cette heure, présentement",
    if_="si, s'il, lorsque, lorsqu', quand, dès que, dès qu', en cas, au cas où, tant que, tant qu', sauf, faute de,"
    " parce que, afin, pour éviter",
    owner="vous avez, vous n'avez, mes, vos rendez-vous, vous n'avez pas, vous aviez, j'ai, je n'ai, à venir, tu n'as",
    need="garantie, garanti, garanties, garantis, nécessaire, requis, requise, obligatoire, gratuit, gratuite,"
    " gratuitement, frais, besoin, payant, payante",
    channel="par téléphone, téléphonique, par courriel, par mail, par email, sur place, sans rendez-vous,"
    " au guichet, le dimanche, le samedi, week-end, jours fériés, jour férié, physique",
    waiting="liste d'attente, file d'attente",
    hedge="souvent, parfois, peut, peuvent, pouvait, généralement, habituellement, était, étaient, avait, avaient,"
    " selon, d'après, affirme, dénonce, dénoncent, signalent, raconte, explique, ne signifie pas, rarement,"
    " convient, conviennent, pourrait, serait, seraient, témoigne, depuis des, dit",
    legend="grisé, grisés, grisée, couleur, couleurs, rouge, vert, verte, verts, bleu, bleus, orange, légende,"
    " barré, barrés, surlignés, symbole, pictogramme, marqués, signalés",
    loading="chargement, recherche de, recherche en cours, veuillez patienter, nous recherchons",
    next="suivant, suivante, prochain, prochaine, prochains, prochaines, premier, première",
    limit="par, maximum, max, jusqu'à, seront, sera, limite, minimum, au moins, mise en ligne, mis en ligne,"
    " ouvriront, ouverture, chaque, tous les, limité, plus de, était, doit",
    also="le, la, les, de, des, du, un, une, il, est, sont, pour, votre, veuillez, merci, malheureusement, désolé,"
    " et, ou, plus, ultérieurement, réessayer, recommencer, été, à, y, a, ne, n', l', d', choisissez, sélectionnez,"
    " autre, en, demande, recherche, que, qui",
)
