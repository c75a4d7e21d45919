"""The PDF pieces, read back: whole, plain, harmless, the same for the same input."""

import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from monitor.dossier.errors import DossierError
from monitor.dossier.pieces import MAX_BYTES, Made, make
from monitor.dossier.rendering import find_chromium
from tests.monitor.dossier.sample import ENGLISH, Sample, story, zipped
from tests.monitor.dossier.test_facts import MONDAY, looked

IN_CI = bool(os.environ.get("CI"))
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None and not IN_CI, reason="pdftotext (poppler-utils) is not on this machine"
)
needs_chromium = pytest.mark.skipif(find_chromium() is None and not IN_CI, reason="no Chromium on this machine")
NAMES = {
    "fr": ["01_Releve_des_consultations.pdf", "02_Rendus_des_pages.pdf", "03_Methode_et_verification.pdf"],
    "en": ["01_Record_of_looks.pdf", "02_Renderings_of_pages.pdf", "03_Method_and_verification.pdf"],
}


def pages(pdf: Path) -> list[str]:
    """The text of each page, one space between words."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()).replace("\u200b", "") for page in text.split("\f")[:-1]]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return story().save(tmp_path_factory.mktemp("bundles") / "releve")


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("captures")
    (folder / "vendredi 26 octobre.png").write_bytes(b"a picture")
    return folder


@pytest.fixture(scope="module")
def french(bundle: Path, captures: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(bundle, tmp_path_factory.mktemp("pieces") / "fr", captures=captures, pictures=False)


@pytest.fixture(scope="module")
def english(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(bundle, tmp_path_factory.mktemp("pieces") / "en", "en", pictures=False)


def test_three_pieces_have_names_that_courts_filing_systems_take(french: Made, english: Made):
    for made, language in ((french, "fr"), (english, "en")):
        assert [path.name for path in made.files] == NAMES[language]
        assert sorted(path.name for path in made.files[0].parent.iterdir()) == NAMES[language]
        for path in made.files:
            assert re.fullmatch(r"0[1-9]_[A-Za-z0-9_-]+\.pdf", path.name)
            assert len(path.name) <= 80
            assert path.stat().st_size < MAX_BYTES


def test_pieces_are_tagged_and_hold_nothing_that_acts(french: Made):
    for path in french.files:
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            assert root.MarkInfo.Marked
            assert "/StructTreeRoot" in root
            assert str(root.Lang) == "fr"
            assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
            assert "/JavaScript" not in root.get("/Names", {})
            links: list[Any] = [link for page in pdf.pages for link in page.get("/Annots", [])]
            assert not [link for link in links if "/A" in link], "no link does anything but turn pages"


@needs_poppler
def test_the_first_page_is_the_summary_with_its_denominators(french: Made):
    first, second, *_ = pages(french.files[0])
    for said in (
        "Relevé des consultations",
        "755 de ces 804 consultations étaient concluantes",
        "À 751 consultations concluantes sur 755, la page indiquait qu’aucun créneau n’était proposé",
        "à 4 sur 755, elle affichait au moins un créneau",
        "33 jours différents et 5 semaines civiles différentes",
        "il s’est écoulé 35 jours",
        "Des créneaux ont été affichés 2 fois",
        "À 40 consultations sur 804, notre machine a reçu une erreur",
        "Robot écarté (8)",
        "1 jour et 13 heures",
        "1 consultation hors calendrier",
        "3 consultations faites par des personnes",
        "1 lecture a été retirée",
        "1 capture de la personne concernée",
        "Aucun autre moyen indiqué sur le site",
        "Les demandes de rendez-vous se font exclusivement sur cette page.",
        "à 31 consultations",
        "et non un constat de commissaire de justice",
    ):
        assert said in first, said
    assert "du 22 oct. 2018 au 25 nov. 2018 1. Ce que veut dire chaque mot" in second, "the summary is one page"


@needs_poppler
def test_no_conclusion_of_law_is_printed(french: Made, english: Made):
    for made in (french, english):
        text = " ".join(page for path in made.files for page in pages(path)).lower()
        for word in ("conseil d’état", "435594", "l. 521", "urgence", "urgency", "utilité", "illégal", "unlawful"):
            assert word not in text, word


@needs_poppler
def test_the_record_holds_every_table(french: Made):
    text = " ".join(pages(french.files[0]))
    for said in (
        "43 (2018) 22 oct. 2018 – 28 oct. 2018 168 168 2 166",
        "Total 804 755 4 751 40 8 1 1 3 33",
        "ven. 26 oct. 2018 24 24 2 22",
        "mar. 6 nov. 2018 24 – – – 24",
        "4. Périodes où un créneau était affiché",
        "5. Périodes où aucun créneau n’était proposé",
        "erreur HTTP de la série 500 (HTTP 502) : 24",
        "requête refusée (403) : 8",
        "24 oct. 2018, 09:12 24 oct. 2018, 16:33 permanence",
        "La page d'accueil",
        "vendredi 26 octobre.png",
        "dim. 28 oct. 2018 25 25",
    ):
        assert said in text, said
    assert ENGLISH[:30] in text


@needs_poppler
def test_hostile_words_stay_words(french: Made):
    text = " ".join(pages(french.files[0]))
    for said in (
        "#eval(1) *x* $y$ <script>alert(1)</script>",
        "[U+202E]gnissim[U+202C] [U+0007]",
        "@ref `c` \\u{41} [b] // aucun créneau",
    ):
        assert said in text, said
    assert "\u202e" not in text
    raw = subprocess.run(["pdftotext", "-raw", french.files[0], "-"], capture_output=True, check=True)
    assert any("\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufefc" for char in raw.stdout.decode()), "Arabic"


@needs_poppler
def test_every_page_names_the_target_the_period_and_its_number(french: Made):
    for path in french.files:
        found = pages(path)
        for number, page in enumerate(found, 1):
            assert "Titre de séjour, renouvellement · Sous-préfecture de Palaiseau" in page
            assert "du 22 oct. 2018 au 25 nov. 2018" in page
            assert f"page {number} sur {len(found)}" in page


@needs_poppler
def test_heads_of_tables_are_repeated(french: Made):
    found = pages(french.files[0])
    assert sum("Jour " in page and "Concluantes" in page for page in found[1:3]) == 2, "the table of days has two pages"


@needs_poppler
def test_the_method_says_what_is_not_proven_and_how_to_check(french: Made, english: Made):
    with_hash = " ".join(pages(french.files[2]))
    for said in (
        "Ce qui n’est pas établi",
        "Que le site a vraiment envoyé ces octets",
        "sha256sum -c SHA256SUMS",
        "805 requêtes pour 805 consultations",
        "robots.txt a été lu et respecté",
        "samedi 20 octobre 2018",
        "Je certifie avoir lu les conditions d'utilisation et les accepte.",
        "tsa-two (qualifié au sens d’eIDAS selon la configuration) : 35 listes sur 35",
        "OpenSSL 3.0.15",
        "aucune décision de justice",
    ):
        assert said in with_hash, said
    assert "What is not proven" in " ".join(pages(english.files[2]))
    assert "PDF/A" not in with_hash


@needs_poppler
def test_the_bundles_own_hash_is_printed(bundle: Path, french: Made):
    digest = subprocess.run(["sha256sum", bundle / "SHA256SUMS"], capture_output=True, check=True).stdout[:64].decode()
    assert digest in pages(french.files[0])[0]
    assert digest in " ".join(pages(french.files[2]))


@needs_poppler
def test_the_english_pieces_are_english(english: Made):
    first = pages(english.files[0])[0]
    assert "At 751 conclusive looks of 755 the page said that no slot was offered; at 4 of 755" in first
    assert "consultation" not in first.replace("Renouvellement", "")


def test_the_same_input_gives_the_same_bytes(bundle: Path, french: Made, captures: Path, tmp_path: Path):
    zip_file = zipped(bundle, tmp_path / "b.zip")
    again = make(zip_file, tmp_path / "again", captures=captures, pictures=False)
    for before, after in zip(french.files, again.files, strict=True):
        assert after.read_bytes() == before.read_bytes(), before.name


@needs_poppler
def test_simulated_time_is_said_on_every_page(tmp_path: Path):
    made = make(story(days=9, simulated=True).save(tmp_path / "b"), tmp_path / "out", pictures=False)
    for path in made.files:
        assert all("TEMPS SIMULÉ" in page for page in pages(path)), path.name


@needs_poppler
def test_real_time_is_not_called_simulated(french: Made):
    assert "SIMUL" not in " ".join(page for path in french.files for page in pages(path))


@needs_poppler
def test_without_a_browser_the_chosen_looks_are_listed_and_the_answer_says_so(tmp_path: Path):
    made = make(story(days=3).save(tmp_path / "b"), tmp_path / "out", chromium="/bin/false")
    assert (made.chosen, made.drawn) == (3, 0)
    assert made.notes[0].startswith("no page was drawn: /bin/false did not start")
    text = " ".join(pages(made.files[1]))
    assert "Aucune image n’a été faite" in text
    assert "22 oct. 2018, 09:02 Aucun créneau proposé première du jour" in text


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, Made]:
    folder = tmp_path_factory.mktemp("drawn")
    sample = story(days=5)
    by_hand = sample.lines[2]["id"]
    return sample, make(sample.save(folder / "b"), folder / "out", by_hand=[by_hand])


@needs_chromium
@needs_poppler
def test_each_rendering_says_what_it_is_outside_its_frame(drawn: tuple[Sample, Made]):
    sample, made = drawn
    assert (made.chosen, made.drawn) == (7, 7), "five mornings, one more look with slots, one by hand"
    text = pages(made.files[1])
    shown = [page for page in text if re.search(r"Rendu \d sur 7", page)]
    assert len(shown) == 7
    digests = {line["ex"][0]["res"] for line in sample.lines if line.get("ex")}
    for page in shown:
        assert "Rendu à partir des octets conservés le " in page
        assert "https://rdv.example/booking/create/4981/1" in page
        assert re.search(r"octobre 2018 à \d\d:\d\d \(heure de Paris, UTC\+2\)", page)
        assert set(re.findall(r"\b[0-9a-f]{64}\b", page)) <= digests
        assert re.search(r"\b[0-9a-f]{64}\b", page)
        assert "SCRIPT RAN" not in page
    assert sum("choisie à la main" in page for page in shown) == 1
    assert sum("créneaux affichés" in page for page in shown) == 2
    assert "première consultation du calendrier à partir de 9 h" in text[0]


@needs_chromium
def test_pictures_are_in_the_piece(drawn: tuple[Sample, Made]):
    with pikepdf.open(drawn[1].files[1]) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
    assert len(images) >= 7


@needs_chromium
def test_a_piece_that_would_be_too_large_is_split_and_numbered(tmp_path: Path):
    made = make(story(days=4).save(tmp_path / "b"), tmp_path / "out", max_bytes=110_000)
    names = [path.name for path in made.files]
    assert names[0] == "01_Releve_des_consultations.pdf"
    assert names[1:-1] == [f"02_Rendus_des_pages_{number}.pdf" for number in range(1, len(names) - 1)]
    assert len(names) > 3
    assert any("number them in the inventory" in note for note in made.notes)
    too_large = [path.name for path in made.files if path.stat().st_size > 110_000]
    assert all(any(name in note for note in made.notes) for name in too_large), "what cannot be split further is said"
    assert not {name for name in too_large if name.startswith("02")}


def test_pieces_that_are_there_are_never_replaced(bundle: Path, french: Made):
    before = {path: path.read_bytes() for path in french.files}
    with pytest.raises(DossierError, match="it holds pieces already"):
        make(bundle, french.files[0].parent, pictures=False)
    assert {path: path.read_bytes() for path in french.files} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"language": "de"}, "the pieces are made in 'fr' or 'en', not in 'de'"),
        ({"target": "nantes"}, "no target 'nantes'"),
        ({"by_hand": ["0123456789"]}, "no such look in the bundle"),
        ({"captures": Path("missing")}, "give a folder of captures"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(bundle: Path, tmp_path: Path, arguments: dict[str, Any], message: str):
    with pytest.raises(DossierError, match=message):
        make(bundle, tmp_path / "out", pictures=False, **arguments)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(bundle: Path, tmp_path: Path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(DossierError, match="this is a file; name a folder"):
        make(bundle, tmp_path / "out", pictures=False)


@needs_poppler
@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("", "L’export ne contient aucune consultation de cette page par une machine"),
        ("FFFF", "0 de ces 4 consultations étaient concluantes"),
        ("NNNN", "Aucun créneau n’a été vu aux 4 consultations concluantes"),
        ("N", "À 1 consultation concluante sur 1, la page indiquait qu’aucun créneau n’était proposé ; à 0 sur 1"),
        ("NN", "se répartissent sur 1 jour et 1 semaine civile (ISO"),
        ("CCNS", "À 2 consultations concluantes sur 4, la page indiquait que cette démarche ne s’y réservait pas"),
    ],
)
def test_thin_records_say_no_more_than_they_hold(tmp_path: Path, letters: str, said: str):
    sample = looked(letters)
    sample.about |= {"from": "2018-10-01", "to": "2018-10-01"}
    made = make(sample.save(tmp_path / "b"), tmp_path / "out", pictures=False)
    assert said in pages(made.files[0])[0]


@needs_poppler
def test_looks_of_two_machines_are_never_added_up(tmp_path: Path):
    sample = looked("NNNNNNNNNF")
    sample.vantages["paris"] = 3
    sample.about["targets"][0]["vantages"].append({"number": 3, "name": "paris", "kind": "machine"})
    for hour in range(4):
        sample.look(MONDAY + timedelta(hours=hour), "timeout", outcome="failing", van="paris")
    sample.about |= {"from": "2018-10-01", "to": "2018-10-01"}
    made = make(sample.save(tmp_path / "b"), tmp_path / "out", pictures=False)
    first, *others = pages(made.files[0])
    assert "9 de ces 10 consultations étaient concluantes" in first
    assert "Machine « paris » : 4 consultations selon son calendrier, 0 concluantes" in first
    assert " ".join(others).count("Consultations de la machine « paris »") == 6, (
        "weeks, days, runs of both kinds, words, errors"
    )


@needs_poppler
def test_long_texts_of_a_target_do_not_push_the_summary_off_its_page(tmp_path: Path):
    sample = story(days=2)
    sample.about["targets"][0] |= {
        "name": "N" * 300,
        "other_channels": "mot " * 900,
        "url": f"https://x.example/{'a/' * 300}",
    }
    made = make(sample.save(tmp_path / "b"), tmp_path / "out", pictures=False)
    first, second, *_ = pages(made.files[0])
    assert "SHA256SUMS" in first
    assert "1. Ce que veut dire chaque mot" in second


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (
            "typst",
            "TypstMissingError: the pieces are typeset with the package 'typst', which is not installed: install",
        ),
        ("playwright", "no page was drawn: the package 'playwright' is not installed (slotwatch[browser])"),
    ],
)
def test_a_package_that_is_missing_is_named(tmp_path: Path, package: str, said: str):
    root = story(days=1).save(tmp_path / "b")
    program = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from pathlib import Path; from monitor.dossier.pieces import make\n"
        f"print(*make(Path({str(root)!r}), Path({str(tmp_path / 'out')!r}), chromium='/bin/false').notes)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert said in done.stdout + done.stderr


def test_captures_are_not_copied(bundle: Path, french: Made, captures: Path):
    assert b"a picture" not in b"".join(path.read_bytes() for path in french.files)
    assert [path.name for path in captures.iterdir()] == ["vendredi 26 octobre.png"]
