import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli.app import app
from monitor.clock import SystemClock
from monitor.ledger import Ledger
from monitor.report.letter import TurnedAway, letter
from monitor.store.writer import Store
from tests.support.looks import a_look, a_target, effective

CONFIG = """
[monitor]
contact = "mailto:us@observatory.fr"
data_dir = "data"
[[target]]
id = "palaiseau"
url = "https://rdv.example/palaiseau"
probe = "page"
options.none.phrases = ["complet"]
"""


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor", "--offline", *words])
    return result.exit_code, result.output


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    return path


def looked(config: Path, letter: str, at: datetime) -> None:
    target = a_target(name="Palaiseau")
    with Store(config.parent / "data" / "slotwatch.sqlite3") as store:
        ledger = Ledger(store, SystemClock(), "main")
        ledger.configure(effective(target), [target])
        for number in range(3):
            ledger.record(a_look(letter, at + timedelta(minutes=number), target=target))


def test_without_a_configuration_it_says_what_to_type(tmp_path: Path):
    code, said = run("-c", str(tmp_path / "none.toml"))
    assert code == 1
    assert "WRONG    configuration: there is no configuration file" in said
    assert "next: slotwatch init" in said


def test_a_broken_configuration_is_not_explained_twice(config: Path):
    config.write_text("[moniter]\n")
    code, said = run("-c", str(config))
    assert code == 1
    assert "next: slotwatch config check" in said


def test_a_new_machine_lacks_a_store_and_nothing_is_wrong(config: Path):
    code, said = run("-c", str(config))
    assert code == 0, said
    assert "missing  store: " in said
    assert "missing  time stamps: no [[authority]]" in said
    assert "missing  messages: nobody is told anything" in said


def test_a_store_that_nobody_writes_to_is_wrong(config: Path):
    looked(config, "N", datetime.now(UTC) - timedelta(days=2))
    code, said = run("-c", str(config))
    assert code == 1
    assert "WRONG    store: " in said
    assert "is it running?" in said


def test_whoever_was_refused_is_told_to_stop_and_given_the_letter(config: Path):
    looked(config, "R", datetime.now(UTC) - timedelta(hours=1))
    code, said = run("-c", str(config))
    assert code == 1
    assert "WRONG    refusal: palaiseau: the site has turned the robot away since" in said
    assert "stop there" in said
    assert "Objet : consultation automatique" in said
    assert "Subject: automatic visits" in said
    assert "us@observatory.fr" in said


def test_it_is_there_for_programs_too(config: Path):
    result = CliRunner().invoke(app, ["doctor", "--offline", "--json", "-c", str(config)])
    found = {one["what"]: one["state"] for one in json.loads(result.output)}
    assert found["configuration"] == "ok"
    assert found["network"] == "missing", "nobody was asked"
    assert {"openssl", "typst", "browser", "clock", "disk"} <= found.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_fits_a_page_and_keeps_addresses_whole(language: str):
    url = "https://www.example.gouv.fr/" + "x" * 100
    turned = TurnedAway("a", "A", url, "Office", "Europe/Paris", datetime(2018, 10, 5, 9, tzinfo=UTC), 12)
    said = letter(turned, "us@observatory.fr", language)
    assert f"\n  {url}\n" in said
    assert all(len(line) <= 78 for line in said.splitlines() if url not in line)
    assert "{" not in said
