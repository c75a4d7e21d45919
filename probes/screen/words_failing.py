"""What sites say when they fail, by language: overload, maintenance, errors, no such page. Tables."""

from __future__ import annotations

from collections.abc import Mapping

OVERLOADED: Mapping[str, str] = {
    "en": r"(?:server|service|site|website|system)s? (?:is|are) (?:currently |temporarily )?(?:too )?(?:busy"
          r"|overloaded|at capacity|over capacity)|server too busy|(?:very |unusually |extremely )?(?:high"
          r"|heavy) (?:traffic|load)\b(?! (?:around|near|in|at)\b)|too many (?:visitors|users|connections)"
          r"|server overload",
    "fr": r"(?:service|serveurs?|site|système) (?:\w+ ){0,2}(?:surchargée?s?|saturée?s?)|trop de (?:visiteurs"
          r"|connexions|monde)|trop grand nombre de (?:connexions|visiteurs)|(?:forte|très forte) affluence(?! (?:à"
          r"|aux?)\b)|surcharge (?:du|des|de nos) serveurs?",
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
          r"| are) (?:\w+ )?(?:updating|upgrading) (?:our|the)|we(?:'ll| will) be (?:right )?back (?:soon|shortly)"
          r"|down for (?:\w+ ){0,2}(?:works?|updates?|upgrades?|repairs?|improvements?)\b|(?:essential|scheduled"
          r"|planned|technical) (?:works?|upgrades?|updates?) (?:is |are )?(?:in progress|underway|ongoing|under way)"
          r"|(?:site|service|system|website|page) (?:is |are )?(?:currently |being |temporarily )*(?:updated|upgraded"
          r"|closed for (?:\w+ )?(?:works?|updates?|upgrades?))|we(?:'re| are) (?:\w+ )?(?:making|doing"
          r"|carrying out) (?:\w+ ){0,3}(?:improvements|maintenance|works?)|scheduled downtime"
          r"|be back (?:online )?(?:soon|shortly)|back online",
    "fr": r"en (?:cours de )?maintenance\b|maintenance en cours|opérations? de maintenance (?:est |sont )?en cours"
          r"|site (?:\w+ )?indisponible|en raison (?:d'une|de|des|d')(?: opérations? de| travaux de)? ?maintenance"
          r"|pour (?:cause de )?maintenance|^maintenance(?: (?:du site|technique|programmée|planifiée))?[.!]?$"
          r"|(?:maintenance|mise à jour|travaux) (?:\w+ )?(?:est |sont )?(?:\w+ )?en cours|en cours de (?:mise à jour"
          r"|mise à niveau)|(?:site|service|serveur|système|application|plateforme) (?:\w+ ){0,2}(?:fermée?"
          r"|interrompue?|suspendue?) (?:pour|en raison)[^.\n]{0,40}(?:travaux|mise à jour|technique)"
          r"|(?:nous )?(?:revenons|serons de retour) (?:très |bientôt|vite)|interruption (?:technique|programmée"
          r"|planifiée)|opération technique",
    "de": r"wartungsmodus|wird (?:\w+ )?gewartet|(?:in|im|unter) (?:der )?wartung\b|wegen (?:\w+ )?wartung"
          r"|wartungsarbeiten(?! (?:am|vom|statt|geplant))|wir aktualisieren (?:\w+ )?(?:unser|das)|(?:system|seite"
          r"|website|webseite|portal|dienst|server|anwendung|software)\w* wird (?:\w+ ){0,3}(?:aktualisiert"
          r"|überarbeitet|umgestellt|erneuert|verbessert)|wartungs(?:pause|fenster|arbeit)|(?:systemupdate"
          r"|systemwartung|systemarbeiten)|(?:bald|gleich|in kürze) (?:wieder )?(?:zurück|für sie da|online)",
    "es": r"(?:en|por|bajo) (?:tareas de |labores de |trabajos de )?mantenimiento|tareas de mantenimiento"
          r"|mantenimiento (?:\w+ )?(?:programado|en curso)|(?:estamos|est[áa]) (?:siendo )?(?:actualiz"
          r"|mejor)\w+ (?:el|la|nuestr)|(?:sitio|sistema|servicio|p[áa]gina|plataforma"
          r"|portal)\w* (?:\w+ ){0,3}(?:en obras|actualiz[áa]ndose|en actualizaci[óo]n)|volvemos (?:pronto|en breve)"
          r"|volveremos (?:pronto|en breve)|trabajos t[ée]cnicos",
    "it": r"in manutenzione|(?:per|sono in corso) (?:\w+ )?(?:lavori |interventi )?(?:di )?manutenzione"
          r"|manutenzione in corso|(?:stiamo|è in corso un) aggiorna\w+|(?:sito|sistema|servizio"
          r"|portale)\w* (?:\w+ ){0,3}(?:in fase di aggiornamento|in aggiornamento)|manutenzione (?:programmata"
          r"|straordinaria)|torn(?:iamo|eremo) (?:presto|a breve)|interventi tecnici",
    "nl": r"(?:in|wegens|door|voor) (?:\w+ )?onderhoud\b|onderhoudswerkzaamheden|onderhoudsmodus|(?:website|site"
          r"|systeem|dienst|portaal) wordt (?:\w+ ){0,2}(?:bijgewerkt|vernieuwd|onderhouden|geüpdatet)"
          r"|gepland onderhoud|(?:zo|snel|spoedig) (?:weer )?terug|werkzaamheden aan (?:de |onze |het )?(?:site"
          r"|website|systeem|server)",
    "pt": r"(?:em|para|por motivos? de) manuten[çc][ãa]o|trabalhos de manuten[çc][ãa]o|(?:estamos"
          r"|está) (?:a )?(?:ser )?(?:atualiz|melhor)\w+ (?:o|a|noss)|manuten[çc][ãa]o (?:programada|em curso"
          r"|preventiva)|(?:site|sistema|servi[çc]o|portal) (?:\w+ ){0,2}em atualiza[çc][ãa]o|volt(?:amos"
          r"|aremos) (?:em breve|logo)",
    "pl": r"(?:prace|przerwa) (?:konserwacyjn|techniczn|serwisow)\w+|trwają prace|(?:trwa|w trakcie"
          r"|podczas) (?:\w+ )?(?:aktualizacj|konserwacj|modernizacj|prac)\w*|przerw\w+ (?:konserwacyjn|techniczn"
          r"|serwisow)\w+|(?:wracamy|wrócimy) (?:wkrótce|niebawem)",
    "tr": r"bakım (?:çalışma|modu)|bakımda\b|bakım(?:da|dadır| nedeniyle| aşamasında)|güncelleme (?:yapıl|çalışma)\w*",
    "ru": r"техническ\w+ работ|на (?:техническом )?обслуживании|профилактическ\w+ работ|(?:сайт|сервис|система"
          r"|портал) (?:\w+ )?(?:обновляется|на реконструкции)|(?:ведутся|проводятся|идут) (?:\w+ )?(?:работы"
          r"|обновлени)|обновление системы|скоро вернемся",
    "uk": r"технічн\w+ роб[оі]т|(?:сайт|сервіс|система) (?:\w+ )?оновлюється|(?:ведуться|проводяться) (?:\w+ )?роботи"
          r"|на технічному обслуговуванні",
    "sv": r"(?:under|pågå\w*|på grund av) (?:\w+ )?underhåll|(?:planerat|pågående) underhåll"
          r"|underhåll(?:sarbete)? pågår|(?:systemet|webbplatsen|tjänsten|sidan) (?:\w+ )?uppdateras|snart tillbaka"
          r"|stängd för (?:underhåll|uppdatering)",
    "no": r"(?:under|pga\.?|på grunn av) vedlikehold|(?:planlagt|pågående) vedlikehold|vedlikehold(?:sarbeid)? pågår"
          r"|(?:systemet|nettsiden|tjenesten) (?:\w+ )?(?:oppdateres|vedlikeholdes)|snart tilbake",
    "da": r"(?:under|pga\.?|på grund af) vedligehold|(?:planlagt|igangværende) vedligehold|(?:systemet|hjemmesiden"
          r"|tjenesten|siden) (?:\w+ )?(?:opdateres|vedligeholdes)|snart tilbage",
    "fi": r"huolto(?:katko|töiden|työn)|(?:huollossa|huoltotauko|päivitystauko|huoltotyö)|(?:palvelua|järjestelmää"
          r"|sivustoa) (?:\w+ )?(?:päivitetään|huolletaan)",
    "he": r"(?:עבודות|מצב) תחזוקה",
    "cs": r"(?:probíhá|z důvodu|v) (?:\w+ )?údržb|odstávk[ay]|(?:probíhá|probíhají) (?:\w+ )?(?:údržb|aktualizac"
          r"|servisní|technick)\w*|(?:systém|web|stránky) (?:\w+ )?(?:se )?aktualizuj|v údržbě|plánovan\w+ (?:odstávk"
          r"|údržb)",
    "hu": r"karbantartás|rendszerfrissítés|(?:oldal|rendszer|szolgáltatás) (?:\w+ )?frissít",
    "ro": r"mentenan[țt][ăa]|(?:lucrări|operațiuni) de (?:întreținere|mentenanță)|în (?:curs de )?(?:întreținere"
          r"|actualizare)",
    "el": r"(?:υπό|εργασίες|λόγω) συντήρησ|συντήρηση|αναβάθμιση του συστήματος",
    "zh": r"(?:系统|系統|网站|網站)?(?:正在)?(?:维护|維護)(?:中|升级|升級)|停机维护|(?:系统|系統|网站"
          r"|網站)(?:正在)?(?:升级|升級|更新)|(?:维护|維護)中",
    "ja": r"メンテナンス(?:中|のため|を行)|メンテナンス|保守(?:作業|点検)|システム更新",
    "ko": r"(?:시스템|서비스|정기) ?점검|점검 ?중|(?:유지 ?보수|업데이트|점검)(?: ?작업)? ?(?:중|으로)",
    "ar": r"(?:تحت|قيد|أعمال) الصيانة|(?:صيانة|تحديث) (?:الموقع|النظام|الخدمة)|للصيانة",
    "sk": r"(?:prebieha|prebiehajú|z dôvodu) (?:\w+ )?(?:údržb|aktualizác|odstávk|technick)\w*",
    "bg": r"(?:поради|в процес на|текуща) (?:\w+ )?(?:профилактика|поддръжка)|профилактика",
    "": r"održavanj[ea]|vzdrževanj",
    "ca": r"(?:en|per) manteniment",
    "vi": r"(?:đang )?bảo trì",
    "id": r"(?:sedang|dalam) (?:\w+ )?(?:pemeliharaan|perbaikan|maintenance)",
}  # fmt: skip
"""Works on the site now; announcements of later works are kept out where the words stand (``sentences``)."""

ERRORS: Mapping[str, str] = {
    "en": r"(?:internal|unknown|unexpected|technical|fatal|critical|system|server) (?:server )?error\b"
          r"|an? (?:\w+ )?error (?:has |was )?(?:occurred|occured|encountered)|something went wrong"
          r"|technical (?:problem|difficult|issue)|(?:service|server|system|site|website|function|feature"
          r"|application)s? (?:is |are )?(?:currently |temporarily )?(?:unavailable|not available|down)\b"
          r"|temporarily unavailable|could not (?:connect to|reach) (?:the )?(?:server|database)|^(?:service"
          r"|server) unavailable[.!]?$|bad gateway|gateway time-?out|there (?:is|was|has been) (?:a "
          r"|an )?(?:\w+ )?(?:problem|error|fault|issue) (?:with|in|on|connecting to) (?:the|our|this) (?:service"
          r"|site|website|server|system|page|connection|database)|(?:unable|failed|could not|couldn't|cannot"
          r"|can't) (?:to )?(?:load|connect|reach|retrieve|fetch|contact)\b|(?:site|page"
          r"|service|server) (?:can't|cannot|can not|could not) be (?:reached|displayed|loaded)|(?:site|service|page"
          r"|system|server|website) (?:is |isn't |not ){1,2}(?:working|responding)|connection (?:error|failed|refused"
          r"|lost|problem)|network error|database error|session error|error code\b|request (?:has )?(?:timed out"
          r"|failed)",
    "fr": r"(?:erreur|problème|incident|difficulté|souci)s? (?:interne|technique|inattendu|inconnu|serveur|système"
          r"|du serveur)|une erreur (?:\w+ ){0,2}(?:s'est produite|est survenue|est apparue)|rencontr(?:e"
          r"|ons) (?:\w+ )?(?:un|des|quelques) (?:\w+ )?(?:problème|difficulté|incident)|(?:service|serveur"
          r"|application|site) (?:\w+ ){0,2}(?:indisponible|inaccessible)|n'est pas en mesure de répondre|(?:service"
          r"|serveur) n'est pas (?:disponible|accessible)|impossible (?:de |d')(?:joindre|contacter|charger|récupérer"
          r"|se connecter|établir|communiquer|atteindre)|(?:échec|erreur|problème) (?:de |du |lors d"
          r"|d')(?:\w+ )?(?:connexion|chargement|communication|base|réseau|traitement|session)"
          r"|quelque chose s'est mal passé|(?:serveur|site|service|page) ne répond (?:pas|plus)|(?:serveur|site"
          r"|service) (?:est )?(?:hors (?:service|ligne)|en panne)|vérifiez votre connexion"
          r"|(?:n'a pas pu|n'ont pas pu) être (?:chargée?s?|récupérée?s?|jointe?|contactée?)",
    "de": r"(?:interner|unbekannter|unerwarteter|technischer|schwerwiegender|allgemeiner) (?:\w{0,20})?fehler"
          r"|ein (?:\w+ )?fehler (?:ist )?aufgetreten|fehler ist aufgetreten|technische[sn]? (?:problem|störung"
          r"|schwierigkeit)|(?:dienst|service|server|seite|website|webseite|anwendung|system|funktion|portal) (?:ist"
          r"|steht) (?:\w+ ){0,4}nicht (?:verfügbar|erreichbar|zur verfügung)|^serverfehler|(?:server|system|netzwerk"
          r"|verbindungs|datenbank|lade|anwendungs|kommunikations)-?fehler|zeitüberschreitung"
          r"|verbindung (?:\w+ ){0,4}(?:fehlgeschlagen|unterbrochen|verloren|abgebrochen|hergestellt)|(?:konnte"
          r"|konnten|kann|können) (?:\w+ ){0,5}nicht (?:\w+ )?(?:geladen|abgerufen|erreicht|hergestellt"
          r"|aufgerufen) werden|(?:ist|lief) (?:\w+ )?schief|ist ein (?:\w+ )?(?:fehler|problem) aufgetreten"
          r"|^(?:hoppla|ups)\b|server (?:antwortet|reagiert) nicht|störung (?:\w+ )?(?:unseres|des|im) (?:system"
          r"|server|dienst)",
    "es": r"(?:error|problema|fallo|incidencia)s? (?:interno|t[ée]cnic|inesperad|desconocid|del? (?:servidor"
          r"|sistema))|(?:se ha producido|ha ocurrido|ocurri[óo]|se produjo) un (?:error|problema|fallo)"
          r"|fuera de servicio|(?:servicio|servidor|sitio|sistema"
          r"|aplicaci[óo]n) (?:web )?(?:temporalmente )?no (?:est[áa] )?(?:\w+ )?disponible|(?:error|fallo"
          r"|problema)s? (?:de|en|al|con) (?:el |la )?(?:conexi[óo]n|servidor|base|carga|red|comunicaci[óo]n|cargar"
          r"|procesar|conectar|sesi[óo]n)|(?:no se (?:ha |han )?(?:pud\w+|puede\w*|podido)|imposible|no hemos podido"
          r"|no pudimos) (?:conectar|cargar|establecer|contactar|recuperar)|algo (?:ha )?(?:salido|sali[óo]|fue"
          r"|ido) mal|(?:ha habido|hubo|hay) un (?:\w+ )?(?:error|problema) (?:en|con) (?:el|la) (?:servi|sistema"
          r"|sitio|p[áa]gina)|^¡?ups\b|servidor no responde",
    "it": r"errore (?:interno|tecnico|imprevisto|inatteso|sconosciuto|di sistema|del server)"
          r"|si è verificato un (?:errore|problema)|problem[ai] tecnic|(?:servizio|server|sito"
          r"|sistema) (?:\w+ ){0,2}non (?:è )?(?:\w+ )?(?:disponibile|raggiungibile)|(?:errore|problema) (?:di|nel"
          r"|durante|con) (?:il |la )?(?:connessione|caricamento|comunicazione|rete|collegamento|server|database"
          r"|sistema|sito|servizio)|(?:impossibile|non è stato possibile|non riusciamo a) (?:\w+ )?(?:caricare"
          r"|connettersi|collegarsi|contattare|raggiungere|recuperare)|qualcosa è andato storto"
          r"|(?:server|sito) non risponde|connessione (?:fallita|persa|interrotta)",
    "nl": r"(?:interne|technische|onverwachte|onbekende) (?:\w+ )?(?:serverfout|fout|storing|problem)|er is (?:een "
          r"|iets )(?:\w+ )?(?:fout|storing|misgegaan|mis gegaan)|(?:dienst|server|website|site"
          r"|systeem) (?:is )?(?:\w+ )?niet (?:beschikbaar|bereikbaar)|(?:verbindings|netwerk|server|systeem"
          r"|laad)fout|(?:kan|kon|kunnen|konden) (?:\w+ ){0,4}niet (?:\w+ )?(?:worden )?(?:geladen|opgehaald|bereiken"
          r"|laden|bereikt|verbinden)|er (?:ging|gaat|is) (?:\w+ )?iets (?:\w+ )?(?:mis|fout)"
          r"|er is (?:\w+ )?(?:een )?(?:\w+ )?probleem (?:met|opgetreden)|verbinding (?:\w+ )?(?:mislukt|verbroken)"
          r"|er (?:heeft zich|deed zich) (?:\w+ )?(?:fout|probleem|storing)|^oeps\b",
    "pt": r"erro (?:interno|t[ée]cnico|inesperado|desconhecido|d[eo] (?:sistema|servidor))|ocorreu um (?:erro"
          r"|problema)|(?:servi[çc]o|servidor|site|sistema) (?:\w+ ){0,2}(?:indispon[íi]vel|fora d[eo] (?:ar"
          r"|servi[çc]o))|(?:erro|falha|problema) (?:de|na|no|ao|com) (?:[ao] )?(?:conex[ãa]o|liga[çc][ãa]o|carregar"
          r"|rede|comunica[çc][ãa]o|conectar|processar|banco|servi[çc]o|servidor)|(?:n[ãa]o foi poss[íi]vel"
          r"|imposs[íi]vel|n[ãa]o conseguimos) (?:\w+ )?(?:carregar|conectar|ligar|estabelecer|contactar|aceder ao"
          r"|acessar o)|(?:algo|alguma coisa) (?:deu|correu) (?:errado|mal)|houve um (?:erro"
          r"|problema)",
    "pl": r"błąd (?:komunikacji|serwera|wewnętrzny|systemu|połączenia|aplikacji)|wystąpił (?:\w+ )?błąd|(?:serwis"
          r"|usługa|serwer|strona|system) (?:\w+ ){0,2}niedostępn|(?:nie można|nie udało się"
          r"|nie mogliśmy) (?:\w+ )?(?:połączyć|załadować|pobrać|nawiązać|wczytać)|coś poszło nie tak"
          r"|problem (?:techniczn|z (?:połączeniem|serwerem|serwisem))\w*|(?:błąd|awaria) (?:techniczn|wewnętrzn"
          r"|sieci|systemu|bazy|podczas|ładowania)\w*|nieoczekiwany błąd|^ups\b",
    "sv": r"(?:internt|tekniskt|oväntat|okänt) (?:server)?fel|ett fel (?:har )?(?:uppst|inträff)"
          r"|tjänsten är (?:\w+ )?otillgänglig|något gick (?:fel|snett)|(?:kunde|kan) inte (?:\w+ )?(?:ladda|hämta"
          r"|ansluta|nå|laddas|hämtas|nås)\b|tekniskt? problem|anslutningsfel|ett fel (?:\w+ )?uppstod|(?:tjänsten"
          r"|sidan|webbplatsen|servern) (?:är|svarar) (?:\w+ )?(?:inte|nere)",
    "no": r"det (?:har )?oppst\w+ en (?:\w+ )?feil|(?:teknisk|intern|uventet) feil|noe gikk galt|(?:kunne"
          r"|kan) ikke (?:\w+ )?(?:laste|hente|koble|nå|lastes|hentes)\b|tekniske? (?:problem|feil)"
          r"|en feil (?:har )?oppst|feil ved",
    "fi": r"(?:tekninen|sisäinen|odottamaton) virhe|tapahtui virhe|jotain meni (?:pieleen|vikaan)"
          r"|yhteys (?:\w+ )?(?:katkesi|epäonnistui)|(?:lataus|haku|lataaminen|hakeminen) epäonnistui"
          r"|virhe(?:en)? (?:tapahtui|\w*yhteydessä)|on tapahtunut (?:\w+ )?virhe|häiriö\w*",
    "da": r"der (?:er )?(?:op)?st\w+ en (?:\w+ )?fejl|(?:teknisk|intern|uventet) fejl|noget gik galt|(?:kunne"
          r"|kan) ikke (?:\w+ )?(?:indlæse|hente|oprette forbindelse|indlæses|hentes)\b|tekniske? (?:problem|fejl)"
          r"|en fejl (?:er )?op(?:stå|stod)|der opstod",
    "cs": r"(?:nastala|vyskytla se|došlo k) (?:\w+ )?chyb|(?:interní|neočekávaná) chyba|něco se (?:pokazilo"
          r"|nepovedlo)|chyba (?:serveru|připojení|spojení|při|systému|databáze)|došlo k (?:\w+ )?(?:chyb|problém)"
          r"|nepodařilo se (?:\w+ )?(?:načíst|připojit|navázat)|(?:služba|server|stránka|systém) (?:je "
          r"|není )?(?:\w+ )?(?:nedostupn|dostupn)\w*|technick\w+ (?:problém|potíž|chyb|závad)",
    "ru": r"(?:произошла|возникла) (?:\w+ )?ошибка|внутренняя ошибка|техническ\w+ (?:ошибк|неполад|сбо)|(?:сервис"
          r"|сервер|сайт|служба) (?:\w+ )?недоступ|ошибка (?:соединения|подключения|сервера|сети|загрузки|базы|при"
          r"|системы)|не (?:удалось|удаётся|удается) (?:\w+ )?(?:загрузить|подключиться|соединиться|установить"
          r"|связаться|получить данные)|что-то пошло не так|(?:нет|потеряно|отсутствует) (?:связи|соединени[ея]) с"
          r"|сервер не отвечает|(?:возникли|произошел|произошёл) (?:техническ\w+ )?(?:проблем|сбо)"
          r"|непредвиденная ошибка",
    "uk": r"(?:сталася|виникла) (?:\w+ )?помилка|внутрішня помилка|помилка (?:з'єднання|підключення|сервера|мережі"
          r"|завантаження|бази)|не вдалося (?:завантажити|підключитися|з'єднатися)|щось пішло не так"
          r"|технічн\w+ (?:помилк|збі|несправн|проблем)",
    "tr": r"(?:sunucu|sistem|beklenmeyen|teknik|dahili) (?:bir )?hata|hata oluştu|(?:sunucu|veri ?taban"
          r"|bağlantı)\w* (?:\w+ ){0,3}(?:bağlanıla?m|ulaşılam|hata|kurulam)|(?:bir )?(?:hata"
          r"|sorun) (?:\w+ )?(?:oluştu|meydana geldi)|bir şeyler (?:ters|yanlış)|bağlantı hatası|yüklenemedi",
    "hu": r"(?:belső|váratlan) hiba|hiba történt|valami (?:hiba|elromlott|nem sikerült)|(?:műszaki|technikai"
          r"|rendszer)\w* ?(?:hiba|probléma)|(?:hiba lépett fel)|nem (?:sikerült|lehet) (?:\w+ )?(?:betölteni"
          r"|csatlakozni|kapcsolódni)|a szerver nem",
    "ro": r"eroare (?:intern|tehnic|de server|neașteptat)|a apărut o eroare|ceva nu a (?:funcționat|mers)"
          r"|(?:nu s-a putut|nu am putut|imposibil de) (?:\w+ )?(?:încărca|conecta|încărcat|stabili)|eroare (?:de"
          r"|la) (?:conex|server|încărc|comunic|sistem)\w*|(?:probleme? tehnic)",
    "el": r"(?:εσωτερικό|τεχνικό|απρόσμενο) σφάλμα|(?:παρουσιάστηκε|προέκυψε) (?:\w+ )?σφάλμα|κάτι πήγε (?:στραβά"
          r"|λάθος)|(?:αδυναμία|αποτυχία|σφάλμα) (?:σύνδεσης|επικοινωνίας|φόρτωσης|συστήματος|διακομιστή)"
          r"|τεχνικ\w+ (?:πρόβλημα|βλάβη|προβλήμα)|δεν ήταν δυνατή η (?:σύνδεση|φόρτωση)",
    "he": r"(?:אירעה|התרחשה) (?:\w+ )?שגיאה|שגיאת (?:שרת|מערכת)|משהו השתבש|אירעה תקלה|תקלה (?:טכנית|במערכת)"
          r"|שגיאה (?:ב|כללית|לא)|לא ניתן (?:להתחבר|לטעון)",
    "zh": r"(?:系统|系統|服务器|伺服器)(?:内部|內部)?(?:错误|錯誤|异常|異常)|(?:网络|網絡|網路|连接|連線|数据库|加载"
          r"|載入|请求|伺服器|服务器)(?:错误|錯誤|异常|異常|失败|失敗|超时|逾時|无响应)|出错了|发生(?:了)?(?:错误"
          r"|异常)|發生錯誤|出了点问题|系统故障",
    "ja": r"(?:システム|サーバー?|内部|予期しない|予期せぬ)エラー|エラーが発生|通信エラー|(?:サーバー?"
          r"|データベース)に(?:接続|アクセス)できません|(?:読み込み|取得|接続)に失敗|問題が発生|タイムアウト|不具合",
    "ko": r"(?:시스템|서버|내부) ?(?:오류|에러)|오류가 발생|(?:문제|에러)가 발생|(?:연결|접속"
          r"|불러오)[^.\n]{0,12}(?:실패|수 없)|네트워크 오류|일시적인 (?:오류|장애)",
    "ar": r"(?:حدث|وقع) خطأ|خطأ (?:داخلي|في الخادم|تقني)|حدثت مشكلة|حدث خلل|(?:تعذر|فشل) (?:الاتصال|التحميل|تحميل)"
          r"|خطأ في (?:الاتصال|النظام|الشبكة)",
    "sk": r"niečo sa pokazilo|(?:nastala|vyskytla sa|došlo k) (?:\w+ )?chyb|nepodarilo sa (?:\w+ )?(?:načítať"
          r"|pripojiť)|technick\w+ (?:problém|chyb|porucha)",
    "bg": r"(?:възникна|получи се) (?:\w+ )?(?:грешка|проблем)|техническ\w+ (?:грешк|проблем)|нещо се обърка",
    "": r"(?:došlo je do|dogodila se) (?:\w+ )?(?:greš?k|pogrešk)|prišlo je do napake",
    "ca": r"s'ha produït un (?:\w+ )?error|alguna cosa ha (?:anat malament|fallat)",
    "vi": r"(?:đã )?(?:xảy ra|có) lỗi|lỗi (?:hệ thống|máy chủ|kết nối)|không thể (?:kết nối|tải)",
    "id": r"terjadi (?:kesalahan|gangguan)|gangguan (?:teknis|sistem)|tidak dapat (?:terhubung|memuat)",
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
