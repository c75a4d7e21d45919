"""``site build`` and ``site serve`` as people type them."""

import json

import pytest
from typer.testing import CliRunner

from monitor.cli.site import app
from tests.monitor.cli.conftest import CONFIG, live


@pytest.fixture
def typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    live(tmp_path, {"palaiseau": "N" * 60, "evry": "N" * 50 + "G" * 10}, config=CONFIG)

    def run(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_build_says_what_changed_and_where_to_open_it(typed, tmp_path):
    code, said, errors = typed("build", "-o", tmp_path / "public", "--base-url", "https://observatory.example/x/")
    assert (code, errors) == (0, "")
    assert f"open {tmp_path / 'public/index.html'}" in said
    page = (tmp_path / "public/fr/target/palaiseau.html").read_text("utf-8")
    assert 'href="https://observatory.example/x/fr/target/palaiseau.html"' in page
    code, said, _ = typed("build", "-o", tmp_path / "public", "--base-url", "https://observatory.example/x", "--json")
    assert json.loads(said)["changed"] == 0


def test_the_folder_of_the_configuration_is_taken(typed, tmp_path):
    (tmp_path / "config.toml").write_text(f'{CONFIG}\n[site]\nfolder = "www"\nlanguages = ["en"]\n', "utf-8")
    assert typed("build")[0] == 0
    assert sorted(path.name for path in (tmp_path / "www").iterdir() if len(path.name) == 2) == ["en"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build",), "site: no folder is known; write -o DIR, or folder in [site]"),
        (("build", "-o", "public", "--base-url", "ftp://x"), "site: --base-url: write the whole URL"),
        (("build", "-o", "."), "is there already and is no site"),
        (("serve", "-o", "public"), "there is no site; build it: slotwatch site build -o public"),
    ],
)
def test_what_cannot_be_done_is_said(typed, words, said):
    code, _, errors = typed(*words)
    assert code == 2
    assert said in errors
