"""Turkish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="tr",
    slot="randevu saati, randevu saatleri, boş randevu, uygun randevu, müsait randevu, boş yer, kontenjan, müsaitlik",
    visit="randevu, randevular, randevusu, saat, saatler, saati, tarih, tarihler, gün, günler, yer, zaman",
    many="randevular, saatler, tarihler",
    none="yok, yoktur, bulunmuyor, bulunmamaktadır, bulunamadı, bulunamamıştır, bulunamıyor, kalmadı, kalmamıştır,"
    " mevcut değil, mevcut değildir, hiç, hiçbir, uygun değildir, bulunmamakta, 0",
    pair="tüm değil, başka bir tarih, farklı bir tarih, başka bir gün, sorun yok, başka bir saat, randevu almanıza",
    chosen="seçilmedi, seçilmemiş, seçili",
    free="boş, uygun, müsait, mevcut, açık",
    all="tüm, bütün, her",
    taken="dolu, doludur, dolmuştur, alınmıştır, rezerve, dolmuş, ayrılmıştır",
    gone="tamamen dolu, tamamen doludur, tükenmiştir, tükendi, dolmuştur",
    nothing="hiçbir şey",
    office="takvim, merkez, konsolosluk, klinik, poliklinik",
    service="hizmet, hizmetler, sağlayıcı",
    booking="rezervasyon, rezervasyonu, randevu almak",
    cannot="mümkün değil, mümkün değildir, alınamaz, alınamıyor",
    unfree="müsait değil, uygun değil, artık müsait değil, artık mevcut değil, daha önce alınmış, başkası tarafından",
    one="bu randevu, bu saat, seçtiğiniz saat, seçilen saat, istediğiniz, talep edilen, seçtiğiniz randevu,"
    " seçilen randevu",
    day="tarih için, tarihte, gün için, bugün, yarın, günde, seçilen tarih, güne, tarihe, pazartesi, salı, çarşamba,"
    " perşembe, cuma",
    week="hafta, haftada, haftası",
    month="ay, ayda, ayı",
    period="dönem, dönemde, aralığında, aralığı, gün içinde, hafta içinde",
    bound="kadar, önce, sonra, itibaren",
    now="şu anda, şu an, şimdilik, halihazırda, henüz, şimdi",
    if_="eğer, şayet",
    if_after="yoksa, bulunamazsa, olmazsa, kalmadıysa, durumunda, olmadığında, bulunmazsa, ise, bulunmuyorsa, halinde",
    owner="randevunuz, randevularınız, randevum, randevularım, sizin",
    need="gerekmez, gerekli, gerekmektedir, zorunlu, ücretsiz, ücret, gerek",
    channel="telefonla, e-posta ile, randevusuz, pazar günleri, hafta sonu, tatil",
    waiting="bekleme listesi",
    hedge="bazen, genellikle, sık sık, olabilir, olabilmektedir, göre, nadiren, vardı, demek",
    legend="renk, renkli, kırmızı, yeşil, gri, mavi, işaretli, sembol",
    loading="yükleniyor, aranıyor, bekleyin",
    next="gelecek, önümüzdeki, sonraki, en yakın, ilk",
    limit="başına, en fazla, maksimum, açılacak, açılacaktır, en az, her, günlük",
    also="için, lütfen, bir, başka, seçin, seçiniz, daha, sonra, tekrar, deneyin, deneyiniz, ve, veya, ile, bu,"
    " seçilen, maalesef, üzgünüz, kontrol, edin, şu, anda",
    after=True,
)
