"""What sites say when they turn a visitor away, by language: asked too often, not allowed. Tables."""

from __future__ import annotations

from collections.abc import Mapping

RATE_LIMITED: Mapping[str, str] = {
    "en": r"too many (?:requests|attempts)|\brate[ -]?limit(?:ed|ing)?\b|request limit|maximum number of requests"
          r"|(?:requests?|you) (?:are|were|is|have been) (?:being )?throttled|requesting too (?:often|frequently"
          r"|fast)|you(?:'re| are) (?:making|sending) (?:requests )?too (?:many|fast|quickly|often)"
          r"|exceeded .{0,30}\bquota\b|too many (?:\w+ )?(?:searches|queries|calls|refreshes|tries|page views)"
          r"|(?:daily|hourly|search|query) (?:limit|quota) (?:reached|exceeded)|please slow down",
    "fr": r"trop de (?:requêtes|tentatives|demandes (?:ont été|en peu|successives))|limite (?:d'appels|de requêtes)"
          r"|nombre (?:maximal|maximum|trop (?:élevé|important)) de requêtes|trop grand nombre de requêtes"
          r"|trop de (?:recherches|consultations|sollicitations|rafraîchissements|appels)|(?:limite|quota"
          r"|nombre maxim\w+) (?:de |d')(?:consultations|recherches|tentatives|appels|essais)",
    "de": r"zu viele (?:an|auf|zu)?(?:fragen|rufe|griffe|versuche)|zu viele requests|anfragelimit|zugriffslimit"
          r"|maximale (?:anzahl|zahl) (?:an|von|der) (?:anfragen|zugriffen|zugriffe)|zu viele (?:such|ab)\w*"
          r"|zu häufig (?:\w+ )?(?:aufgerufen|abgefragt)",
    "es": r"demasiad[ao]s (?:peticiones|solicitudes|consultas|intentos)|l[íi]mite de (?:peticiones|solicitudes"
          r"|consultas)|n[úu]mero m[áa]ximo de (?:peticiones|solicitudes|consultas)|demasiad[ao]s (?:b[úu]squedas"
          r"|accesos)|l[íi]mite de b[úu]squedas",
    "it": r"tropp[ie] (?:richieste|tentativi)|limite di richieste|numero massimo di richieste|tropp[ie] (?:ricerche"
          r"|accessi)|limite di ricerche",
    "nl": r"te veel (?:verzoeken|aanvragen|pogingen)|maximum ?aantal (?:verzoeken|aanvragen)|te veel (?:zoek\w+"
          r"|bezoeken)",
    "pt": r"(?:demasiad|muit)[ao]s (?:pedidos|solicitações|requisições|tentativas)|excesso de (?:pedidos|requisições)"
          r"|limite de (?:pedidos|requisições|solicitações)|(?:demasiad|muit)[ao]s (?:pesquisas|acessos|buscas)",
    "pl": r"zbyt (?:wiele|dużo) (?:żądań|zapytań|prób)|limit (?:żądań|zapytań)|zbyt (?:wiele|dużo) (?:wyszukiwań"
          r"|odświeżeń|połączeń|wejść)",
    "ru": r"слишком много (?:запросов|попыток)|превышен\w* .{0,20}(?:запросов|попыток)|лимит запросов"
          r"|слишком (?:много|часто) (?:\w+ )?(?:обращ|поиск|провер|обновл)\w*",
    "uk": r"(?:за|на)надто багато (?:запитів|спроб)|забагато (?:запитів|спроб)",
    "tr": r"çok fazla (?:istek|deneme)|çok (?:fazla|sık) (?:sorgu|arama|talep|işlem|giriş)\w*|sorgulama (?:limit"
          r"|sınır|hakk)\w*",
    "sv": r"för många (?:förfrågningar|anrop|försök)|för många (?:sökningar|begäran)",
    "no": r"for mange (?:forespørsler|forsøk)|for mange (?:søk|anrop)",
    "da": r"for mange (?:anmodninger|forsøg)|for mange (?:søgninger|forespørgsler)",
    "fi": r"liian monta (?:pyyntöä|yritystä)|liikaa pyyntöjä|liian monta hakua",
    "cs": r"příliš mnoho (?:požadavků|dotazů|pokusů)|příliš mnoho (?:vyhledávání|žádostí|přístupů)",
    "hu": r"túl sok (?:kérés|próbálkozás)|túl sok (?:lekérdezés|keresés)",
    "ro": r"prea multe (?:cereri|solicitări|încercări)",
    "el": r"πάρα πολλ[άέ]ς? (?:αιτήματα|προσπάθειες)",
    "he": r"יותר מדי (?:בקשות|ניסיונות)",
    "zh": r"(?:请求|訪問|访问|請求|操作)(?:过于|過於|太|次数|次數)?(?:频繁|頻繁|过多|過多)|查(?:询|詢)(?:过于|过"
          r"|次数)?(?:频繁|过多|上限)|操作太频繁|(?:过于|太过)频繁",
    "ja": r"(?:リクエスト|アクセス|試行)(?:回数|数)?(?:が|は)?(?:多すぎ|上限)",
    "ko": r"(?:요청|시도)이? ?너무 많|너무 많은 요청",
    "ar": r"(?:طلبات|محاولات) كثيرة|الكثير من (?:الطلبات|المحاولات)",
    "fa": r"درخواست.{0,20}بیش از حد",
    "sk": r"príliš veľa (?:požiadaviek|pokusov|žiadostí)",
    "bg": r"твърде много (?:заявки|опити)",
    "": r"previše (?:zahtjeva|pokušaja)|preveč (?:zahtev|poskus)",
    "ca": r"massa (?:peticions|sol·licituds|intents)",
    "vi": r"quá nhiều (?:yêu cầu|lần)",
    "id": r"terlalu banyak (?:permintaan|percobaan)",
}  # fmt: skip
"""Too many requests; too many appointments of one's own are something else."""

FORBIDDEN: Mapping[str, str] = {
    "en": r"access (?:to this \w+ )?(?:has been |is |was )?(?:temporarily |permanently )?(?:denied|forbidden|blocked"
          r"|restricted)|^(?:403 )?forbidden(?: access)?[.!]?$|(?:your )?request (?:has been |was |is "
          r"|could not be )?(?:blocked|rejected|denied)|you (?:don't|do not) have permission to (?:access|view)"
          r"|you are not (?:authori[sz]ed|allowed) to access|(?:you|your (?:connection|network|device|browser|session"
          r"|ip(?: address)?|country|region)) (?:has |have |is |are )(?:been )?(?:temporarily "
          r"|permanently )?(?:blocked|banned|barred|restricted|flagged)|not (?:available|accessible|permitted) (?:in"
          r"|from) your (?:country|region|network)|(?:unusual|suspicious|abnormal|automated|bot) (?:traffic|activity"
          r"|behaviou?r|requests?|queries)|(?:bots?|robots|scripts|scraping|automated (?:tools|programs|software"
          r"|access)) (?:are |is )(?:not allowed|forbidden|prohibited|blocked|not permitted)|(?:no|without"
          r"|insufficient) (?:permissions?|authori[sz]ation) (?:to|for)|not (?:authori[sz]ed|allowed"
          r"|permitted) to (?:access|view|see)|(?:request|traffic|activity) (?:\w+ ){0,4}(?:blocked|flagged)",
    "fr": r"accès (?:[àa] (?:cette|la) \w+ |est |a été |temporairement )*(?:interdit|refusé|bloqué|restreint"
          r"|non autorisé)|requête (?:a été |est )?(?:bloquée|rejetée|refusée)|pas (?:le droit|l'autorisation"
          r"|autorisé) (?:d'accéder|à accéder)|(?:activité|trafic|comportement|requêtes?"
          r"|connexions?) (?:\w+ )?(?:inhabituel|suspect|anormal|automatis)\w*|(?:votre|vos) (?:adresse(?: ip)?|ip"
          r"|connexion|requêtes?|navigateur|réseau|appareil|accès) [^.\n]{0,30}(?:bloqu|banni|suspend|rejet|refus"
          r"|interdit|filtr|restrein)\w*|vous (?:avez été|êtes) (?:\w+ )?(?:bloqué|banni)|(?:robots|scripts"
          r"|outils automatis\w+|accès automatis\w+) [^.\n]{0,30}(?:interdit|bloqu|pas autoris|non autoris)"
          r"|(?:vous n'avez pas|vous ne disposez pas|n'êtes pas) (?:\w+ ){0,2}(?:droits?|autorisations?|permissions?"
          r"|autorisée?s?|habilitée?s?)[^.\n]{0,20}(?:accéder|accès|consulter|page)|(?:bloqu|refus|rejet|interdit"
          r"|suspend)\w*[^.\n]{0,50}raisons? de sécurité|raisons? de sécurité[^.\n]{0,60}(?:bloqu|refus|rejet"
          r"|interdit|suspend)|non accessible depuis votre",
    "de": r"(?:zugriff|zugang) (?:\w+ ){0,3}(?:verweigert|gesperrt|untersagt|verboten|blockiert|nicht (?:erlaubt"
          r"|gestattet))|anfrage (?:wurde )?(?:blockiert|abgewiesen|zurückgewiesen)|keine berechtigung"
          r"|(?:ungewöhnlich|verdächtig|auffällig|automatisiert)\w* (?:aktivität|datenverkehr|verkehr|anfrage|zugriff"
          r"|verhalten|abfrage)\w*|ihr\w* (?:ip\S*|verbindung|anfrage|anschluss|zugriff|browser|netzwerk"
          r"|gerät) [^.\n]{0,40}(?:gesperrt|blockiert|abgelehnt|abgewiesen|verweigert|eingeschränkt)|sie (?:wurden"
          r"|sind) (?:\w+ ){0,3}(?:gesperrt|blockiert|ausgesperrt)|nicht berechtigt[^.\n]{0,40}(?:seite|zuzugreifen"
          r"|aufzurufen)|(?:bots?|skripte|automatisierte \w+) [^.\n]{0,30}(?:nicht (?:erlaubt|gestattet|zulässig)"
          r"|verboten|untersagt)|aus sicherheitsgründen [^.\n]{0,50}(?:gesperrt|blockiert|abgelehnt|verweigert)",
    "es": r"acceso (?:\w+ ){0,2}(?:denegado|prohibido|restringido|bloqueado)|(?:solicitud"
          r"|petici[óo]n) (?:\w+ ){0,2}(?:rechazada|bloqueada|denegada)|url solicitada (?:\w+ ){0,2}rechazada"
          r"|(?:actividad|tr[áa]fico|comportamiento|accesos?) (?:\w+ )?(?:inusual|sospechos|an[óo]mal|automatizad)\w*"
          r"|(?:su|tu) (?:direcci[óo]n|ip|conexi[óo]n|petici[óo]n|acceso|red|navegador) [^.\n]{0,30}(?:bloquead"
          r"|denegad|rechazad|restringid)\w*|has? sido (?:\w+ )?bloquead|no (?:tiene|tienes|cuenta con"
          r"|dispone de)[^.\n]{0,10} (?:permisos?|autorizaci[óo]n|privilegios)|no est[áa]s? autorizad[oa]|(?:robots"
          r"|bots|scripts) [^.\n]{0,30}(?:no (?:permitid|autorizad)|prohibid|bloquead)"
          r"|seguridad[^.\n]{0,60}(?:bloquead|denegad|rechazad)",
    "it": r"accesso (?:\w+ ){0,2}(?:negato|vietato|bloccato|limitato)|richiesta (?:\w+ ){0,2}(?:bloccata|rifiutata"
          r"|respinta)|(?:attività|traffico|comportamento|richieste) (?:\w+ )?(?:sospett|insolit|anomal"
          r"|automatizzat)\w*|(?:il (?:tuo|suo)|la (?:tua|sua)) (?:indirizzo(?: ip)?|ip|connessione|richiesta|accesso"
          r"|rete|browser) [^.\n]{0,30}(?:bloccat|negat|rifiutat|respint)\w*|(?:è|sei) stat[oa] (?:\w+ )?bloccat[oa]"
          r"|non (?:hai|ha|si dispone|disponi|dispone)[^.\n]{0,15} (?:permess|autorizzazion|diritti)|non (?:sei"
          r"|è) autorizzat[oa]",
    "nl": r"toegang (?:\w+ ){0,2}(?:geweigerd|verboden|geblokkeerd|ontzegd)|(?:ongewone|ongebruikelijke|verdachte"
          r"|geautomatiseerde?) (?:activiteit|verkeer|verzoek|gedrag)\w*|uw (?:ip-?adres|verbinding|verzoek|toegang"
          r"|netwerk) [^.\n]{0,40}(?:geblokkeerd|geweigerd|beperkt)|u (?:bent|heeft) (?:\w+ ){0,3}(?:geblokkeerd"
          r"|geen (?:toegang|toestemming|rechten))|geen (?:toestemming|rechten) om"
          r"|verzoek (?:\w+ ){0,3}(?:geblokkeerd|geweigerd)",
    "pt": r"acesso (?:\w+ ){0,2}(?:negado|proibido|bloqueado|recusado)|(?:atividade|actividade|tr[áa]fego"
          r"|comportamento|acessos?) (?:\w+ )?(?:suspeit|incomum|an[óo]mal|invulgar|automatizad|at[íi]pic)\w*|(?:seu"
          r"|sua) (?:endere[çc]o(?: de)?(?: ip)?|ip|liga[çc][ãa]o|conex[ãa]o|requisi[çc][ãa]o"
          r"|acesso) [^.\n]{0,30}(?:bloquead|banid|negad|recusad|rejeitad|restrit)\w*|foi (?:\w+ )?(?:bloquead"
          r"|banid)[oa]|n[ãa]o (?:tem|possui|disp[õo]e de) (?:permiss|autoriza[çc])\w*|n[ãa]o (?:est[áa]"
          r"|é) autorizad[oa]",
    "pl": r"odmowa dostępu|dostęp (?:\w+ ){0,2}(?:zabroniony|zablokowany)|brak dostępu do strony|(?:podejrzan"
          r"|nietypow|zautomatyzowan)\w+ (?:aktywnoś|ruch|działani|zachowani|zapyta)\w*|(?:twój|twoje|pana"
          r"|państwa) (?:adres|połączeni|dostęp|żądani|zapytani|ip)\w* [^.\n]{0,30}(?:zablokowan|odrzucon"
          r"|ograniczon)\w*|został\w* (?:\w+ )?zablokowan\w*|(?:brak|nie masz|nie posiadasz) uprawnie\w*"
          r"|żądanie (?:\w+ )?(?:zablokowan|odrzucon)\w*",
    "ru": r"доступ (?:\w+ ){0,3}(?:запрещ[её]н|ограничен|заблокирован)|отказано в доступе|(?:подозрительн|необычн"
          r"|автоматическ|автоматизированн)\w+ (?:активност|трафик|запрос|действи|поведени)\w*|ваш\w* (?:ip|ip-адрес"
          r"|адрес|запрос|доступ|подключение|устройство)\w* [^.\n]{0,30}(?:заблокирован|отклон[её]н|ограничен)\w*"
          r"|вы (?:были )?(?:\w+ )?заблокированы|(?:нет|недостаточно) прав (?:доступа|для)"
          r"|запрос (?:был )?(?:заблокирован|отклон[её]н)|доступ [^.\n]{0,40}(?:запрещ[её]н|заблокирован)",
    "uk": r"доступ (?:\w+ )?заборонен|(?:підозріл|незвичн|автоматичн)\w+ (?:активн|трафік|запит)\w*|вас заблоковано"
          r"|(?:доступ|запит|адрес\w*) [^.\n]{0,30}(?:заблоковано|обмежено|відхилено)",
    "tr": r"erişim (?:\w+ )?(?:engellen|reddedil|yasak)|(?:şüpheli|olağan ?dışı|otomatik) (?:etkinlik|trafik|istek"
          r"|hareket|aktivite|davranış|erişim|sorgu)\w*|(?:ip adres\w*|bağlantınız|isteğiniz"
          r"|erişiminiz) [^.\n]{0,40}(?:engellen|reddedil|kısıtlan|yasaklan)\w*|(?:erişim|görüntüleme) (?:izniniz"
          r"|yetkiniz) (?:yok|bulunm)|yetkiniz (?:yok|bulunm)|engellendiniz",
    "sv": r"åtkomst (?:nekad|förbjuden)|du har inte behörighet|(?:misstänkt|ovanlig|automatiserad"
          r"|onormal)\w* (?:aktivitet|trafik|förfrågning|beteende)\w*|(?:din|ditt) (?:ip\S*|anslutning|förfrågan"
          r"|åtkomst|begäran) [^.\n]{0,30}(?:blocker|spärr|neka|avvis|begräns)\w*|du (?:har|är) (?:\w+ )?(?:blockerad"
          r"|blockerats|spärrad)|åtkomst\w* (?:\w+ ){0,2}(?:nekad|nekades|blockerad)|saknar behörighet",
    "no": r"ingen tilgang|tilgang nektet|(?:mistenkelig|uvanlig|automatisert)\w* (?:aktivitet|trafikk)|(?:din"
          r"|ditt) (?:ip\S*|tilgang|forespørsel) [^.\n]{0,30}(?:blokker|sperr|avvis)\w*|du (?:har"
          r"|er) (?:\w+ )?(?:blokkert|utestengt)|har ikke tilgang",
    "da": r"adgang (?:nægtet|forbudt)|(?:mistænkelig|usædvanlig|automatiseret)\w* (?:aktivitet|trafik)|(?:din"
          r"|dit) (?:ip\S*|adgang|anmodning) [^.\n]{0,30}(?:blokeret|spærret|afvist)|du (?:har"
          r"|er) (?:\w+ )?(?:blokeret|spærret)|har ikke (?:adgang|tilladelse)",
    "fi": r"pääsy (?:estetty|kielletty|evätty)|(?:epäilyttävä|poikkeava|automaattis)\w* (?:toimin|liiken)\w*"
          r"|(?:ip-osoite|pääsy|yhteyte|pyyntö)\w* (?:\w+ ){0,2}(?:estetty|rajoitettu|hylätty|evätty)"
          r"|ei ole (?:oikeutta|käyttöoikeutta)",
    "cs": r"přístup (?:\w+ )?(?:odepřen|zamítnut|odmítnut|zakázán)|(?:podezřel|neobvykl|automatizovan)\w+ (?:aktivit"
          r"|provoz|požadav|chován)\w*|(?:vaše|váš) (?:ip|adresa|přístup|požadavek"
          r"|připojení)\w* [^.\n]{0,30}(?:zablokov|odmítnut|omezen)\w*|byli jste (?:\w+ )?zablokov|nemáte oprávnění"
          r"|přístup (?:\w+ ){0,3}(?:odepřen|zamítnut|zablokován)",
    "hu": r"hozzáférés (?:megtagadva|letiltva)|(?:gyanús|szokatlan|automatizált) (?:tevékenység|forgalom|aktivitás"
          r"|kérés)\w*|(?:letiltottuk|blokkolt\w*|le van tiltva)|nincs jogosults",
    "ro": r"acces(?:ul)? (?:interzis|refuzat|blocat)|activitate (?:suspectă|neobișnuită)"
          r"|acces(?:ul)? (?:\w+ ){0,3}(?:interzis|refuzat|blocat|restricționat)|(?:adresa (?:dvs\.? )?(?:de )?ip"
          r"|cererea) [^.\n]{0,30}(?:blocat|respins)\w*|nu aveți (?:permisiun|dreptul|acces)\w*",
    "el": r"απαγορεύεται η πρόσβαση|άρνηση πρόσβασης|(?:ύποπτη|ασυνήθιστη) δραστηριότητα"
          r"|πρόσβαση\w* (?:\w+ ){0,3}(?:απορρίφθηκε|απαγορεύ|αποκλεί|μπλοκαρ)\w*|δεν έχετε (?:δικαίωμα|άδεια"
          r"|πρόσβαση)|αποκλειστεί",
    "he": r"הגישה (?:נחסמה|נדחתה)|אין גישה|פעילות (?:חשודה|חריגה)|(?:נחסמ|חסומ)\w*|אין לך הרשאה",
    "zh": r"(?:访问|訪問|存取)(?:被|已被)?(?:拒绝|拒絕|禁止|限制)|(?:拒绝|拒絕|禁止)(?:访问|訪問)|(?:异常|異常"
          r"|可疑)(?:流量|活动|行为|訪問|访问)|(?:没有|沒有|无|無)(?:访问)?(?:权限|權限)|(?:ip|地址|请求"
          r"|請求)[^。\n]{0,10}(?:被|已)(?:封|屏蔽|封锁|拦截|阻止)",
    "ja": r"アクセス(?:が|は)?(?:拒否|禁止|制限)|(?:不審|異常|不正)な(?:アクセス|通信|操作)|アクセス(?:権限?"
          r"|許可)が(?:ありません|ない)|(?:ブロック|遮断)され|アクセスできません",
    "ko": r"(?:접근|접속|액세스)[이가]? ?(?:거부|차단|제한)|(?:비정상|의심)[^.\n]{0,8}(?:접근|트래픽|활동|접속)"
          r"|권한이 없|차단되었",
    "ar": r"(?:تم|رفض) (?:حظر|رفض|منع)? ?(?:الوصول|الدخول)|نشاط (?:مشبوه|غير (?:عادي|معتاد))|(?:تم حظر|محظور)"
          r"|ليس لديك (?:إذن|صلاحية)|(?:الوصول|الدخول) (?:مرفوض|ممنوع|محظور)",
    "sk": r"prístup (?:\w+ ){0,2}(?:zamietnut|odmietnut|zakázan|zablokovan)\w*|nemáte oprávnenie"
          r"|podozriv\w+ (?:aktivit|prevádzk)\w*",
    "bg": r"достъп\w* (?:\w+ ){0,3}(?:отказан|забранен|блокиран|ограничен)|нямате (?:права|разрешение)"
          r"|подозрителна активност",
    "": r"pristup (?:\w+ ){0,2}(?:odbijen|zabranjen|blokiran)|sumnjiv\w+ aktivnost|dostop (?:\w+ ){0,2}(?:zavrnjen"
        r"|blokiran)",
    "ca": r"accés (?:\w+ )?(?:denegat|prohibit|bloquejat)",
    "vi": r"(?:truy cập|bị) (?:\w+ )?(?:từ chối|chặn)",
    "id": r"akses (?:\w+ )?(?:ditolak|diblokir|dibatasi)",
}  # fmt: skip
"""No access, without a word on why."""
