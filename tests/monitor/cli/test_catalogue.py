"""``slotwatch catalogue`` as a user types it: what is shown, what is written, bad input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from monitor.cli import catalogue
from monitor.cli.common import explain
from monitor.config.load import load
from probes.registry import PROBES

MONITOR = '[monitor]\ncontact = "mailto:observatory@your-organisation.org" # ours\n'
AS_PROGRAM = "from monitor.cli.catalogue import app; app(prog_name='slotwatch catalogue')"


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path):
    """Type a ``catalogue`` command in an empty folder; gives exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLOTWATCH_CONFIG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: str) -> tuple[int, str, str]:
        code: Any = 0
        try:
            typer.main.get_command(catalogue.app)(list(words), prog_name="slotwatch catalogue")
        except SystemExit as stop:
            code = stop.code or 0
        except Exception as error:  # noqa: BLE001 - as in monitor.cli.main
            code = explain(error)
        output, errors = capsys.readouterr()
        return int(code), output, errors

    return run


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MONITOR, "utf-8")
    return file


def ids(output: str) -> list[str]:
    return [line for line in output.partition("\n\n")[0].splitlines() if not line.startswith(" ")]


def test_accents_and_case_do_not_matter(typed):
    found = [typed("search", word) for word in ("Créteil", "creteil", "CRETEIL")]
    assert len(set(found)) == 1
    assert ids(found[0][1]) == ["creteil-etrangers", "creteil-remise-titre"]


def test_pages_that_may_be_gone_are_counted_and_shown_only_if_asked(typed):
    code, output, _ = typed("search", "ain")
    assert (code, output) == (
        0,
        "No page; 1 more hidden: last seen years ago or said to be gone; --all shows\nthem.\n",
    )
    code, output, _ = typed("search", "ain", "--all")
    assert (code, output) == (
        0,
        (
            "ain-commission-medicale\n"
            "    Préfecture de l'Ain (01) – Commission médicale du permis de conduire\n"
            "    ezbooking; last seen in 2020; may no longer exist\n"
            "\n"
            "1 page.\n"
            "Next: slotwatch catalogue show ID, then slotwatch catalogue add ID\n"
        ),
    )


def test_what_is_hidden_and_what_is_shown_are_all_that_is_found(typed):
    shown = json.loads(typed("search", "--json")[1])
    everything = json.loads(typed("search", "--json", "--all")[1])
    assert everything["hidden"] == 0
    assert len(shown["pages"]) + shown["hidden"] == len(everything["pages"]) > 190
    assert {page["state"] for page in shown["pages"]} == {"current", "unknown"}


def test_nothing_found_says_what_to_do(typed):
    assert typed("search", "nowhere") == (
        0,
        "No such page is known. To watch one all the same: docs/how-to/watch-a-page.md\n",
        "",
    )


def test_lines_fit_into_eighty_columns_but_for_addresses(typed):
    output = "".join(
        [typed("search", "--all")[1]]
        + [typed("show", name)[1] for name in ("paris-mairies-cni", "ants-mairies", "nogent-etrangers")]
    )
    assert [line for line in output.splitlines() if len(line) > 80 and "https://" not in line] == []


def test_show_tells_all_and_what_to_do_next(typed):
    code, output, _ = typed("show", "nogent-etrangers")
    assert code == 0
    assert "  office       Sous-préfecture de Nogent-sur-Marne\n  département  94 Val-de-Marne\n" in output
    assert '  options      {"sitekey": "P942"}\n' in output
    assert output.endswith("\nNext: slotwatch catalogue add nogent-etrangers\nthen: slotwatch check nogent-etrangers\n")


def test_show_warns_of_a_page_that_may_be_gone(typed):
    output = typed("show", "ain-commission-medicale")[1]
    assert "\nIt was last seen in 2020; may no longer exist.\n" in output
    assert "slotwatch catalogue add ain-commission-medicale --stale\n" in output


def test_show_of_what_is_not_known_says_so(typed):
    output = typed("show", "rdv-prefecture-2381")[1]
    assert "  office       not known\n  département  not known\n  procedure    not known\n" in output


def test_show_as_json_has_the_keys_of_the_file(typed):
    page = json.loads(typed("show", "lyon-cni", "--json")[1])
    assert page["options"] == {"dwr": 3, "horizon_days": 90}
    assert (page["gated"], page["state"], page["seen"]) == (False, "unknown", "2022")


def test_add_writes_a_target_and_says_what_to_do_next(typed, config):
    code, output, errors = typed("add", "bobigny-remise-titre", "evry-biometrie", "-c", "config.toml")
    assert (code, errors) == (0, "")
    assert output == (
        "config.toml: added bobigny-remise-titre (Préfecture de la Seine-Saint-Denis\n"
        "(Bobigny) – Remise de titre)\n"
        "  Each look accepts the form's conditions: read them, and set terms_read.\n"
        "config.toml: added evry-biometrie (Préfecture de l'Essonne (Évry) – Biométrie)\n"
        "  A captcha stands before the slots: only the page before it is looked at.\n"
        "Next: slotwatch check bobigny-remise-titre evry-biometrie -c config.toml\n"
        "A running 'slotwatch run' takes it in with 'slotwatch reload'.\n"
    )
    assert config.read_text("utf-8").startswith(MONITOR)
    first, second = load(config, probes=PROBES, environ={}).targets
    assert (first.probe, first.gated, first.territory) == ("ezbooking", False, "Seine-Saint-Denis")
    assert (second.probe, second.gated, second.every.total_seconds()) == ("rdv_prefecture", True, 6 * 3600)


def test_a_page_named_twice_is_added_once(typed, config):
    assert typed("add", "evry-biometrie", "evry-biometrie")[0] == 0
    assert config.read_text("utf-8").count("[[target]]") == 1


def test_a_dry_run_prints_the_lines_and_leaves_the_file(typed, config):
    code, output, _ = typed("add", "mayotte-20141", "--stale", "--dry-run")
    assert (code, config.read_text("utf-8")) == (0, MONITOR)
    assert output == (
        '[[target]]\nid = "mayotte-20141"\nname = "mayotte-20141"\n'
        'url = "https://www.mayotte.gouv.fr/booking/create/20141"\nprobe = "ezbooking"\n'
        'office = "Préfecture de Mayotte"\nterritory = "Mayotte"\nexpect_language = ["fr"]\n'
        'timezone = "Indian/Mayotte"\nevery = "1h"\n'
    )


@pytest.mark.parametrize(
    ("words", "errors", "why"),
    [
        (
            "add evry-biometri",
            "slotwatch: catalogue add: no page 'evry-biometri' is known; did you mean 'evry-biometrie'?\n",
            "a slip",
        ),
        (
            "show ???",
            "slotwatch: catalogue show: no page '???' is known; 'slotwatch catalogue search' finds them\n",
            "nothing like it",
        ),
        (
            "add evry-biometrie ain-commission-medicale",
            (
                "slotwatch: catalogue add: 'ain-commission-medicale' was last seen in 2020; may no longer exist; "
                "--stale adds it all the same\n"
            ),
            "an old page, so none of them",
        ),
        (
            "add paris-remise-titre",
            (
                "slotwatch: catalogue add: 'paris-remise-titre' was last seen in 2023; retired: its host is said to be "
                "gone; --stale adds it all the same\n"
            ),
            "a page that is gone",
        ),
        (
            "add ants-mairies --stale",
            (
                "slotwatch: catalogue add: 'ants-mairies' cannot be added as it stands: a search needs a town: "
                "write its longitude and latitude, as docs/reference/systems.md shows for the probe 'ants'\n"
            ),
            "no probe can read it without more",
        ),
        (
            "add evry-biometrie -c nowhere.toml",
            "there is no configuration file 'nowhere.toml'; `slotwatch init` makes one\n",
            "no file",
        ),
        (
            "add evry-biometrie -c .",
            (
                "slotwatch: catalogue add: nothing was added:\n"
                ".: this is a folder; name the file in it, or let `slotwatch init` make one\n"
            ),
            "a folder",
        ),
    ],
)
def test_bad_input_gets_clear_words_and_writes_nothing(typed, config, words, errors, why):
    assert typed(*words.split()) == (2, "", errors), why
    assert config.read_text("utf-8") == MONITOR, why


@pytest.mark.parametrize(
    ("text", "mode", "error", "why"),
    [
        ("[monitor\n", 0o644, "config.toml: not valid TOML (line 1): column 9: ", "broken TOML"),
        (
            MONITOR + '[[target]]\nid = "evry-biometrie"\n',
            0o644,
            "config.toml: target 'evry-biometrie' (line 3): is in the file already\n",
            "it is there",
        ),
        (MONITOR, 0o444, "config.toml: the file is read-only for this user; --dry-run prints the lines", "read-only"),
        (MONITOR + "[host]\n", 0o644, "config.toml: line 3: host: write [[host]]", "the file did not pass before"),
    ],
)
def test_a_file_that_does_not_pass_stays_as_it_is(typed, config, text, mode, error, why):
    config.write_text(text, "utf-8")
    config.chmod(mode)
    code, output, errors = typed("add", "evry-biometrie")
    assert (code, output) == (2, ""), why
    assert errors.startswith(f"slotwatch: catalogue add: nothing was added:\n{error}"), why
    assert (config.read_text("utf-8"), config.stat().st_mode & 0o777) == (text, mode), why


def test_a_reader_that_has_seen_enough_is_no_error():
    command = [sys.executable, "-X", "utf8", "-c", AS_PROGRAM, "search", "--all"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b"ain-commission-medicale\n"
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_searching_loads_nothing_heavy():
    script = "import sys, monitor.catalogue as c; list(c.search('x', c.entries().values())); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert {"pydantic", "tomlkit", "bs4", "httpx", "probes"}.isdisjoint(loaded)
