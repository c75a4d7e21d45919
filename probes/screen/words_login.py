"""What sites say when one has to sign in first, by language. A table."""

from __future__ import annotations

from collections.abc import Mapping

LOGIN: Mapping[str, str] = {
    "en": r"(?:you |please |must |need to |have to )+(?:first )?(?:sign|log|re-?log)[ -]?in\b(?! (?:by|via) phone)"
          r"|session (?:has |is )?(?:been )?(?:expired|timed out|ended|terminated)[\s\S]{0,90}?(?:sign|log)[ -]?in"
          r"|(?:login|authentication|sign-in) (?:is )?required|(?:sign|log) in (?:again |or sign up )?(?:to continue"
          r"|before continuing)|(?:^|[.!?:] )(?:please )?(?:sign|log)[ -]?(?:in|on)\b[^.\n]{0,60}?(?:to"
          r"|before) (?:\w+ )?(?:continu|proceed|access|view|see|book|mak|schedul|request|us[ei]|start|find|choos"
          r"|select|reserv)|to (?:continue|proceed|access|book|make|schedule|request|use|view|see)\b(?! your"
          r"| my)[^.\n]{0,50}(?:sign|log)[ -]?in\b|(?:registered|logged[ -]in|signed[ -]in|authenticated) (?:users"
          r"|members|customers|visitors|citizens) only|(?:only|reserved|restricted)[^.\n]{0,30} (?:registered"
          r"|logged[ -]in|signed[ -]in|authenticated) (?:users|members|customers|visitors|citizens)"
          r"|you are not (?:logged|signed) in|(?:enter|use) your (?:user ?name|user id|login"
          r"|e-?mail(?: address)?) and password|(?:sign|log) in (?:with|using|via) (?:your )?(?:[\w.]+[ -]){0,3}(?:id"
          r"|account|login|credentials|certificate|bankid)\b|an account is required|(?:need|must have) an account to"
          r"|you must be (?:logged|signed) in",
    "fr": r"vous devez (?:être connecté|vous (?:identifier|(?:re)?connecter|authentifier|inscrire))"
          r"|veuillez vous (?:identifier|(?:re)?connecter|authentifier)|session (?:est "
          r"|a )?expirée?[\s\S]{0,90}?connect|(?:connexion|authentification|identification) requise|(?:^"
          r"|[.!?:] )(?:(?:re)?connectez-vous|identifiez-vous|authentifiez-vous)(?! (?:sur|au site|le|dès|demain"
          r"|régulièrement|chaque|tous|plus|ultérieurement|à (?:partir|\d)))[^.\n]{0,70}?(?:pour|afin d|avant d)"
          r"|(?:connectez|identifiez|authentifiez)-vous (?:avec|via|à l'aide|grâce|à votre)|(?:pour"
          r"|afin d[e'])[^.\n]{0,70}(?:(?<!re)connectez-vous(?! (?:sur|au|le|dès|à (?:partir|\d)))|identifiez-vous"
          r"|authentifiez-vous)|(?:réservée?s?|accessibles?) (?:\w+ )?aux? [^.\n]{0,30}(?:connecté|authentifié"
          r"|identifié|titulaires? d'un compte)|(?:saisi|entre|renseign|indiqu)\w* (?:votre|vos) (?:identifiant|login"
          r"|nom d'utilisateur|adresse e?-?mail)s? et (?:votre )?mot de passe|vous n'êtes pas (?:connecté|identifié"
          r"|authentifié)|(?:merci|prière) de vous (?:(?:re)?connecter|identifier|authentifier)|(?:connexion"
          r"|authentification) (?:est )?(?:obligatoire|nécessaire)",
    "de": r"(?:sitzung|session) (?:ist |wurde )?(?:abgelaufen|beendet)[\s\S]{0,90}?(?:anmeld|melden|einlogg)"
          r"|(?:müssen|bitte) (?:\w+ ){0,5}(?:anmelden|einloggen)|(?:bitte )?melden sie sich (?:bitte )?(?:erneut"
          r"|wieder|neu|zuerst|zunächst|bei (?:dem|ihrem)|mit ihre[mn])\b|anmelden oder registrieren"
          r"|(?<!keine )(?<!vorherige )(?:anmeldung|login) erforderlich|(?:melden|loggen) sie sich(?! (?:morgen"
          r"|später|bei (?:uns|der|fragen)|telefon))[^.\n]{0,60}\b(?:an|ein)\b|(?:um|zum"
          r"|vor) [^.\n]{0,50}(?:fortzufahren|fortfahren|buchen|vereinbaren)[^.\n]{0,40}(?:anmelden|einloggen"
          r"|melden sie sich)|nur (?:für )?(?:angemeldete|registrierte|eingeloggte)|(?:benutzername|nutzername"
          r"|e-mail-adresse|kennung)n? und (?:ihr )?(?:passwort|kennwort)|sie sind nicht (?:angemeldet|eingeloggt)"
          r"|(?:anmeldung|anmelden|einloggen|login) (?:mit|über|per) (?:\w+[ -]){0,2}(?:bundid|konto|ausweis|elster"
          r"|servicekonto|nutzerkonto|id)\b|(?:benutzerkonto|nutzerkonto|authentifizierung) (?:ist )?(?:erforderlich"
          r"|notwendig)",
    "es": r"sesi[óo]n (?:ha )?(?:expir|caduc|termin)[\s\S]{0,90}?(?:sesi[óo]n|acced|identif|entrar)|(?:debes?"
          r"|necesitas?|tienes? que|por favor,?|inicia|inicie) (?:\w+ )?(?:iniciar |inicie |inicia )?sesi[óo]n"
          r"|(?:debe|necesita)s? (?:identificarse|acceder)|(?:inici[ea] sesi[óo]n|identif[ií]quese|identif[ií]cate"
          r"|autent[ií]quese|con[ée]ctese|con[ée]ctate)\b[^.\n]{0,60}(?:para|antes de)|(?:acced[ae]|entr[ae]"
          r"|inici[ea] sesi[óo]n|identif[ií]quese|identif[ií]cate) (?:con|mediante|a trav[ée]s de|a su cuenta"
          r"|a tu cuenta)\b|para [^.\n]{0,60}(?:deb|necesi|inici|tiene|hay que"
          r"|se requiere)\w* (?:\w+ ){0,3}(?:sesi[óo]n|identificarse|autentic)|(?:usuario"
          r"|correo(?: electr[óo]nico)?) y (?:su |la |tu )?contrase[ñn]a|(?:s[oó]lo|exclusiv\w+"
          r"|reservad[oa])[^.\n]{0,20} usuarios (?:registrados|identificados|autenticados)|no has? iniciado sesi[óo]n"
          r"|debes? (?:iniciar|autenticarse|conectarse)|(?:inicio de sesi[óo]n|autenticaci[óo]n) (?:obligatori"
          r"|requerid|necesari)",
    "it": r"sessione (?:è )?scaduta[\s\S]{0,90}?(?:acced|autentic|login)|(?:devi|deve|occorre|necessario"
          r"|bisogna) (?:\w+ )?(?:acceder|autentic|effettuare (?:il login|l'accesso)|registrar)|(?:acced\w+|entra"
          r"|autentic\w+|login|effettu\w+ (?:il login|l'accesso)) (?:con|tramite|mediante) |(?:autenticati"
          r"|si autentichi|effettu[ai] (?:il login|l'accesso)|accedi(?= per| al tuo| all'area))[^.\n]{0,60}per "
          r"|per [^.\n]{0,60}(?:necessario|occorre|bisogna|devi|deve)[^.\n]{0,20}(?:acceder|autentic|login|l'accesso)"
          r"|(?:nome utente|e-?mail) e (?:la )?password|riservat[oaie] (?:agli|ai) [^.\n]{0,20}(?:registrati"
          r"|autenticati)|(?:autenticazione|login) (?:è )?(?:richiest|obbligatori|necessari)",
    "nl": r"sessie (?:is )?(?:\w+ )?(?:verlopen|beëindigd)[\s\S]{0,90}?(?:\baan\b|inlog|log)|(?:moet"
          r"|dient) (?:\w+ ){0,4}(?:in te loggen|inloggen|aan te melden|aanmelden)|(?:log|meld) (?:\w+ ){0,2}(?:in"
          r"|aan) om|(?:log|meld u|meld je|logt u)\b[^.\n]{0,40}\b(?:in|aan)\b[^.\n]{0,30}\b(?:om|voordat|met)\b"
          r"|(?:inloggen|aanmelden) (?:met|via) |inloggen (?:is )?(?:vereist|verplicht|nodig|noodzakelijk)|(?:u"
          r"|je) (?:bent|ben) niet (?:ingelogd|aangemeld)|(?:gebruikersnaam|e-mailadres) en (?:uw |je )?wachtwoord"
          r"|alleen (?:voor )?(?:ingelogde|geregistreerde)|(?:eerst|gelieve) (?:in te loggen|inloggen|aan te melden)",
    "pt": r"sessão (?:expirou|expirada|terminou)[\s\S]{0,90}?(?:autenti|login|entr|inici)|(?:precisa|deve"
          r"|necess[áa]rio) (?:\w+ ){0,2}(?:autenticar|login|entrar|iniciar sess)|autentique-se|efetue login"
          r"|faça login|(?:inicie (?:a )?sess[ãa]o|fa[çc]a (?:o )?login|autentique-se|identifique-se"
          r"|efe[ct]*ue (?:o )?login)\b[^.\n]{0,60}(?:para|antes)|(?:entre|acesse|aceda|login"
          r"|autentique-se)\b[^.\n]{0,20} com (?:\w+ ){0,3}(?:conta|gov|chave|cart[ãa]o|senha|login|cpf|dados)"
          r"|(?:usu[áa]rio|utilizador|e-?mail|cpf) e (?:a |sua )?(?:senha|palavra-passe)|(?:reservad|restrit"
          r"|exclusiv)\w* [^.\n]{0,20}(?:utilizadores|usu[áa]rios) (?:registados|cadastrados|autenticados|logados)"
          r"|(?:login|autentica[çc][ãa]o) (?:é )?(?:necess[áa]ri|obrigat[óo]ri)",
    "pl": r"sesja wygasła[\s\S]{0,90}?zalog|(?:musisz|należy|trzeba|proszę) (?:\w+ ){0,2}zalog"
          r"|zaloguj się (?:ponownie|aby|lub)|zaloguj się (?:przez|za pomocą|przy użyciu|do|profilem)"
          r"|zaloguj się[^.\n]{0,60}\b(?:aby|żeby|by)\b|\b(?:aby|żeby|by) [^.\n]{0,60}zalog(?:uj|ować)"
          r"|logowanie (?:jest )?(?:wymagane|konieczne)|wymagane (?:jest )?(?:za)?logowanie|dla (?:zalogowanych"
          r"|zarejestrowanych)|nie jesteś zalogowan|(?:login|nazwę użytkownika|e-mail) i hasło",
    "ru": r"(?:сеанс|сессия) [^\n]{0,30}(?:ист[её]к|законч|заверш)[\s\S]{0,90}?(?:войд|войти|автор)|(?:необходимо"
          r"|нужно|должны|пожалуйста,) (?:\w+ ){0,3}(?:войти|войдите|автори[зс])|(?:войдите"
          r"|авторизуйтесь)[^.\n]{0,60}(?:чтобы|для|через|в систему|в личный|с помощью)|(?:чтобы"
          r"|для) [^.\n]{0,60}(?:войдите|авторизуйтесь|авторизоваться|авторизац\w+)|требуется (?:авторизация|вход)"
          r"|вы не авторизованы|для (?:авторизованн|зарегистрированн)\w+ пользовател|логин и пароль",
    "uk": r"(?:сеанс|сесія) [^\n]{0,30}(?:закінч|заверш)[\s\S]{0,90}?(?:увій|автор)|(?:потрібно|необхідно"
          r"|повинні) (?:\w+ ){0,2}увійти|(?:увійдіть|авторизуйтес[ья])[^.\n]{0,60}(?:щоб|для|через)|(?:щоб"
          r"|для) [^.\n]{0,60}(?:увійдіть|авторизуй|увійти|авторизуватися|авторизаці)|потрібна авторизація|логін (?:і"
          r"|та) пароль",
    "tr": r"giriş yap(?:manız|malı|ın)|oturum[^\n]{0,40}(?:doldu|sona erdi|süresi)|giriş yapmadan|(?:devam etmek"
          r"|randevu almak|görmek|görüntülemek) için[^.\n]{0,60}(?:giriş yap|oturum)|e-?devlet (?:\w+ ){0,4}giriş"
          r"|oturum aç(?:ın|manız|malı)|kullanıcı adı\w* ve (?:şifre|parola)",
    "ja": r"ログイン(?:もしくは|または|して(?:ください|下さい)|が必要)|ログイン(?:後|してから|されてい(?:ない"
          r"|ません))",
    "ko": r"세션이 만료|로그인[이을 ]{0,3}(?:필요|해야|하셔야|해 ?주|하거나)|로그인 ?(?:후|하세요|하십시오)",
    "zh": r"(?:请|請|需要|必须|必須)[^\n]{0,8}(?:登录|登入|登錄)|会话已过期|登(?:录|入|錄)(?:后|後|才能|方可|以)"
          r"|(?:尚未|未|还没有|先)登(?:录|入|錄)",
    "he": r"(?:עליך|יש|נא|עלייך) (?:\w+ )?(?:להתחבר|להיכנס)|(?:התחבר|התחברו|היכנס|היכנסו|הזדהה"
          r"|הזדהו)[^.\n]{0,40}(?:כדי|על מנת)|(?:נדרש|נדרשת) (?:הזדהות|התחברות)",
    "ar": r"(?:انته[ىت]|الرجاء|يجب|يرجى)[\s\S]{0,60}تسجيل الدخول|(?:سجل|سجّل|قم بتسجيل) (?:ال)?دخول|يلزم تسجيل"
          r"|(?:عليك|يتوجب)[^.\n]{0,20}تسجيل الدخول",
    "fa": r"(?:باید|لطفا)[^\n]{0,30}وارد",
    "sv": r"session[^\n]{0,20} (?:är|har)[^\n]{0,30}[\s\S]{0,90}?logga in|(?:måste|vänligen) (?:\w+ )?logga in"
          r"|logga in (?:igen )?för|logga in\b[^.\n]{0,40} (?:för att|med)\b|för att [^.\n]{0,60}logga in"
          r"|inloggning krävs|du är inte inloggad|kräver (?:\w+ ){0,3}inlogg",
    "da": r"(?:skal|venligst) (?:\w+ ){0,2}logge? ind|log ind (?:igen )?for|log ind\b[^.\n]{0,40} (?:for at|med)\b"
          r"|for at [^.\n]{0,60}log(?:ge)? ind|kræver login|login (?:er )?påkrævet|du er ikke logget ind",
    "no": r"(?:må|vennligst) (?:\w+ ){0,2}logge? inn|logg inn\b[^.\n]{0,40} (?:for å|med)\b"
          r"|for å [^.\n]{0,60}logge? inn|(?:krever|kreves) innlogging|innlogging (?:er )?(?:kreves|påkrevd)"
          r"|du er ikke (?:logget inn|innlogget)",
    "fi": r"kirjaudu (?:\w+ )?(?:sisään )?(?:uudelleen|jatkaaksesi)|(?:täytyy|pitää) kirjautua"
          r"|kirjaudu [^.\n]{0,40}(?:varataksesi|jatkaaksesi|nähdäksesi|tunnuksilla|tunnuksillasi)|tunnistaudu\b"
          r"|(?:kirjautuminen|tunnistautuminen) (?:vaaditaan|on pakollinen)|vaatii (?:\w+ )?(?:kirjautumi"
          r"|tunnistautumi)|käyttäjätunnus ja salasana",
    "hu": r"jelentkez\w+ be|be kell jelentkez|(?:bejelentkezés|belépés) (?:szükséges|kötelező)"
          r"|bejelentkezés[^.\n]{0,20} (?:után|nélkül)|lépjen be\b",
    "cs": r"(?:relace|přihlášení) [^\n]{0,20}vypršel\w?[\s\S]{0,90}?přihl|(?:musíte|nutné"
          r"|prosím) (?:\w+ ){0,2}přihlás|přihla[sš]te se[^.\n]{0,60}(?:abyste|pro|prostřednictvím|pomocí|přes)"
          r"|(?:abyste|pro|k) [^.\n]{0,60}(?:přihla[sš]te|přihlásit)|(?:vyžadováno|vyžaduje|nutné) (?:je )?přihlášení"
          r"|nejste přihlášen",
    "ro": r"sesiunea [^\n]{0,20}expirat[\s\S]{0,90}?(?:autentif|conect)|(?:trebuie"
          r"|necesar) să (?:\w+ ){0,2}(?:autentif|conect)|(?:autentificați-vă|conectați-vă|logați-vă)\b"
          r"|pentru a [^.\n]{0,60}(?:autentific|conectați|loga)|autentificarea? (?:este )?(?:necesar|obligatori)",
    "el": r"(?:πρέπει|χρειάζεται) να (?:συνδεθείτε|εισέλθετε)|συνεδρία[^\n]{0,30}έληξε|(?:συνδεθείτε"
          r"|ταυτοποιηθείτε)[^.\n]{0,60}(?:για|με)\b|απαιτείται (?:σύνδεση|είσοδος|αυθεντικοποίηση|ταυτοποίηση)",
    "bg": r"трябва да (?:се )?(?:влез|логн)|(?:влезте|впишете се)[^.\n]{0,60}за да|изисква (?:се )?(?:вход|вписване)",
    "": r"(?:morate|treba) (?:\w+ ){0,3}prijavi|prijavite se (?:ponovo|za)|prijavite se (?:kako|da bi|u sustav|putem)"
        r"|potrebna (?:je )?prijava|morate biti prijavljeni",
    "sk": r"(?:musíte|prosím) (?:\w+ ){0,3}prihlás|prihlás\w* sa[^.\n]{0,60}(?:aby|pre|cez|pomocou|prostredníctvom)"
          r"|vyžaduje (?:sa )?prihlásenie|nie ste prihlásen",
    "ca": r"(?:has d'|cal )iniciar (?:la )?sessió|inici(?:a|eu) (?:la )?sessió (?:per|amb)|identifiqueu-vos"
          r"|identifica't",
    "lt": r"(?:turite|privalote|prašome) (?:\w+ ){0,2}prisijung|prisijunkite[^.\n]{0,20}(?:kad|norėdami)"
          r"|norėdami [^.\n]{0,40}prisijunk",
    "lv": r"(?:jums )?jāpiesakās|lūdzu,? piesakieties|piesakieties,? lai|lai [^.\n]{0,40}piesakieties",
    "et": r"(?:pead|palun) (?:\w+ ){0,2}(?:sisse )?logi|logige? sisse\b",
    "th": r"กรุณาเข้าสู่ระบบ",
    "vi": r"(?:cần|phải|vui lòng) (?:\w+ ){0,2}đăng nhập|đăng nhập để",
    "id": r"(?:harus|perlu|silakan) (?:masuk|login)|(?:masuk|login) (?:untuk|terlebih)",
}  # fmt: skip
"""Sign in first, or again after the session ended; that one may sign in is no wall."""
