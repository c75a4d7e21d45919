"""Words by which a sentence only supposes a fault, or speaks of something else than the page. Tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONDITIONS = {
    "en": r"\b(?:if|in case of|should (?:you|an?|there|the)|whenever)\b",
    "fr": r"\b(?:si\b|s'il|en cas d|lorsqu|dès qu)",
    "de": r"\b(?:wenn|falls|sollte\w*|sofern|bei (?:technisch|problem|störung|fehler))",
    "es": r"\b(?:si|en caso de|cuando)\b",
    "it": r"\b(?:se|in caso d\w*|qualora)\b",
    "nl": r"\b(?:als|indien|mocht|bij (?:technisch|storing|problem))",
    "pt": r"\b(?:em caso de|caso|quando)\b",
    "pl": r"\b(?:jeśli|jeżeli|w razie|w przypadku|gdy)\b",
    "ru": r"\b(?:если|в случае|при (?:возникновении|технич))",
    "uk": r"\b(?:якщо|у разі|в разі)\b",
    "sv": r"\b(?:om|vid (?:tekniska|problem|fel))\b",
    "no": r"\b(?:hvis|dersom|ved (?:tekniske|problem|feil))",
    "da": r"\b(?:hvis|såfremt|ved (?:tekniske|problem|fejl))",
    "fi": r"\b(?:jos|mikäli)\b",
    "cs": r"\b(?:pokud|jestliže|v případě)\b",
    "sk": r"\b(?:ak|v prípade)\b",
    "hu": r"\b(?:ha|amennyiben)\b",
    "ro": r"\b(?:dacă|în caz)\b",
    "el": r"\b(?:αν|εάν|σε περίπτωση)\b",
    "zh": r"如果|如遇|若",
    "ja": r"場合",
    "ko": r"경우",
    "ar": r"إذا|في حال",
}
CONDITIONS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(words, re.IGNORECASE) for language, words in _CONDITIONS.items()
}
"""Before the words: then nothing has happened yet."""

ELSEWHERE = re.compile(
    r"pa(?:y|ie)ment|zahlung|\bpagos?\b|pagament|betaal|betal|płatno|оплат|платеж|ödeme|支払|支付|결제"
    r"|phone|telefo|téléfo|телефон|e-?mails?\b|courriel|\bsms\b|hotline|newsletter|\bchat\b|электронной почт"
    r"|elevator|\blift\b|ascenseur|aufzug|ascensor|\bwinda\b|лифт|car park|parking|parkplatz"
    r"|interpret|interprèt|dolmetsch|printer|photo|building|bâtiment|gebäude|rathaus|edificio|entrance|eingang"
    r"|guichet|schalter|ventanilla|sportello|kiosk",
    re.IGNORECASE,
)
"""Another service, or the place itself: that it fails or is closed is no fault of the page."""

OWN_BOOKING = re.compile(
    r"\bmanag|\bcancel|\bchange\b|modif|reschedul|annul|\bgérer|retrouv|verwalten|stornier|absag|umbuch|gestion"
    r"|\bgesti|\bdisd|wijzig|beheren|\bgerir|alterar|zarządza|odwoła|отмен|управл|изменить|yönet|iptal|avboka"
    r"|hantera|newsletter|notif|\balerts?\b|waiting ?list|warteliste|liste d'attente|empfang|telefonisch",
    re.IGNORECASE,
)
"""Reasons to sign in (in German also: to register at the desk) that do not stand before the free slots."""
