"""`qinggao sites check`: what a site's file finds on a page, and what it does not."""

from pathlib import Path

from click.testing import CliRunner, Result

from flows.cli import main
from tests.cleaners.sites.test_site import HTML, TOML


def _check(folder: Path, toml: str) -> Result:
    (folder / "page.html").write_text(HTML, "utf-8")
    (folder / "wenku.example.toml").write_text(toml, "utf-8")
    arguments = ["sites", "check", str(folder / "page.html"), "--site", str(folder / "wenku.example.toml")]
    return CliRunner().invoke(main, arguments)


def test_what_is_found_is_shown(tmp_path: Path) -> None:
    result = _check(tmp_path, TOML)
    assert result.exit_code == 0
    assert "found      title (.info h2): 关于河堤的讲话" in result.output
    assert "found      date (em.when): 2019-03-04 08:30" in result.output
    assert "found      cut stamp (b.stamp): 3 characters in 1 places" in result.output


def test_what_is_not_found_is_said(tmp_path: Path) -> None:
    result = _check(tmp_path, TOML.replace('".info h2"', '"h1.gone"'))
    assert result.exit_code == 1
    assert "NOT FOUND  title (h1.gone)" in result.output


def test_a_wrong_file_and_an_unknown_site_are_named(tmp_path: Path) -> None:
    result = _check(tmp_path, "name = ")
    assert (result.exit_code, "wenku.example.toml: Invalid value" in result.output) == (1, True)
    page = tmp_path / "page.html"
    result = CliRunner().invoke(main, ["sites", "check", str(page), "--site", "nobody.example"])
    assert (result.exit_code, "No file describes nobody.example" in result.output) == (1, True)
