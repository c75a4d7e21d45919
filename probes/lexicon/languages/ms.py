"""Malay and Indonesian: one table, since these words do not tell them apart."""

from probes.lexicon.words import Words

WORDS = Words(
    code="id ms",
    slot="slot, slot waktu, slot masa, ketersediaan, kekosongan, kuota, slot kosong, kekosongan slot, waktu luang,"
    " kuota antrean, slot temu janji",
    visit="janji temu, temu janji, temujanji, jadwal, jadual, tanggal, tarikh, waktu, masa, tempat, antrean, sesi,"
    " kursi, nomor antrean, giliran, slot masa",
    many="kuota, slot, tempat, jadwal, tanggal, antrean",
    vague="janji temu, temu janji, temujanji, jadwal, jadual, waktu, masa, sesi",
    none="tidak ada, tiada, tidak ditemukan, tidak dijumpai, tidak terdapat, belum ada, tak ada, tidak mempunyai,"
    " tidak tersisa, tidak lagi, habis, tiada lagi, tidak ada lagi, tidak menemukan, kehabisan, tidak menjumpai,"
    " tidak memiliki, sudah tidak ada, nol",
    pair="tanggal lain, tarikh lain, waktu lain, hari lain, tidak ada masalah, tiada masalah, informasi lebih,"
    " maklumat lanjut, lebih dari, lebih daripada, jam kerja, lebih awal",
    free="tersedia, kosong, tersisa, lowong, bisa dipesan, boleh ditempah, dapat dipesan, ditawarkan",
    found="ditemukan, dijumpai, sesuai, pencarian, kriteria, hasil, carian, cocok",
    more="lagi, satu pun, sama sekali, sebarang",
    unable="tidak dapat menawarkan, tidak dapat menyediakan, kami tidak dapat memberikan",
    able="tidak dapat, kami dapat",
    regret="maaf, sayangnya, mohon maaf, malangnya, harap maaf, dukacita",
    all="semua, seluruh",
    taken="penuh, dipesan, ditempah, terisi, habis, terpakai, diambil, telah penuh, dipenuhi, terpenuhi",
    gone="penuh dipesan, telah penuh, sudah penuh, habis ditempah, sudah habis, telah habis, habis dipesan,"
    " sudah terisi, telah terisi, penuh ditempah, penuh terisi, terisi penuh, sudah habis dipesan, habis, kehabisan,"
    " telah diambil",
    full="penuh, habis, sudah penuh, telah penuh, habis dipesan",
    office="pusat, klinik, kalender, kantor, pejabat, kuota, kantor imigrasi, konsulat, kedutaan, cawangan, cabang,"
    " kami, puskesmas, jabatan",
    service="layanan, perkhidmatan, penyedia",
    booking="pemesanan, tempahan, dipesan, ditempah, reservasi",
    unfree="tidak tersedia, tidak lagi tersedia, sudah dipesan, telah ditempah",
    one="ini, itu, dipilih, anda pilih, diminta",
    day="tanggal, tarikh, hari, hari ini, besok, esok",
    week="minggu",
    month="bulan",
    period="periode, tempoh",
    now="saat ini, buat masa ini, sekarang, ketika ini, pada masa ini",
    if_="jika, kalau, apabila, sekiranya, bila",
    owner="anda tidak memiliki, anda tiada, janji temu saya, anda memiliki",
    need="perlu, diperlukan, wajib, gratis, percuma, biaya",
    channel="telepon, telefon, minggu libur, cuti",
    waiting="daftar tunggu, senarai menunggu",
    hedge="sering, kadang, mungkin, biasanya, menurut, dapat, hampir, beberapa, sebagian, sebahagian, otomatis",
    legend="warna, merah, hijau, abu",
    loading="memuat, mencari, sila tunggu",
    limit="per, maksimum, maksimal, akan, setiap",
    also="untuk, yang, silakan, sila, pilih, lain, dan, atau, nanti, coba, lagi, maaf, di, pada, dengan, ke, telah,"
    " sudah, semua, hari, ini, adalah",
)
