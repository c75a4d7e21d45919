"""What sites say when they fail, by language: overload, maintenance, errors, no such page. Tables."""

from __future__ import annotations

from collections.abc import Mapping

OVERLOADED: Mapping[str, str] = {
    "en": r"(?:server|service|site|website|system)s? (?:is|are) (?:currently |temporarily )?(?:too )?(?:busy"
          r"|overloaded|at capacity|over capacity)|server too busy|(?:very |unusually |extremely )?(?:high"
          r"|heavy) (?:traffic|load)\b|too many (?:visitors|users|connections)|server overload",
    "fr": r"(?:service|serveurs?|site|système) (?:\w+ ){0,2}(?:surchargée?s?|saturée?s?)|trop de (?:visiteurs"
          r"|connexions|monde)|trop grand nombre de (?:connexions|visiteurs)|(?:forte|très forte) affluence"
          r"|surcharge (?:du|des|de nos) serveurs?",
    "de": r"(?:server|system|dienst|seite|portal) (?:\w+ ){0,3}(?:überlastet|ausgelastet)|zu viele (?:besucher|nutzer"
          r"|benutzer)|hohe[sn]? (?:zugriffszahlen|besucheraufkommen|serverauslastung)",
    "es": r"(?:servidor|sistema|servicio|sitio) (?:\w+ ){0,2}(?:saturado|sobrecargado|colapsado)"
          r"|demasiad[oa]s (?:usuarios|visitantes|conexiones)",
    "it": r"(?:server|sistema|servizio|sito) (?:\w+ ){0,2}sovraccaric|troppi utenti",
    "nl": r"(?:server|systeem|site|website) (?:\w+ ){0,2}(?:overbelast|te druk)|te veel bezoekers",
    "pt": r"(?:servidor|sistema|serviço|site) (?:\w+ ){0,2}(?:sobrecarregado|congestionado)|(?:demasiados utilizador"
          r"|muitos usuário|demasiados visitante)",
    "pl": r"(?:serwer|system|serwis) (?:\w+ ){0,2}przeciążon",
    "ru": r"(?:сервер|сайт|система) (?:\w+ ){0,2}перегружен",
    "zh": r"(?:系统|系統|服务器|伺服器)(?:繁忙|过载|過載)",
    "ja": r"アクセスが(?:大変)?(?:集中|混雑)|混み合って",
    "ko": r"접속자가? ?(?:많|폭주)",
    "sv": r"servern är överbelastad|högt tryck på",
    "cs": r"(?:server|systém) (?:je )?přetížen",
}  # fmt: skip
"""Too many visitors for the server."""

MAINTENANCE: Mapping[str, str] = {
    "en": r"(?:under(?:going)?|down for|closed for|offline for|due to|for|in) (?:\w+ ){0,2}maintenance\b(?! work on)"
          r"|maintenance (?:mode|(?:is |currently |now )?(?:in progress|underway))|^(?:\w+ )?maintenance[.!]?$"
          r"|(?:performing|conducting|carrying out) (?:\w+ ){0,3}(?:maintenance|upgrades?|updates?)|we(?:'re"
          r"| are) (?:\w+ )?(?:updating|upgrading) (?:our|the)|we(?:'ll| will) be (?:right )?back (?:soon|shortly)",
    "fr": r"en (?:cours de )?maintenance\b|maintenance en cours|opérations? de maintenance (?:est |sont )?en cours"
          r"|site (?:\w+ )?indisponible|en raison (?:d'une|de|des|d')(?: opérations? de| travaux de)? ?maintenance"
          r"|pour (?:cause de )?maintenance|^maintenance(?: (?:du site|technique|programmée|planifiée))?[.!]?$",
    "de": r"wartungsmodus|wird (?:\w+ )?gewartet|(?:in|im|unter) (?:der )?wartung\b|wegen (?:\w+ )?wartung"
          r"|wartungsarbeiten(?! (?:am|vom|statt|geplant))|wir aktualisieren (?:\w+ )?(?:unser|das)",
    "es": r"(?:en|por|bajo) (?:tareas de |labores de |trabajos de )?mantenimiento|tareas de mantenimiento",
    "it": r"in manutenzione|(?:per|sono in corso) (?:\w+ )?(?:lavori |interventi )?(?:di )?manutenzione"
          r"|manutenzione in corso",
    "nl": r"(?:in|wegens|door|voor) (?:\w+ )?onderhoud\b|onderhoudswerkzaamheden|onderhoudsmodus",
    "pt": r"(?:em|para|por motivos? de) manuten[çc][ãa]o|trabalhos de manuten[çc][ãa]o",
    "pl": r"(?:prace|przerwa) (?:konserwacyjn|techniczn|serwisow)\w+|trwają prace",
    "tr": r"bakım (?:çalışma|modu)|bakımda\b",
    "ru": r"техническ\w+ работ|на (?:техническом )?обслуживании|профилактическ\w+ работ",
    "uk": r"технічн\w+ роб[оі]т",
    "sv": r"(?:under|pågå\w*|på grund av) (?:\w+ )?underhåll",
    "no": r"(?:under|pga\.?|på grunn av) vedlikehold",
    "da": r"(?:under|pga\.?|på grund af) vedligehold",
    "fi": r"huolto(?:katko|töiden|työn)",
    "he": r"(?:עבודות|מצב) תחזוקה",
    "cs": r"(?:probíhá|z důvodu|v) (?:\w+ )?údržb|odstávk[ay]",
    "hu": r"karbantartás",
    "ro": r"mentenan[țt][ăa]",
    "el": r"(?:υπό|εργασίες|λόγω) συντήρησ",
    "zh": r"(?:系统|系統|网站|網站)?(?:正在)?(?:维护|維護)(?:中|升级|升級)|停机维护",
    "ja": r"メンテナンス(?:中|のため|を行)",
    "ko": r"(?:시스템|서비스|정기) ?점검|점검 ?중",
    "ar": r"(?:تحت|قيد|أعمال) الصيانة",
}  # fmt: skip
"""Works on the site now; announcements of later works are kept out where the words stand (``sentences``)."""

ERRORS: Mapping[str, str] = {
    "en": r"(?:internal|unknown|unexpected|technical|fatal|critical|system|server) (?:server )?error\b"
          r"|an? (?:\w+ )?error (?:has |was )?(?:occurred|occured|encountered)|something went wrong"
          r"|technical (?:problem|difficult|issue)|(?:service|server|system|site|website|function|feature"
          r"|application)s? (?:is |are )?(?:currently |temporarily )?(?:unavailable|not available|down)\b"
          r"|temporarily unavailable|could not (?:connect to|reach) (?:the )?(?:server|database)|^(?:service"
          r"|server) unavailable[.!]?$|bad gateway|gateway time-?out",
    "fr": r"(?:erreur|problème|incident|difficulté|souci)s? (?:interne|technique|inattendu|inconnu|serveur|système"
          r"|du serveur)|une erreur (?:\w+ ){0,2}(?:s'est produite|est survenue|est apparue)|rencontr(?:e"
          r"|ons) (?:\w+ )?(?:un|des|quelques) (?:\w+ )?(?:problème|difficulté|incident)|(?:service|serveur"
          r"|application|site) (?:\w+ ){0,2}(?:indisponible|inaccessible)|n'est pas en mesure de répondre|(?:service"
          r"|serveur) n'est pas (?:disponible|accessible)",
    "de": r"(?:interner|unbekannter|unerwarteter|technischer|schwerwiegender|allgemeiner) (?:\w{0,20})?fehler"
          r"|ein (?:\w+ )?fehler (?:ist )?aufgetreten|fehler ist aufgetreten|technische[sn]? (?:problem|störung"
          r"|schwierigkeit)|(?:dienst|service|server|seite|website|webseite|anwendung|system|funktion|portal) (?:ist"
          r"|steht) (?:\w+ ){0,4}nicht (?:verfügbar|erreichbar|zur verfügung)|^serverfehler",
    "es": r"(?:error|problema|fallo|incidencia)s? (?:interno|t[ée]cnic|inesperad|desconocid|del? (?:servidor"
          r"|sistema))|(?:se ha producido|ha ocurrido|ocurri[óo]|se produjo) un (?:error|problema|fallo)"
          r"|fuera de servicio|(?:servicio|servidor|sitio|sistema|aplicaci[óo]n) (?:web )?(?:temporalmente )?no "
          r"(?:est[áa] )?(?:\w+ )?disponible",
    "it": r"errore (?:interno|tecnico|imprevisto|inatteso|sconosciuto|di sistema|del server)"
          r"|si è verificato un (?:errore|problema)|problem[ai] tecnic|(?:servizio|server|sito"
          r"|sistema) (?:\w+ ){0,2}non (?:è )?(?:\w+ )?(?:disponibile|raggiungibile)",
    "nl": r"(?:interne|technische|onverwachte|onbekende) (?:\w+ )?(?:serverfout|fout|storing|problem)|er is (?:een "
          r"|iets )(?:\w+ )?(?:fout|storing|misgegaan|mis gegaan)|(?:dienst|server|website|site"
          r"|systeem) (?:is )?(?:\w+ )?niet (?:beschikbaar|bereikbaar)",
    "pt": r"erro (?:interno|t[ée]cnico|inesperado|desconhecido|d[eo] (?:sistema|servidor))|ocorreu um (?:erro"
          r"|problema)|(?:servi[çc]o|servidor|site|sistema) (?:\w+ ){0,2}(?:indispon[íi]vel|fora d[eo] (?:ar"
          r"|servi[çc]o))",
    "pl": r"błąd (?:komunikacji|serwera|wewnętrzny|systemu|połączenia|aplikacji)|wystąpił (?:\w+ )?błąd|(?:serwis"
          r"|usługa|serwer|strona|system) (?:\w+ ){0,2}niedostępn",
    "sv": r"(?:internt|tekniskt|oväntat|okänt) (?:server)?fel|ett fel (?:har )?(?:uppst|inträff)"
          r"|tjänsten är (?:\w+ )?otillgänglig",
    "no": r"det (?:har )?oppst\w+ en (?:\w+ )?feil|(?:teknisk|intern|uventet) feil",
    "fi": r"(?:tekninen|sisäinen|odottamaton) virhe|tapahtui virhe",
    "da": r"der (?:er )?(?:op)?st\w+ en (?:\w+ )?fejl|(?:teknisk|intern|uventet) fejl",
    "cs": r"(?:nastala|vyskytla se|došlo k) (?:\w+ )?chyb|(?:interní|neočekávaná) chyba",
    "ru": r"(?:произошла|возникла) (?:\w+ )?ошибка|внутренняя ошибка|техническ\w+ (?:ошибк|неполад|сбо)|(?:сервис"
          r"|сервер|сайт|служба) (?:\w+ )?недоступ",
    "uk": r"(?:сталася|виникла) (?:\w+ )?помилка|внутрішня помилка",
    "tr": r"(?:sunucu|sistem|beklenmeyen|teknik|dahili) (?:bir )?hata|hata oluştu",
    "hu": r"(?:belső|váratlan) hiba|hiba történt",
    "ro": r"eroare (?:intern|tehnic|de server|neașteptat)|a apărut o eroare",
    "el": r"(?:εσωτερικό|τεχνικό|απρόσμενο) σφάλμα|(?:παρουσιάστηκε|προέκυψε) (?:\w+ )?σφάλμα",
    "he": r"(?:אירעה|התרחשה) (?:\w+ )?שגיאה|שגיאת (?:שרת|מערכת)",
    "zh": r"(?:系统|系統|服务器|伺服器)(?:内部|內部)?(?:错误|錯誤|异常|異常)",
    "ja": r"(?:システム|サーバー?|内部|予期しない|予期せぬ)エラー|エラーが発生",
    "ko": r"(?:시스템|서버|내부) ?(?:오류|에러)|오류가 발생",
    "ar": r"(?:حدث|وقع) خطأ|خطأ (?:داخلي|في الخادم|تقني)",
}  # fmt: skip
"""A fault of the service. That an appointment, a page or a procedure is not available is none."""

NOT_FOUND: Mapping[str, str] = {
    "en": r"(?:page|file|object|resource|url) (?:\w+ ){0,7}(?:not found|cannot be found|could not be found"
          r"|can't be found|(?:doesn't|does not|no longer) exists?)",
    "fr": r"(?:page|objet|adresse|document) (?:\w+ ){0,6}(?:introuvable|non trouvée?|n'existe (?:pas|plus)"
          r"|n'a pas été trouvée?)",
    "de": r"(?:seite|objekt|datei) (?:\w+ ){0,5}(?:nicht (?:\w+ )?gefunden|existiert nicht)",
    "es": r"(?:p[áa]gina|objeto) (?:\w+ ){0,5}(?:no (?:fue |ha sido )?encontrad|no existe|no se (?:ha )?enc)",
    "it": r"pagina (?:\w+ ){0,4}(?:non (?:è stata )?trovata|inesistente|non esiste)",
    "nl": r"pagina (?:\w+ ){0,5}niet (?:worden )?gevonden|pagina bestaat niet",
    "pt": r"p[áa]gina (?:\w+ ){0,4}n[ãa]o (?:foi |p[ôo]de ser )?encontrada",
    "pl": r"strona (?:\w+ ){0,4}nie (?:istnieje|została)",
    "ru": r"страница не найдена",
    "sv": r"sidan (?:\w+ ){0,4}(?:hittades inte|finns inte|kunde inte hittas)",
    "tr": r"sayfa bulunamadı",
    "zh": r"(?:页面|頁面)(?:不存在|未找到)",
    "ja": r"ページが見つかりません",
}  # fmt: skip
"""There is no such page."""
