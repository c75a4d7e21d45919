"""What sites say when they turn a visitor away, by language: asked too often, not allowed. Tables."""

from __future__ import annotations

from collections.abc import Mapping

RATE_LIMITED: Mapping[str, str] = {
    "en": r"too many (?:requests|attempts)|\brate[ -]?limit(?:ed|ing)?\b|request limit|maximum number of requests"
          r"|(?:requests?|you) (?:are|were|is|have been) (?:being )?throttled|requesting too (?:often|frequently"
          r"|fast)|you(?:'re| are) (?:making|sending) (?:requests )?too (?:many|fast|quickly|often)"
          r"|exceeded .{0,30}\bquota\b",
    "fr": r"trop de (?:requêtes|tentatives|demandes (?:ont été|en peu|successives))|limite (?:d'appels|de requêtes)"
          r"|nombre (?:maximal|maximum|trop (?:élevé|important)) de requêtes|trop grand nombre de requêtes",
    "de": r"zu viele (?:an|auf|zu)?(?:fragen|rufe|griffe|versuche)|zu viele requests|anfragelimit|zugriffslimit"
          r"|maximale (?:anzahl|zahl) (?:an|von|der) (?:anfragen|zugriffen|zugriffe)",
    "es": r"demasiad[ao]s (?:peticiones|solicitudes|consultas|intentos)|l[íi]mite de (?:peticiones|solicitudes"
          r"|consultas)|n[úu]mero m[áa]ximo de (?:peticiones|solicitudes|consultas)",
    "it": r"tropp[ie] (?:richieste|tentativi)|limite di richieste|numero massimo di richieste",
    "nl": r"te veel (?:verzoeken|aanvragen|pogingen)|maximum ?aantal (?:verzoeken|aanvragen)",
    "pt": r"(?:demasiad|muit)[ao]s (?:pedidos|solicitações|requisições|tentativas)|excesso de (?:pedidos|requisições)"
          r"|limite de (?:pedidos|requisições|solicitações)",
    "pl": r"zbyt (?:wiele|dużo) (?:żądań|zapytań|prób)|limit (?:żądań|zapytań)",
    "ru": r"слишком много (?:запросов|попыток)|превышен\w* .{0,20}(?:запросов|попыток)|лимит запросов",
    "uk": r"(?:за|на)надто багато (?:запитів|спроб)|забагато (?:запитів|спроб)",
    "tr": r"çok fazla (?:istek|deneme)",
    "sv": r"för många (?:förfrågningar|anrop|försök)",
    "no": r"for mange (?:forespørsler|forsøk)",
    "da": r"for mange (?:anmodninger|forsøg)",
    "fi": r"liian monta (?:pyyntöä|yritystä)|liikaa pyyntöjä",
    "cs": r"příliš mnoho (?:požadavků|dotazů|pokusů)",
    "hu": r"túl sok (?:kérés|próbálkozás)",
    "ro": r"prea multe (?:cereri|solicitări|încercări)",
    "el": r"πάρα πολλ[άέ]ς? (?:αιτήματα|προσπάθειες)",
    "he": r"יותר מדי (?:בקשות|ניסיונות)",
    "zh": r"(?:请求|訪問|访问|請求|操作)(?:过于|過於|太|次数|次數)?(?:频繁|頻繁|过多|過多)",
    "ja": r"(?:リクエスト|アクセス|試行)(?:回数|数)?(?:が|は)?(?:多すぎ|上限)",
    "ko": r"(?:요청|시도)이? ?너무 많|너무 많은 요청",
    "ar": r"(?:طلبات|محاولات) كثيرة|الكثير من (?:الطلبات|المحاولات)",
    "fa": r"درخواست.{0,20}بیش از حد",
}  # fmt: skip
"""Too many requests; too many appointments of one's own are something else."""

FORBIDDEN: Mapping[str, str] = {
    "en": r"access (?:to this \w+ )?(?:has been |is |was )?(?:temporarily |permanently )?(?:denied|forbidden|blocked"
          r"|restricted)|^(?:403 )?forbidden(?: access)?[.!]?$|(?:your )?request (?:has been |was |is "
          r"|could not be )?(?:blocked|rejected|denied)|you (?:don't|do not) have permission to (?:access|view)"
          r"|you are not (?:authori[sz]ed|allowed) to access",
    "fr": r"accès (?:[àa] (?:cette|la) \w+ |est |a été |temporairement )*(?:interdit|refusé|bloqué|restreint"
          r"|non autorisé)|requête (?:a été |est )?(?:bloquée|rejetée|refusée)|pas (?:le droit|l'autorisation"
          r"|autorisé) (?:d'accéder|à accéder)",
    "de": r"(?:zugriff|zugang) (?:\w+ ){0,3}(?:verweigert|gesperrt|untersagt|verboten|blockiert|nicht (?:erlaubt"
          r"|gestattet))|anfrage (?:wurde )?(?:blockiert|abgewiesen|zurückgewiesen)|keine berechtigung",
    "es": r"acceso (?:\w+ ){0,2}(?:denegado|prohibido|restringido|bloqueado)|(?:solicitud"
          r"|petici[óo]n) (?:\w+ ){0,2}(?:rechazada|bloqueada|denegada)|url solicitada (?:\w+ ){0,2}rechazada",
    "it": r"accesso (?:\w+ ){0,2}(?:negato|vietato|bloccato|limitato)|richiesta (?:\w+ ){0,2}(?:bloccata|rifiutata"
          r"|respinta)",
    "nl": r"toegang (?:\w+ ){0,2}(?:geweigerd|verboden|geblokkeerd|ontzegd)",
    "pt": r"acesso (?:\w+ ){0,2}(?:negado|proibido|bloqueado|recusado)",
    "pl": r"odmowa dostępu|dostęp (?:\w+ ){0,2}(?:zabroniony|zablokowany)|brak dostępu do strony",
    "ru": r"доступ (?:\w+ ){0,3}(?:запрещ[её]н|ограничен|заблокирован)|отказано в доступе",
    "uk": r"доступ (?:\w+ )?заборонен",
    "tr": r"erişim (?:\w+ )?(?:engellen|reddedil|yasak)",
    "sv": r"åtkomst (?:nekad|förbjuden)|du har inte behörighet",
    "no": r"ingen tilgang|tilgang nektet",
    "da": r"adgang (?:nægtet|forbudt)",
    "fi": r"pääsy (?:estetty|kielletty|evätty)",
    "cs": r"přístup (?:\w+ )?(?:odepřen|zamítnut|odmítnut|zakázán)",
    "hu": r"hozzáférés (?:megtagadva|letiltva)",
    "ro": r"acces(?:ul)? (?:interzis|refuzat|blocat)",
    "el": r"απαγορεύεται η πρόσβαση|άρνηση πρόσβασης",
    "he": r"הגישה (?:נחסמה|נדחתה)|אין גישה",
    "zh": r"(?:访问|訪問|存取)(?:被|已被)?(?:拒绝|拒絕|禁止|限制)|(?:拒绝|拒絕|禁止)(?:访问|訪問)",
    "ja": r"アクセス(?:が|は)?(?:拒否|禁止|制限)",
    "ko": r"(?:접근|접속|액세스)[이가]? ?(?:거부|차단|제한)",
    "ar": r"(?:تم|رفض) (?:حظر|رفض|منع)? ?(?:الوصول|الدخول)",
}  # fmt: skip
"""No access, without a word on why."""
