"""What sites say of what stands before the page, by language: waiting rooms, captchas, logins. Tables."""

from __future__ import annotations

from collections.abc import Mapping

QUEUE: Mapping[str, str] = {
    "en": r"virtual (?:waiting room|queue)|online queue|you are (?:now )?in (?:a |the )?(?:virtual )?(?:line"
          r"|queue) (?:to|for) (?:access|enter|the (?:site|website|service)|this)|you are (?:now )?in (?:line"
          r"|the queue)(?:\.|$)|number \d+ in (?:line|the queue)|place in (?:the )?(?:line|queue)"
          r"|people (?:are )?(?:ahead of you|in front of you|in the waiting room)|users? in (?:line"
          r"|queue) ahead",
    "fr": r"(?:file|salle) d'attente virtuelle|file d'attente pour (?:accéder|entrer)"
          r"|file d'attente[\s\S]{0,120}(?:automatiquement|redirig|accès au (?:site|service))"
          r"|patientez[\s\S]{0,60}redirig",
    "de": r"virtuelle[rns]? (?:warteraum|warteschlange|wartezimmer)|online-warte(?:raum|schlange)"
          r"|befinden sich (?:\w+ ){0,3}(?:warteschlange|warteraum)|(?:platz|position|stelle) in der warteschlange",
    "": r"(?:sala de espera|fila|cola|coda) virtual",
    "es": r"(?:su|tu) (?:posici[óo]n|turno|lugar|puesto) en la (?:cola|fila)",
    "it": r"sala d'attesa virtuale|posizione in coda|sei in coda",
    "pt": r"posição na fila|lugar na fila",
    "nl": r"virtuele (?:wachtkamer|wachtrij|wachtruimte)|online wachtrij|(?:plaats|positie|plek) in de wachtrij"
          r"|in de wachtrij$",
    "pl": r"wirtualn\w+ (?:poczekalni|kolejk)|(?:miejsce|pozycja) w kolejce",
    "tr": r"sanal (?:bekleme|kuyruk|sıra)",
    "ru": r"виртуальн\w+ (?:очеред|зал)|место в очереди",
    "sv": r"virtuellt? (?:väntrum|kö)|plats i kön",
    "da": r"virtuelt? (?:venteværelse|kø)|(?:plads|nummer) i køen",
    "fi": r"virtuaali(?:nen )?jono|paikkasi jonossa",
    "zh": r"(?:虚拟|虛擬)(?:排队|排隊|等候)|排(?:队|隊)等候|前面还有",
    "ja": r"仮想待合室|待合室|順番待ち",
    "ko": r"접속 ?대기|대기 ?(?:순서|인원|번호)",
}  # fmt: skip
"""A room to wait in before the site; a waiting list, a shop's queue or a doctor's waiting room is none."""

CAPTCHA: Mapping[str, str] = {
    "en": r"(?:entered|typed) (?:text|code|characters|word)s? (?:\w+ ){0,2}(?:wrong|incorrect|invalid)"
          r"|^verification failed\b|^verifying(?: you are human)?[.…]*$|^i(?:'| a)m not a robot\.?$|(?:confirm|prove"
          r"|verify) (?:that )?you(?:'re| are) (?:not a (?:ro)?bot|(?:a )?human)",
    "fr": r"(?:texte|code|caractères) (?:\w+ ){0,2}saisis? (?:\w+ ){0,2}(?:incorrect|erroné|invalide)"
          r"|je ne suis pas un robot|prouve[rz] que vous (?:n'êtes pas|êtes)|échec de la vérification",
    "de": r"eingegebene (?:text|code|zeichen\w*) (?:\w+ )?(?:falsch|ungültig)|(?:verifizierung|überprüfung"
          r"|prüfung) (?:ist )?fehlgeschlagen|^überprüfung läuft[.…]*$|ich bin kein (?:ro)?bot(?:er)?\b",
    "es": r"no soy un robot|c[óo]digo introducido (?:\w+ )?(?:incorrecto|err[óo]neo)|verificaci[óo]n fallida",
    "it": r"non sono un robot|codice inserito (?:\w+ )?(?:errato|non corretto)",
    "pt": r"não sou um robô",
    "nl": r"ik ben geen robot",
    "pl": r"nie jestem robotem",
    "ru": r"я не робот",
    "zh": r"(?:验证|驗證)码?碼?(?:验证|驗證)?(?:失败|失敗|错误|錯誤)|我不是机器人",
    "fa": r"کد امنیتی",
    "ja": r"私はロボットではありません|画像認証",
    "ko": r"로봇이 아닙니다|자동입력 ?방지",
}  # fmt: skip
"""A captcha that was not passed, or has to be; pages with the word itself are found by their shape."""

LOGIN: Mapping[str, str] = {
    "en": r"(?:you |please |must |need to |have to )+(?:first )?(?:sign|log|re-?log)[ -]?in\b(?! (?:by|via) phone)"
          r"|session (?:has |is )?(?:been )?(?:expired|timed out|ended|terminated)[\s\S]{0,90}?(?:sign|log)[ -]?in"
          r"|(?:login|authentication|sign-in) (?:is )?required|(?:sign|log) in (?:again |or sign up )?(?:to continue"
          r"|before continuing)",
    "fr": r"vous devez (?:être connecté|vous (?:identifier|(?:re)?connecter|authentifier|inscrire))"
          r"|veuillez vous (?:identifier|(?:re)?connecter|authentifier)|session (?:est "
          r"|a )?expirée?[\s\S]{0,90}?connect|(?:connexion|authentification|identification) requise",
    "de": r"(?:sitzung|session) (?:ist |wurde )?(?:abgelaufen|beendet)[\s\S]{0,90}?(?:anmeld|melden|einlogg)"
          r"|(?:müssen|bitte) (?:\w+ ){0,5}(?:anmelden|einloggen)|(?:bitte )?melden sie sich (?:bitte )?(?:erneut"
          r"|wieder|neu|zuerst|zunächst|bei (?:dem|ihrem)|mit ihre[mn])\b|anmelden oder registrieren|(?:anmeldung"
          r"|login) erforderlich",
    "es": r"sesi[óo]n (?:ha )?(?:expir|caduc|termin)[\s\S]{0,90}?(?:sesi[óo]n|acced|identif|entrar)|(?:debes?"
          r"|necesitas?|tienes? que|por favor,?|inicia|inicie) (?:\w+ )?(?:iniciar |inicie |inicia )?sesi[óo]n"
          r"|(?:debe|necesita)s? (?:identificarse|acceder)",
    "it": r"sessione (?:è )?scaduta[\s\S]{0,90}?(?:acced|autentic|login)|(?:devi|deve|occorre|necessario"
          r"|bisogna) (?:\w+ )?(?:acceder|autentic|effettuare (?:il login|l'accesso)|registrar)",
    "nl": r"sessie (?:is )?(?:\w+ )?(?:verlopen|beëindigd)[\s\S]{0,90}?(?:\baan\b|inlog|log)|(?:moet"
          r"|dient) (?:\w+ ){0,4}(?:in te loggen|inloggen|aan te melden|aanmelden)|(?:log|meld) (?:\w+ ){0,2}(?:in"
          r"|aan) om",
    "pt": r"sessão (?:expirou|expirada|terminou)[\s\S]{0,90}?(?:autenti|login|entr|inici)|(?:precisa|deve"
          r"|necess[áa]rio) (?:\w+ ){0,2}(?:autenticar|login|entrar|iniciar sess)|autentique-se|efetue login"
          r"|faça login",
    "pl": r"sesja wygasła[\s\S]{0,90}?zalog|(?:musisz|należy|trzeba|proszę) (?:\w+ ){0,2}zalog"
          r"|zaloguj się (?:ponownie|aby|lub)",
    "ru": r"(?:сеанс|сессия) [^\n]{0,30}(?:ист[её]к|законч|заверш)[\s\S]{0,90}?(?:войд|войти|автор)|(?:необходимо"
          r"|нужно|должны|пожалуйста,) (?:\w+ ){0,3}(?:войти|войдите|автори[зс])",
    "uk": r"(?:сеанс|сесія) [^\n]{0,30}(?:закінч|заверш)[\s\S]{0,90}?(?:увій|автор)|(?:потрібно|необхідно"
          r"|повинні) (?:\w+ ){0,2}увійти",
    "tr": r"giriş yap(?:manız|malı|ın)|oturum[^\n]{0,40}(?:doldu|sona erdi|süresi)",
    "ja": r"ログイン(?:もしくは|または|して(?:ください|下さい)|が必要)",
    "ko": r"세션이 만료|로그인[이을 ]{0,3}(?:필요|해야|하셔야|해 ?주|하거나)",
    "zh": r"(?:请|請|需要|必须|必須)[^\n]{0,8}(?:登录|登入|登錄)|会话已过期",
    "he": r"(?:עליך|יש|נא|עלייך) (?:\w+ )?(?:להתחבר|להיכנס)",
    "ar": r"(?:انته[ىت]|الرجاء|يجب|يرجى)[\s\S]{0,60}تسجيل الدخول",
    "fa": r"(?:باید|لطفا)[^\n]{0,30}وارد",
    "sv": r"session[^\n]{0,20} (?:är|har)[^\n]{0,30}[\s\S]{0,90}?logga in|(?:måste|vänligen) (?:\w+ )?logga in"
          r"|logga in (?:igen )?för",
    "da": r"(?:skal|venligst) (?:\w+ ){0,2}logge? ind|log ind (?:igen )?for",
    "no": r"(?:må|vennligst) (?:\w+ ){0,2}logge? inn",
    "fi": r"kirjaudu (?:\w+ )?(?:sisään )?(?:uudelleen|jatkaaksesi)|(?:täytyy|pitää) kirjautua",
    "hu": r"jelentkez\w+ be|be kell jelentkez",
    "cs": r"(?:relace|přihlášení) [^\n]{0,20}vypršel\w?[\s\S]{0,90}?přihl|(?:musíte|nutné|prosím) (?:\w+ ){0,2}přihlás",
    "ro": r"sesiunea [^\n]{0,20}expirat[\s\S]{0,90}?(?:autentif|conect)|(?:trebuie"
          r"|necesar) să (?:\w+ ){0,2}(?:autentif|conect)",
    "el": r"(?:πρέπει|χρειάζεται) να (?:συνδεθείτε|εισέλθετε)|συνεδρία[^\n]{0,30}έληξε",
    "bg": r"трябва да (?:се )?(?:влез|логн)",
    "": r"(?:morate|treba) (?:\w+ ){0,3}prijavi|prijavite se (?:ponovo|za)",
    "sk": r"(?:musíte|prosím) (?:\w+ ){0,3}prihlás",
    "ca": r"(?:has d'|cal )iniciar (?:la )?sessió",
    "lt": r"(?:turite|privalote|prašome) (?:\w+ ){0,2}prisijung",
    "lv": r"(?:jums )?jāpiesakās|lūdzu,? piesakieties",
    "et": r"(?:pead|palun) (?:\w+ ){0,2}(?:sisse )?logi",
    "th": r"กรุณาเข้าสู่ระบบ",
    "vi": r"(?:cần|phải|vui lòng) (?:\w+ ){0,2}đăng nhập",
    "id": r"(?:harus|perlu|silakan) (?:masuk|login)",
}  # fmt: skip
"""Sign in first, or again after the session ended; that one may sign in is no wall."""
