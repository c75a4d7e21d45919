"""French."""

from probes.lexicon.words import Words

WORDS = Words(
    code="fr",
    slot="créneau, créneaux, disponibilité, disponibilités, plage horaire, plages horaires, plage, plages,"
    " créneau horaire, créneaux horaires, plages libres",
    visit="capacité,"
    " rendez-vous, rdv, rendezvous, date, dates, jour, jours, heure, heures, horaire, horaires, place, places,"
    " réservation, réservations, lieu, lieux, consultation, consultations, entretien, entretiens, visite, visites,"
    " rencontre",
    many="les rendez-vous, nos rendez-vous, les rdv, créneaux, dates, horaires, places, plages, disponibilités,"
    " capacité",
    vague="rendez-vous, rdv, rendezvous, réservation, réservations, consultation, consultations, lieu, lieux, jour,"
    " jours, heure, heures, entretien, entretiens, visite, visites, rencontre",
    none="aucun, aucune, n' ... pas de, n' ... pas d', n' ... plus de, n' ... plus d', ne ... pas de, ne ... plus de,"
    " ne ... pas d', ne ... plus d', pas de, pas d', plus aucun, plus aucune, plus un seul, 0, zéro, n' ... plus un,"
    " plus la moindre, pas la moindre, plus le moindre, pas le moindre, pas un seul, aucune des, aucun des,"
    " n' ... aucun, ne ... aucun, n' ... aucune, ne ... aucune, n' ... pas un, pas pu trouver de, pas pu trouver d'",
    pair="pas de problème, pas de souci, pas d'inquiétude, pas de panique, pas de frais, pas tous, pas toutes,"
    " réservés aux, réservées aux, réservé aux, autre date, autres dates, autre jour, autre horaire, date ultérieure,"
    " en aucun cas, aucun cas, aucun problème, à jour, mise à jour, date de naissance, tous les jours, plus tard,"
    " plus d'informations, plus d'infos, plus de détails, plus d'un, plus d'une, sans rendez-vous,"
    " dossier est complet, dossier complet, formulaire complet, nom complet, parking complet, autre créneau, plus tôt,"
    " plus de 1, ordre d'arrivée, plus de temps",
    chosen="sélectionné, sélectionnée, choisi, choisie, réservé, réservés, pris, prévu, enregistré, enregistrée",
    free="reste, restent, disponible, disponibles, libre, libres, ouvert, ouverts, ouverte, ouvertes, restant,"
    " restants, restante, restantes, vacant, vacants, dispo, dispos, réservable, réservables, à pourvoir, accessible,"
    " accessibles, proposable, bookable, à réserver",
    found="trouvé, trouvée, trouvés, trouvées, trouver, proposé, proposée, proposés, proposées, propose, possible,"
    " possibles, correspond, correspondant, existe, offert, offerts, recherche, critères, résultat, résultats,"
    " subsiste, subsistent, publié, publiée, publiés, publiées, affiché, affichée, demeure, existent, correspondent",
    more="plus aucun, plus aucune, plus de, plus d', n' ... plus de, n' ... plus d', ne ... plus de, ne ... plus d',"
    " plus un seul, plus la moindre, plus le moindre, pas la moindre, pas le moindre, pas un seul",
    unable="pas en mesure de ... proposer, pas en mesure d'offrir, ne pouvons ... proposer, ne pouvons ... offrir,"
    " pouvons pas ... proposer, pouvons malheureusement pas ... proposer, dans l'impossibilité de ... proposer,"
    " impossible de ... proposer, pas pu ... proposer, pas possible de ... proposer",
    able="ne peut, ne peuvent, n'a pu, ne pourrait, nous pouvons",
    regret="malheureusement, désolé, désolés, désolée, regret, regrettons, hélas, navrés, navré",
    all="tous, toutes, tout, toute, ensemble des, totalité des, l'intégralité des, intégralité des, chacun des,"
    " la totalité des",
    taken="pris, prises, réservé, réservés, réservées, occupé, occupés, occupées, attribués, attribuées, remplis,"
    " complets, complètes, complet, indisponibles, partis, pourvus, pourvues, attribué, attribuée, remplies, comblés,"
    " comblées, écoulés, écoulées, distribués, distribuées, affectés, affectées, prise, réservée, parties, épuisés,"
    " épuisées, alloués, saturés, saturées, occupée, vendus",
    gone="épuisé, épuisés, épuisée, épuisées, entièrement réservé, entièrement réservés, affiche complet,"
    " affichent complet, est complet, est complète, sont complets, sont complètes, sommes complets,"
    " totalement réservé, complètement réservé, sont pourvus, sont pourvues, entièrement pris, tous pris,"
    " toutes prises, entièrement complet, au complet",
    full="complet, complète, complets, tout est complet, tout est pris, tout est réservé, plein, surbooké, tous pris,"
    " toutes prises, est plein, est pleine, sont pleins, est saturé",
    nothing="rien",
    office="nous, planning, agenda, calendrier, centre, guichet, guichets, service, consulat, préfecture, cabinet,"
    " mairie, bureau, accueil, antenne, calendrier de réservation, site, agence, ambassade, sous-préfecture, annexe,"
    " médecin, planning de réservation, permanence",
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
    lack="faute de, par manque de, en raison d'un manque de, en raison du manque de,"
    " en raison de l'absence de, par absence de, compte tenu du manque de",
    if_="si, s'il, lorsque, lorsqu', quand, dès que, dès qu', en cas, au cas où, tant que, tant qu', sauf,"
    " parce que, afin, pour éviter",
    owner="vous avez, vous n'avez, mes, vos rendez-vous, vous n'avez pas, vous aviez, j'ai, je n'ai, à venir, tu n'as,"
    " numéro de dossier, à votre nom, code de confirmation, à ce nom",
    need="garantie, garanti, garanties, garantis, nécessaire, requis, requise, obligatoire, gratuit, gratuite,"
    " gratuitement, frais, besoin, payant, payante, annulé, annulés, annuler, modifié",
    channel="par téléphone, téléphonique, par courriel, par mail, par email, sur place, sans rendez-vous,"
    " au guichet, le dimanche, le samedi, week-end, jours fériés, jour férié, physique",
    waiting="liste d'attente, file d'attente",
    hedge="souvent, parfois, peut, peuvent, pouvait, généralement, habituellement, était, étaient, avait, avaient,"
    " selon, d'après, affirme, dénonce, dénoncent, signalent, raconte, explique, ne signifie pas, rarement, convient,"
    " conviennent, pourrait, serait, seraient, témoigne, depuis des, dit, presque, quasiment, certains, certaines,"
    " quelques, plupart, automatiquement, tirage au sort, majorité, chaque matin, par ordre",
    legend="grisé, grisés, grisée, couleur, couleurs, rouge, vert, verte, verts, bleu, bleus, orange, légende,"
    " barré, barrés, surlignés, symbole, pictogramme, marqués, signalés",
    loading="chargement, recherche de, recherche en cours, veuillez patienter, nous recherchons",
    next="suivant, suivante, prochain, prochaine, prochains, prochaines, premier, première",
    limit="par, maximum, max, jusqu'à, seront, sera, limite, minimum, au moins, mise en ligne, mis en ligne,"
    " ouvriront, ouverture, chaque, tous les, limité, plus de, était, doit",
    also="oups,"
    " le, la, les, de, des, du, un, une, il, est, sont, pour, votre, veuillez, merci, malheureusement, désolé, et,"
    " ou, plus, ultérieurement, réessayer, recommencer, été, à, y, a, ne, n', l', d', choisissez, sélectionnez, autre,"
    " en, demande, recherche, que, qui, nos, au, aux, ce, cette, jusqu, déjà, ces, vous, nous, notre, par, tout,"
    " toute, ci, là",
)
