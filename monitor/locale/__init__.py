"""The public words for each outcome, in French, English and Arabic: past tense, what was seen, never more."""

from __future__ import annotations

from probes.contract import Outcome

SHORT: dict[str, dict[Outcome, str]] = {
    "en": {
        Outcome.SLOTS: "Slot shown",
        Outcome.NO_SLOTS: "No slot offered",
        Outcome.CLOSED: "Booking closed",
        Outcome.GATED: "Not measurable by a robot",
        Outcome.REFUSED: "Robot turned away",
        Outcome.FAILING: "Error or no answer",
        Outcome.UNRECOGNISED: "Page not understood",
        Outcome.OFFLINE: "No measurement",
    },
    "fr": {
        Outcome.SLOTS: "Créneau affiché",
        Outcome.NO_SLOTS: "Aucun créneau proposé",
        Outcome.CLOSED: "Réservation fermée",
        Outcome.GATED: "Non mesurable par un robot",
        Outcome.REFUSED: "Robot écarté",
        Outcome.FAILING: "Erreur ou pas de réponse",
        Outcome.UNRECOGNISED: "Page non interprétée",
        Outcome.OFFLINE: "Pas de mesure",
    },
    "ar": {
        Outcome.SLOTS: "عُرض موعد",
        Outcome.NO_SLOTS: "لم يُعرض أي موعد",
        Outcome.CLOSED: "الحجز مغلق",
        Outcome.GATED: "لا يمكن للروبوت قياسها",
        Outcome.REFUSED: "استُبعد الروبوت",
        Outcome.FAILING: "خطأ أو لا جواب",
        Outcome.UNRECOGNISED: "صفحة لم تُفهم",
        Outcome.OFFLINE: "لا قياس",
    },
}
