"""What sites say of what stands before the page, by language: waiting rooms and captchas. Tables."""

from __future__ import annotations

from collections.abc import Mapping

QUEUE: Mapping[str, str] = {
    "en": r"virtual (?:waiting room|queue)|online queue|you are (?:now )?in (?:a |the )?(?:virtual )?(?:line"
          r"|queue) (?:to|for) (?:access|enter|the (?:site|website|service)|this)|you are (?:now )?in (?:line"
          r"|the queue)(?:\.|$)|number \d+ in (?:line|the queue)|place in (?:the )?(?:line|queue)"
          r"|people (?:are )?(?:ahead of you|in front of you|in the waiting room)|users? in (?:line|queue) ahead"
          r"|you(?:'re| are) (?:now |currently )?in (?:a |the |our )(?:virtual |online )?(?:queue"
          r"|waiting room)\b(?! for (?:an? |this )?(?:slot|appointment|cancel))|(?:placed|put"
          r"|moved) (?:you )?in(?:to)? (?:a |the |our )(?:virtual |online )?(?:queue|line|waiting room)\b"
          r"|your turn (?:will come|is (?:in|coming)|to (?:enter|access|book))|(?:access|redirect\w*|let you (?:in"
          r"|through)|connect\w*)[^.\n]{0,60} your turn\b|your (?:position|number|spot) in (?:the )?(?:line|queue)"
          r"|queue (?:number|position)\b|people (?:are |waiting )?(?:ahead|before|in front)(?: of)? you"
          r"|estimated wait(?:ing)?(?: time)?\b(?! (?:at|in|for)\b)|we(?:'ll| will) let you (?:in|through)",
    "fr": r"(?:file|salle) d'attente virtuelle|file d'attente pour (?:accéder|entrer)"
          r"|file d'attente[\s\S]{0,120}(?:automatiquement|redirig|accès au (?:site|service))"
          r"|patientez[\s\S]{0,60}redirig|vous (?:êtes|avez été|voilà) (?:\w+ ){0,3}(?:en|dans (?:la|une"
          r"|notre)) (?:file|salle) d'attente\b(?! (?:de|du|pour (?:un|ce|le))\b)|(?:personnes|usagers|visiteurs"
          r"|utilisateurs|internautes) (?:\w+ )?(?:devant|avant) vous|votre tour (?:arriv|viendra|approche|dans)"
          r"|(?:attendez|patientez jusqu'à|c'est bientôt) votre tour|(?:position|place|rang|numéro) dans la file"
          r"|temps d'attente (?:estimé|restant) avant",
    "de": r"virtuelle[rns]? (?:warteraum|warteschlange|wartezimmer)|online-warte(?:raum|schlange)"
          r"|befinden sich (?:\w+ ){0,3}(?:warteschlange|warteraum)|(?:platz|position|stelle) in der warteschlange"
          r"|(?:sind|befinden sich|stehen|warten|wurden) (?:\w+ ){0,3}(?:in (?:der|einer|eine|unserer)|im"
          r"|in einem) (?:\w+ )?(?:warteschlange|warteraum|wartezimmer)|(?:personen|besucher|nutzer"
          r"|wartende)\w* (?:\w+ )?vor ihnen|vor ihnen (?:\w+ ){0,5}(?:personen|besucher|nutzer|wartende)|(?:sind"
          r"|kommen) (?:bald|gleich|in (?:etwa |ca\.? )?\d+ minuten) (?:an der reihe|an die reihe|dran)|(?:ihre"
          r"|deine) (?:position|wartenummer|warteposition)\b|(?:sobald|wenn|bis) sie (?:\w+ )?(?:an der reihe"
          r"|dran) sind[^.\n]{0,60}(?:weiter|seite|zugang|zugriff)",
    "": r"(?:sala de espera|fila|cola|coda) virtual",
    "es": r"(?:su|tu) (?:posici[óo]n|turno|lugar|puesto) en la (?:cola|fila)|(?:est[áa]s?|se encuentra|te encuentras"
          r"|ha sido (?:puesto|colocado)) (?:\w+ ){0,2}en (?:la |una |nuestra )?(?:cola|fila)\b"
          r"|personas? (?:\w+ )?(?:por )?delante|(?:espere|espera|aguarde) (?:a )?(?:su|tu) turno|cuando (?:llegue"
          r"|sea) (?:su|tu) turno[^.\n]{0,60}(?:acce|entr|redir|p[áa]gina)|posici[óo]n en (?:la )?(?:cola|fila)"
          r"|sala de espera (?:virtual|en l[íi]nea|online)",
    "it": r"sala d'attesa virtuale|posizione in coda|sei in coda|(?:sei|è|siete|si trova|ti trovi"
          r"|stat[oa] mess[oa]) (?:\w+ ){0,2}in (?:coda|fila)\b|(?:persone|utenti) (?:\w+ )?(?:davanti"
          r"|prima di) (?:a )?(?:te|lei|voi)\b|il (?:tuo|suo) turno (?:arriv|sarà)|(?:attend|aspett)\w+ il (?:tuo|suo"
          r"|proprio) turno|(?:posto|posizione|numero) in (?:coda|fila)",
    "pt": r"posição na fila|lugar na fila|(?:est[áa]|encontra-se|foi colocad[oa]) (?:\w+ ){0,2}n(?:a|uma) (?:fila"
          r"|sala)\b(?! de espera para)|pessoas? (?:\w+ )?(?:à|a) sua frente|sua vez (?:cheg|será|está)"
          r"|aguarde (?:a )?sua vez|(?:posição|lugar|número) (?:\w+ )?na fila",
    "nl": r"virtuele (?:wachtkamer|wachtrij|wachtruimte)|online wachtrij|(?:plaats|positie|plek) in de wachtrij"
          r"|in de wachtrij$|(?:u|je) (?:staat|bent|zit) (?:\w+ ){0,2}in (?:de|een|onze) (?:\w+ )?(?:wachtrij"
          r"|wachtkamer|wachtruimte)|(?:wachtenden|mensen|personen|bezoekers) (?:\w+ )?v[oó][oó]r (?:u|je)\b|(?:bent"
          r"|ben|komt) (?:bijna|over [^.\n]{1,20}) aan de beurt",
    "pl": r"wirtualn\w+ (?:poczekalni|kolejk)|(?:miejsce|pozycja) w kolejce|(?:jesteś|znajdujesz się|znajdują się"
          r"|są państwo|czekasz|oczekujesz) (?:\w+ ){0,3}w (?:\w+ )?(?:kolejce|poczekalni)\b|(?:twoje|twój|twoja"
          r"|państwa) (?:miejsce|numer|pozycja) w kolejce|os[óo]b\w* (?:\w+ )?przed (?:tobą|panem|państwem)"
          r"|przed tobą (?:\w+ ){0,3}os[óo]b",
    "tr": r"sanal (?:bekleme|kuyruk|sıra)|(?:sıra|kuyruk)dasınız|(?:sıraya|kuyruğa) alındınız"
          r"|önünüzde (?:\w+ ){0,2}(?:kişi|kullanıcı)|sıranız (?:gel|yaklaş)|bekleme (?:odasında|salonunda)"
          r"|sırada bekl",
    "ru": r"виртуальн\w+ (?:очеред|зал)|место в очереди|вы (?:сейчас |уже )?(?:находитесь |стоите )?в (?:виртуальной "
          r"|онлайн-|электронной )?очереди\b|ваш\w* (?:место|номер|позиция) в очереди|ваша очередь (?:подойд|наступ)"
          r"|перед вами (?:\w+ ){0,3}(?:человек|пользовател|посетител)|дождитесь своей очереди|зал ожидания",
    "sv": r"virtuellt? (?:väntrum|kö)|plats i kön|du (?:står|är|befinner dig|väntar) (?:\w+ )?i (?:en "
          r"|ett )?(?:\w+ )?(?:kön?|väntrum\w*)\b|personer (?:\w+ )?(?:före|framför) dig|(?:snart|strax) din tur",
    "da": r"virtuelt? (?:venteværelse|kø)|(?:plads|nummer) i køen|du (?:står|er|venter) (?:\w+ )?i (?:en "
          r"|et )?(?:\w+ )?(?:køen|kø|venteværelse\w*)\b|personer (?:\w+ )?(?:foran|før) dig|(?:snart|straks) din tur",
    "fi": r"virtuaali(?:nen )?jono|paikkasi jonossa|olet (?:\w+ )?(?:virtuaali)?jono(?:ssa|tus)|odotushuone"
          r"|vuorosi (?:tulee|koittaa)|edessäsi (?:\w+ ){0,3}(?:henkilö|käyttäjä)",
    "zh": r"(?:虚拟|虛擬)(?:排队|排隊|等候)|排(?:队|隊)等候|前面还有|正在排(?:队|隊)|排(?:队|隊)中|前(?:面|方)(?:还"
          r"|還)有|您(?:当前|目前|現在)?(?:的)?排(?:在|名|队|隊)|排(?:队|隊)(?:人数|人數|位置)|(?:轮|輪)到您",
    "ja": r"仮想待合室|待合室|順番待ち|順番が来|待ち人数|あなたの(?:前|順番)|待機(?:列|室)",
    "ko": r"접속 ?대기|대기 ?(?:순서|인원|번호)|대기(?:열|실)|앞에 .{0,12}명|(?:순서|차례)(?:가|를)? ?(?:되면|기다"
          r"|오면)",
    "uk": r"ви (?:зараз )?(?:перебуваєте |знаходитесь )?[ву] (?:віртуальній )?черзі\b|ваше місце [ву] черзі"
          r"|перед вами (?:\w+ ){0,3}(?:осіб|людей|користувач)|віртуальн\w+ (?:черг|зал)",
    "no": r"du (?:står|er|venter) (?:\w+ )?i (?:en |et )?(?:\w+ )?(?:køen?|kø|venterom\w*)\b|plass i køen"
          r"|virtuel\w* (?:kø|venterom)|personer (?:\w+ )?(?:foran|før) deg|(?:snart|straks) din tur",
    "cs": r"(?:jste|nacházíte se|čekáte|stojíte) (?:\w+ ){0,3}ve? (?:\w+ )?(?:frontě|čekárně)"
          r"|virtuální(?:ho)? (?:front|čekárn)|(?:pořadí|místo|pozice) ve frontě|před vámi (?:\w+ ){0,3}(?:osob|lidí"
          r"|uživatel)",
    "sk": r"(?:ste|nachádzate sa|čakáte) (?:\w+ ){0,3}vo? (?:\w+ )?(?:rade|fronte|čakárni)\b|virtuáln\w+ (?:čakár"
          r"|rad)|pred vami (?:\w+ ){0,3}(?:osôb|ľudí)",
    "hu": r"virtuális (?:vár|sor)|várakozási sor|ön előtt (?:\w+ ){0,3}(?:fő|ember|felhaszn|várakoz)"
          r"|ön (?:\w+ ){0,2}sorban (?:áll|vár)",
    "ro": r"sunteți (?:\w+ ){0,3}(?:la|în) (?:rând|coadă|sala de așteptare)\b|persoane (?:\w+ )?înaintea|(?:poziția"
          r"|locul) [^.\n]{0,20}(?:la|în) (?:rând|coadă)|sală de așteptare virtuală",
    "el": r"(?:είστε|βρίσκεστε) (?:\w+ )?(?:σε|στην) (?:\w+ )?(?:ουρά|αναμονή)|εικονική (?:ουρά|αίθουσα)"
          r"|θέση σας στην ουρά",
    "ar": r"(?:أنت|انت) (?:الآن )?في (?:قائمة|طابور|صف|غرفة) ال?انتظار|غرفة الانتظار|طابور الانتظار",
    "he": r"מקומ\w+ בתור|חדר המתנה|לפניך (?:\w+ ){0,2}(?:אנשים|ממתינים)",
    "bg": r"(?:сте|намирате се) (?:\w+ )?в опашката|виртуална (?:опашка|чакалня)",
    "vi": r"(?:trong|đang) (?:\w+ )?(?:hàng đợi|hàng chờ)|phòng chờ",
}  # fmt: skip
"""A room to wait in before the site; a waiting list, a shop's queue or a doctor's waiting room is none."""

CAPTCHA: Mapping[str, str] = {
    "en": r"(?:entered|typed) (?:text|code|characters|word)s? (?:\w+ ){0,2}(?:wrong|incorrect|invalid)"
          r"|^verification failed\b|^verifying(?: you are human)?[.…]*$|^i(?:'| a)m not a robot\.?$|(?:confirm|prove"
          r"|verify) (?:that )?you(?:'re| are) (?:not a (?:ro)?bot|(?:a )?human)|(?:confirm|prove|verify"
          r"|check(?:ing)?|show|sure)(?: to us| us)? (?:that |if |whether )?you(?:'re| are) (?:not a (?:ro)?bot"
          r"|(?:a )?(?:real )?(?:human|person))|are you (?:a )?(?:human|(?:ro)?bot)\b|(?:enter|type|copy|retype|input"
          r"|write) [^.\n]{0,30}\b(?:characters?|letters?|digits?|code|text|words?|symbols?"
          r"|numbers?)\b[^.\n]{0,40}(?:image|picture|you see|below|above)|(?:tick|check"
          r"|click) the box[^.\n]{0,40}(?:robot|human)|(?:complete|solve|pass) (?:the|this|a) (?:\w+ ){0,2}(?:puzzle"
          r"|challenge|captcha|security check)|(?:press|click) (?:and|&) hold|select all (?:the )?(?:images|squares"
          r"|pictures)|(?:drag|slide|move) the (?:slider|puzzle)|^(?:human|bot|robot|security) (?:verification"
          r"|check)[.:!]?$|(?:anti-?bot|human|robot) (?:verification|check|test)\b",
    "fr": r"(?:texte|code|caractères) (?:\w+ ){0,2}saisis? (?:\w+ ){0,2}(?:incorrect|erroné|invalide)"
          r"|je ne suis pas un robot|prouve[rz] que vous (?:n'êtes pas|êtes)|échec de la vérification|(?:prouv"
          r"|confirm|vérifi|assur|montr|indiqu|démontr)\w*[^.\n]{0,25}(?:n'êtes pas (?:un )?(?:ro)?bot"
          r"|êtes (?:bien )?(?:une? )?(?:vraie? )?(?:humaine?|personne|être humain))|êtes-vous (?:un )?(?:humain"
          r"|(?:ro)?bot)|(?:(?:recopi|saisi|entre|tape|inscri|copi|reprodui|indiqu|écri"
          r"|renseign)\w*) [^.\n]{0,30}\b(?:caractères|lettres|chiffres|code|texte|mots?"
          r"|symboles)\b[^.\n]{0,40}(?:image|ci-dessous|ci-dessus|ci-contre|voyez)|coche[rz] (?:la"
          r"|cette) case[^.\n]{0,60}(?:robot|humain)|anti-?robot|vérification humaine|(?:résol"
          r"|complét)\w* [^.\n]{0,20}(?:défi|puzzle|énigme|calcul|captcha)|glisse[rz] [^.\n]{0,40}(?:pièce|curseur)"
          r"|sélectionne[rz] toutes les images",
    "de": r"eingegebene (?:text|code|zeichen\w*) (?:\w+ )?(?:falsch|ungültig)|(?:verifizierung|überprüfung"
          r"|prüfung) (?:ist )?fehlgeschlagen|^überprüfung läuft[.…]*$|ich bin kein (?:ro)?bot(?:er)?\b|(?:geben|gib"
          r"|tippen|schreiben|übertragen|tragen|eingabe) [^.\n]{0,30}\b(?:zeichen|buchstaben|zahlen|ziffern|code|text"
          r"|wort|wörter|zeichenfolge|sicherheitscode)\b[^.\n]{0,40}(?:bild|grafik|abbildung|unten|oben|sehen)"
          r"|(?:zeichen|buchstaben|ziffern|zahlen|code|text) (?:aus|auf|in|im) (?:dem |der )?(?:bild|grafik"
          r"|abbildung)|(?:bestätig|beweis|nachweis|weisen|zeigen|prüf|verifizier)\w*[^.\n]{0,40}(?:\bmensch"
          r"|kein (?:ro)?bot|keine maschine)|sind sie ein (?:mensch|(?:ro)?bot)|sicherheitsabfrage|(?:lösen"
          r"|löse) [^.\n]{0,30}(?:aufgabe|rätsel|puzzle)|wählen sie alle bilder",
    "es": r"no soy un robot|c[óo]digo introducido (?:\w+ )?(?:incorrecto|err[óo]neo)|verificaci[óo]n fallida"
          r"|(?:(?:introdu[zc]|ingres|escrib|tecle|copi|digit|transcrib)\w*) [^.\n]{0,30}\b(?:caracteres|letras"
          r"|n[úu]meros|d[íi]gitos|c[óo]digo|texto|palabras?|s[íi]mbolos)\b[^.\n]{0,40}(?:imagen|\bves?\b|aparece"
          r"|abajo|arriba|a continuaci[óo]n)|(?:demuestr|demostr|confirm|verifi|comprob|compru"
          r"|asegur)\w*[^.\n]{0,30}(?:no (?:es|eres|sea)(?: usted)? un (?:ro)?bot|(?:es|eres|sea)(?: usted)? (?:un "
          r"|una )?(?:ser )?(?:human[oa]|persona))|(?:es|eres)(?: usted)? un (?:robot|humano)|mar(?:que"
          r"|ca) la casilla[^.\n]{0,40}(?:robot|human)|(?:resuelv|complet)\w+ [^.\n]{0,30}(?:desaf[íi]o|captcha"
          r"|rompecabezas|acertijo)|seleccion\w+ todas las im[áa]genes",
    "it": r"non sono un robot|codice inserito (?:\w+ )?(?:errato|non corretto)|(?:(?:inser|digit|scriv|ricopi|copi"
          r"|immett|riport|trascriv)\w*) [^.\n]{0,30}\b(?:caratteri|lettere|numeri|cifre|codice|testo|parol[ae]"
          r"|simboli)\b[^.\n]{0,40}(?:immagine|\bved[ie]\b|vedete|sotto|sopra|raffigurat)|(?:conferm|dimostr|verific"
          r"|prov|assicur)\w*[^.\n]{0,30}(?:non (?:sei|è|essere) un (?:ro)?bot|(?:sei|è"
          r"|essere) (?:un )?(?:essere )?uman[oa]|una persona)|sei un (?:robot|umano)"
          r"|spunt\w+ la casella[^.\n]{0,40}(?:robot|uman)|(?:risolv|complet)\w+ [^.\n]{0,30}(?:sfida|captcha|puzzle"
          r"|enigma)|selezion\w+ tutte le immagini",
    "pt": r"não sou um robô|(?:(?:introdu[zc]|insir|inser|digit|escrev|copi)\w*) [^.\n]{0,30}\b(?:caract[eé]res"
          r"|letras|n[úu]meros|d[íi]gitos|c[óo]digo|texto|palavras?)\b[^.\n]{0,40}(?:imagem|figura|\bv[êe]\b|abaixo"
          r"|acima)|(?:confirm|prov|verifi|demonstr|comprov|certifi)\w*[^.\n]{0,30}(?:n[ãa]o (?:é|és"
          r"|ser) um (?:rob[ôo]|bot)|(?:é|és|ser) (?:um )?(?:ser )?human[oa]|uma pessoa)|(?:é|és) um (?:rob[ôo]"
          r"|humano)|n[ãa]o sou um rob[ôo]|(?:marque|assinale) [^.\n]{0,50}(?:rob[ôo]\b|human)|(?:resolv"
          r"|complet)\w+ [^.\n]{0,30}(?:desafio|captcha|quebra-cabe|puzzle)|selecione todas as imagens",
    "nl": r"ik ben geen robot|(?:typ|voer|vul|neem|tik) [^.\n]{0,30}\b(?:tekens|letters|cijfers|code|tekst"
          r"|woord(?:en)?|karakters)\b[^.\n]{0,40}(?:afbeelding|plaatje|ziet|hieronder|hierboven)|(?:bevestig|bewijs"
          r"|toon|laat|controleer|verifi)\w*[^.\n]{0,30}(?:geen (?:ro)?bot|een mens\b)|bent u een (?:mens|robot)"
          r"|vink [^.\n]{0,40}robot|(?:los|maak) [^.\n]{0,30}(?:puzzel|captcha|raadsel)|selecteer alle afbeeldingen",
    "pl": r"nie jestem robotem|(?:przepisz|wpisz|wprowad[źz]|podaj|przepisać|wpisać|podać) [^.\n]{0,30}\b(?:znaki"
          r"|litery|cyfry|kod|tekst|słow[oa]|symbole)\b[^.\n]{0,40}(?:obraz|rysun|poniżej|powyżej|widzisz)"
          r"|(?:potwierd|udowodni|sprawd|upewni|zweryfik)\w*[^.\n]{0,30}(?:nie (?:jesteś|jest pan\w*"
          r"|są państwo) (?:\w+ )?(?:ro)?bot|(?:jesteś|jest) człowiek)|czy jesteś (?:człowiek|robot)"
          r"|zaznacz [^.\n]{0,40}robot|rozwiąż [^.\n]{0,30}(?:zadanie|zagadk|captcha|puzzle)",
    "ru": r"я не робот|(?:введите|впишите|наберите|укажите|перепишите|ввести) [^.\n]{0,30}\b(?:(?:символ|букв|цифр"
          r"|код|текст|слов|числ)\w*)\b[^.\n]{0,40}(?:картинк|изображен|рисунк|ниже|выше|видите)|(?:подтверд|докажи"
          r"|убеди|провер)\w*[^.\n]{0,30}(?:не (?:являетесь )?робот|человек)|вы (?:не )?робот|капч[аиуе]\b"
          r"|код с картинки|выберите все (?:картинки|изображения)",
    "zh": r"(?:验证|驗證)码?碼?(?:验证|驗證)?(?:失败|失敗|错误|錯誤)|我不是机器人|(?:输入|輸入|填写"
          r"|填寫)(?![^。\n]{0,6}(?:手机|手機|短信|簡訊))[^。\n]{0,12}(?:图|圖|下方|上方|验证码|驗證碼)|(?:验证|驗證"
          r"|证明|證明|确认|確認)[^。\n]{0,8}(?:不是机器人|不是機器人|是真人|是人类|是人類)|(?:拖动|拖動|滑动"
          r"|滑動)[^。\n]{0,10}(?:滑块|滑塊|拼图|拼圖|验证|驗證)|人机(?:验证|校验)|人機驗證|完成(?:安全)?(?:验证"
          r"|驗證)",
    "fa": r"کد امنیتی|ربات نیست|(?:حروف|کد|اعداد)[^.\n]{0,20}تصویر",
    "ja": r"私はロボットではありません|画像認証|(?:画像|表示)[^。\n]{0,12}(?:文字|数字|英数字"
          r"|コード)[^。\n]{0,10}入力|ロボットではな|人間(?:である|です)|パズルを(?:完成|解)|(?:すべて"
          r"|全て)の画像を選択",
    "ko": r"로봇이 아닙니다|자동입력 ?방지|(?:그림|이미지)[^.\n]{0,15}(?:문자|숫자|글자|코드)[^.\n]{0,10}입력"
          r"|로봇이 아님|사람(?:인지|임을)|보안 ?(?:문자|숫자)",
    "uk": r"(?:введіть|впишіть|вкажіть) [^.\n]{0,30}\b(?:(?:символ|букв|літер|цифр|код|текст"
          r"|слов)\w*)\b[^.\n]{0,40}(?:картин|зображен|малюн|нижче|бачите)|(?:підтверд|довед"
          r"|перевір)\w*[^.\n]{0,30}(?:не робот|людин)",
    "tr": r"(?:resim|görsel|görüntü)\w* (?:\w+ ){0,3}(?:kod|karakter|harf|rakam|metin|sayı)\w*|robot (?:olmadığını"
          r"|değilim)|insan olduğunu|güvenlik (?:kodu|doğrulaması|sorusu)",
    "sv": r"(?:skriv|ange|fyll|mata) [^.\n]{0,30}\b(?:tecken|tecknen|bokstäver\w*|siffror\w*|koden|texten"
          r"|orden)\b[^.\n]{0,40}(?:bild|nedan|ovan|du ser)|(?:bekräfta|bevisa|visa|verifiera"
          r"|kontroller)\w*[^.\n]{0,30}(?:inte (?:är )?en (?:ro)?bot|en (?:riktig )?människa)|är (?:du"
          r"|inte) en (?:människa|robot)",
    "no": r"(?:skriv|tast|angi|fyll) [^.\n]{0,30}\b(?:tegn\w*|bokstav\w*|tall\w*|koden|teksten"
          r"|sifre\w*)\b[^.\n]{0,40}(?:bilde|nedenfor|under|over|du ser)|(?:bekreft|bevis|vis"
          r"|verifiser)\w*[^.\n]{0,30}(?:ikke er en (?:ro)?bot|et menneske)|jeg er ikke en robot|er du et menneske",
    "da": r"(?:skriv|indtast|angiv|udfyld) [^.\n]{0,30}\b(?:tegn\w*|bogstav\w*|tal\w*|koden|teksten"
          r"|cifre\w*)\b[^.\n]{0,40}(?:billede|nedenfor|herunder|ovenfor|du ser)|(?:bekræft|bevis|vis"
          r"|verificer)\w*[^.\n]{0,30}(?:ikke er en (?:ro)?bot|et menneske)|er du et menneske",
    "fi": r"(?:kirjoita|syötä|anna) [^.\n]{0,40}\bkuva(?:ssa|n|sta)\b|kuva(?:ssa|n|sta) (?:\w+ ){0,3}(?:merkit"
          r"|kirjaimet|numerot|koodi|teksti)|(?:vahvista|todista|osoita|varmist)\w*[^.\n]{0,30}(?:et ole robotti"
          r"|ole(?:t|vasi) ihminen)|en ole robotti",
    "cs": r"(?:opište|zadejte|napište|přepište|vložte|vyplňte) [^.\n]{0,30}\b(?:znaky|písmena|číslice|čísla|kód|text"
          r"|slov[oa])\b[^.\n]{0,40}(?:obráz|níže|výše|vidíte)|(?:potvrďte|prokažte|ověř"
          r"|dokažte)\w*[^.\n]{0,30}(?:nejste robot|člověk)|nejsem robot",
    "sk": r"(?:opíšte|zadajte|napíšte|prepíšte) [^.\n]{0,30}\b(?:znaky|písmená|číslice|čísla|kód"
          r"|text)\b[^.\n]{0,40}(?:obráz|nižšie|vidíte)|(?:potvrďte|dokážte|over)\w*[^.\n]{0,30}(?:nie ste robot"
          r"|človek)|nie som robot",
    "hu": r"(?:írja|gépelje|adja|másolja|írd) [^.\n]{0,40}képe[nr]\w*|képe[nr] (?:látható|szereplő) (?:\w+ )?(?:kód"
          r"|karakter|betű|szám|szöveg)|nem vagyok robot|(?:igazol|bizonyít|erősít"
          r"|ellenőriz)\w*[^.\n]{0,30}(?:nem robot|ember)",
    "ro": r"(?:introduceți|tastați|scrieți|copiați) [^.\n]{0,30}\b(?:caracterele|literele|cifrele|codul|textul"
          r"|cuvint\w+)\b[^.\n]{0,40}(?:imagin|jos|vedeți)|(?:confirmați|dovediți|verific\w+"
          r"|demonstr\w+)[^.\n]{0,30}(?:nu sunteți (?:un )?robot|sunteți (?:o persoană|om))|nu sunt (?:un )?robot",
    "el": r"(?:πληκτρολογήστε|εισ[αά]γετε|γράψτε|συμπληρώστε) [^.\n]{0,30}\b(?:χαρακτήρες|γράμματα|αριθμούς|κωδικό"
          r"|κείμενο)\b[^.\n]{0,40}(?:εικόν|βλέπετε|παρακάτω)|δεν (?:είμαι|είστε) ρομπότ|είστε άνθρωπος",
    "bg": r"(?:въведете|напишете) [^.\n]{0,30}\b(?:(?:символ|букв|цифр|код|текст)\w*)\b[^.\n]{0,40}(?:картин|изображ"
          r"|снимк|по-долу|виждате)|не (?:съм|сте) робот",
    "": r"(?:unesite|upišite|prepišite|unesi) [^.\n]{0,30}\b(?:znakove|slova|brojeve|kod|tekst)\b[^.\n]{0,40}(?:slic"
        r"|slik|ispod|vidite)|nis(?:am|te) robot|nesu robotas|ma ei ole robot|es neesmu robots|bukan robot",
    "ca": r"(?:escriviu|introduïu|introdueix|escriu) [^.\n]{0,30}\b(?:caràcters|lletres|codi|text|xifres"
          r"|números)\b[^.\n]{0,40}(?:imatge|veieu|veus|sota)|no s[oó]c un robot",
    "ar": r"(?:أدخل|ادخل|اكتب) [^.\n]{0,30}(?:الأحرف|الحروف|الرمز|الأرقام|النص)[^.\n]{0,40}(?:الصورة|أدناه|تراها)"
          r"|لست (?:ب?روبوت|إنسانا آليا)|أنك (?:لست|إنسان)",
    "he": r"(?:הקלד|הקלידו|הזן|הזינו|הכנס) [^.\n]{0,25}(?:התווים|האותיות|הספרות|הקוד|הטקסט)[^.\n]{0,40}(?:תמונה|למטה)"
          r"|(?:אני לא|שאינך|אינך) רובוט",
    "vi": r"(?:nhập|gõ) [^.\n]{0,25}(?:ký tự|mã|chữ|số)[^.\n]{0,40}(?:hình|ảnh)|không phải (?:là )?(?:người máy"
          r"|robot)",
    "id": r"(?:masukkan|ketik) [^.\n]{0,30}\b(?:karakter|huruf|angka|kode|teks)\b[^.\n]{0,40}(?:gambar|di bawah"
          r"|lihat)",
}  # fmt: skip
"""A captcha that was not passed, or has to be; pages with the word itself are found by their shape."""
