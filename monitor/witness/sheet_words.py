"""The words of the look sheet, in the languages of those who look. Pure."""

from __future__ import annotations

from collections.abc import Mapping

_FR = {
    "title": "Fiche de consultation",
    "page": "Page",
    "office": "Service",
    "procedure": "Démarche",
    "address": "Adresse",
    "name": "Nom à écrire",
    "when": "Quand regarder",
    "when-rota": "Selon le tour de rôle : {when}.",
    "when-any": "Au moins quatre fois, sur trois jours et deux semaines différentes, sur plus de sept jours en tout.",
    "when-any-hour": "À des heures différentes si possible ; notez l'heure à la minute.",
    "when-negative": "Que la page montre un créneau ou non, la consultation compte de la même façon : enregistrez-la.",
    "click": "Où cliquer",
    "open": "Ouvrez l'adresse ci-dessus sur un ordinateur, de préférence dans une fenêtre de navigation privée.",
    "captcha": "Si un captcha apparaît, remplissez-le vous-même. S'il ne passe pas, enregistrez la page telle quelle.",
    "walk": "Suivez la démarche indiquée ; si des conditions doivent être acceptées, lisez-les d'abord.",
    "stop": "Arrêtez-vous à la page qui propose des créneaux, ou qui dit qu'il n'y en a pas. N'allez pas plus loin.",
    "save": "Quoi enregistrer",
    "save-archive": "De préférence la page en un seul fichier : Ctrl+S, puis « Page web, fichier unique (MHTML) ».",
    "save-complete": "Sinon : Ctrl+S, puis « Page web complète ». Le dossier d'images à côté n'est pas nécessaire.",
    "save-picture": "Sinon, une capture d'écran PNG de toute la fenêtre, avec l'adresse, la date et l'heure visibles.",
    "save-once": "Une consultation : une page enregistrée, plus une capture si vous voulez, sous le même nom.",
    "save-all": "Une erreur, une page blanche ou un refus s'enregistrent aussi.",
    "hand": "Où le mettre",
    "folder": "Dans le dossier partagé, sous-dossier « {id} ».",
    "send": "À remettre à la personne qui tient l'observatoire ({contact}).",
    "file-name": "Nom du fichier : {id}__2026-11-21T0905__A.mhtml, c'est-à-dire le nom de la page, la date et l'heure"
    " de la consultation, votre lettre, séparés par deux tirets bas.",
    "answers": "Pour une image, ajoutez à la fin ce qu'elle montre : {id}__2026-11-21T0905__A__no_slots.png. Les mots :"
    " slots (créneau affiché), no_slots (la page dit qu'il n'y en a pas), closed (réservation fermée), gated (arrêt au"
    " captcha ou à une file d'attente), failing (erreur ou pas de réponse), unrecognised (rien de tout cela).",
    "side-car": "Une remarque ? Un fichier texte du même nom, terminé par .toml, déposé avant l'autre :"
    ' note = "deuxième essai".',
    "never": "Ce qu'il ne faut jamais faire",
    "never-type": "Ne tapez ni nom, ni adresse électronique, ni téléphone, ni numéro de dossier ou de titre.",
    "never-log-in": "Ne vous connectez à aucun compte, et n'enregistrez pas une page où vous êtes connecté.",
    "never-name": "N'écrivez pas votre nom : une lettre suffit. Ce qui est déposé est scellé et reste.",
    "never-change": "Ne retouchez ni la page ni l'image ; ne masquez rien, recommencez plutôt.",
    "never-book": "Ne retenez aucun créneau pour quelqu'un d'autre.",
    "foot": "Les métadonnées des images (appareil, lieu) sont retirées avant le scellement. L'heure que vous déclarez"
    " et l'heure de réception sont conservées et affichées toutes les deux.",
}
_EN = {
    "title": "Look sheet",
    "page": "Page",
    "office": "Office",
    "procedure": "Procedure",
    "address": "Address",
    "name": "Name to write",
    "when": "When to look",
    "when-rota": "By the rota: {when}.",
    "when-any": "At least four times, on three days and in two different weeks, over more than seven days in all.",
    "when-any-hour": "At different hours if you can; note the time to the minute.",
    "when-negative": "Whether the page shows a slot or not, the look counts the same: save it.",
    "click": "Where to click",
    "open": "Open the address above on a computer, best in a private window.",
    "captcha": "If a captcha appears, fill it in yourself. If it does not let you pass, save the page as it is.",
    "walk": "Follow the procedure named above; where terms are to be accepted, read them first.",
    "stop": "Stop at the page that offers slots, or says that there are none. Go no further.",
    "save": "What to save",
    "save-archive": "Best the page as one file: Ctrl+S, then “Webpage, single file (MHTML)”.",
    "save-complete": "Otherwise: Ctrl+S, then “Webpage, complete”. The folder with pictures beside it is not needed.",
    "save-picture": "Otherwise a PNG screenshot of the whole window, with the address, the date and the time visible.",
    "save-once": "One look: one saved page, and a screenshot if you like, under the same name.",
    "save-all": "An error, an empty page or a refusal is saved as well.",
    "hand": "Where to put it",
    "folder": "Into the shared folder, subfolder “{id}”.",
    "send": "Hand it to whoever runs the observatory ({contact}).",
    "file-name": "Name of the file: {id}__2026-11-21T0905__A.mhtml, that is the page's name, day and time of the look,"
    " and your letter, with two underscores between them.",
    "answers": "For a picture, add what it shows at the end: {id}__2026-11-21T0905__A__no_slots.png. The words: slots"
    " (a slot is shown), no_slots (the page says that there is none), closed (booking is closed), gated (stopped at a"
    " captcha or a queue), failing (an error or no answer), unrecognised (none of these).",
    "side-car": "A remark? A text file of the same name, ending in .toml, put there before the other:"
    ' note = "second try".',
    "never": "What never to do",
    "never-type": "Type no name, e-mail address, telephone number, file or permit number.",
    "never-log-in": "Log in to no account, and save no page on which you are logged in.",
    "never-name": "Do not write your name: a letter is enough. What is handed over is sealed and stays.",
    "never-change": "Retouch neither the page nor the picture; hide nothing, start again instead.",
    "never-book": "Hold no slot for anybody else.",
    "foot": "Metadata of pictures (camera, place) are taken out before sealing. The time that you declare and the time"
    " of receipt are both kept, and both shown.",
}
WORDS: Mapping[str, Mapping[str, str]] = {"fr": _FR, "en": _EN}
DAYS: Mapping[str, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""From Monday on."""
