"""Turkish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="tr",
    slot="randevu saati, randevu saatleri, boş randevu, uygun randevu, müsait randevu, boş yer, kontenjan, müsaitlik,"
    " boş saat, müsait saat, boş kontenjan, uygun saat, boş gün, boş tarih, müsait tarih",
    visit="randevu, randevular, randevusu, saat, saatler, saati, tarih, tarihler, gün, günler, yer, zaman, randevuya,"
    " randevuları, randevularımız, seans, kontenjanlar, kontenjanı, tarihi, saatleri, slot",
    many="randevular, saatler, tarihler, kontenjan, kontenjanlar, kontenjanlarımız, randevularımız, randevuları,"
    " seanslar, saatleri",
    vague="randevu, randevular, randevusu, saat, saatler, saati, gün, günler, zaman, randevuya, randevuları, tarih",
    none="yok, yoktur, bulunmuyor, bulunmamaktadır, bulunamadı, bulunamamıştır, bulunamıyor, kalmadı, kalmamıştır,"
    " mevcut değil, mevcut değildir, hiç, hiçbir, uygun değildir, bulunmamakta, 0, kalmadığı, bulunmadı, bulamadık,"
    " bulunamamaktadır, verilememektedir, bulunmadığından, kalmamış, yoktu, hiçbiri, sıfır, bulunmamıştır, kalmıyor,"
    " kalmamaktadır",
    pair="tüm değil, başka bir tarih, farklı bir tarih, başka bir gün, sorun yok, başka bir saat, randevu almanıza,"
    " daha fazla bilgi, den fazla, dan fazla, daha erken, çalışma saatleri, mesai saatleri, randevu numarası,"
    " randevu almadınız",
    chosen="seçilmedi, seçilmemiş, seçili",
    free="boş, uygun, müsait, mevcut, açık, kullanılabilir, alınabilir, alınabilecek, verilebilecek, verebileceğimiz,"
    " rezerve edilebilir, sunabileceğimiz",
    found="kriterlere, kriterlerde, kriterlerinize, aramanıza, arama, aradığınız, sonuç, uyan, kriterlerine,"
    " bulunabilir, verilebilecek",
    more="artık, kalmadı, kalmamıştır, kalmamış",
    unable="randevu veremiyoruz, randevu sunamıyoruz, randevu verememekteyiz",
    regret="maalesef, üzgünüz, ne yazık ki, özür dileriz, malesef",
    all="tüm, bütün, her, tamamı, hepsi, tümü",
    taken="dolu, doludur, dolmuştur, alınmıştır, rezerve, dolmuş, ayrılmıştır, doldu, alındı, tükendi, tükenmiş,"
    " tükenmiştir, rezerve edildi, dağıtıldı, rezerve edilmiştir, verilmiştir, kapatılmıştır, doluyor",
    gone="tamamen dolu, tamamen doludur, tükenmiştir, tükendi, dolmuştur, doldu, dolmuş, tükenmiş, tamamı dolu,"
    " tamamı doludur, tamamı dolmuştur, hepsi dolu, bitti, bitmiştir, bitmiş, tamamen doldu, tamamen rezerve",
    full="dolu, doludur, tamamen dolu, hepsi dolu, doluyuz, tamamı dolu",
    nothing="hiçbir şey",
    office="takvim, merkez, konsolosluk, klinik, poliklinik, ofis, hastane, şube, doktor, hekim, büyükelçilik,"
    " müdürlük, merkezimiz, takvimimiz, birim, şubemiz, kontenjan",
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
    hedge="bazen, genellikle, sık sık, olabilir, olabilmektedir, göre, nadiren, vardı, demek, neredeyse, bazı, çoğu,"
    " otomatik, hemen hemen",
    legend="renk, renkli, kırmızı, yeşil, gri, mavi, işaretli, sembol",
    loading="yükleniyor, aranıyor, bekleyin",
    next="gelecek, önümüzdeki, sonraki, en yakın, ilk",
    limit="başına, en fazla, maksimum, açılacak, açılacaktır, en az, her, günlük",
    also="için, lütfen, bir, başka, seçin, seçiniz, daha, sonra, tekrar, deneyin, deneyiniz, ve, veya, ile, bu,"
    " seçilen, maalesef, üzgünüz, kontrol, edin, şu, anda, bütün, tüm, tamamen, şubede, hastanede, merkezde, hizmet,"
    " işlem, günü",
    after=True,
)
