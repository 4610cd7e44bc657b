"""`qinggao sites new`: the draft of a site's file, which then checks."""

from pathlib import Path

from click.testing import CliRunner, Result

from flows.cli import main

LONG = "今年的河堤加固工程比去年提前了二十天开工,各村的石料和木桩都已经运到了堤下,请大家放心。"
HTML = f"""<!-- saved from url=(0030)http://www.wenku.example/1.html --><html><head><title>关于河堤的讲话_某某文库</title></head>
<body><div class="menu"><a href="/">首页</a></div><div class="info"><h2>关于河堤的讲话</h2>
<em class="when">2019-03-04 08:30</em></div><div class="text" id="post_981"><p>同志们:</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div></body></html>"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sites", *map(str, arguments)])


def test_a_draft_names_what_was_found_and_checks_on_its_page(tmp_path: Path) -> None:
    page, draft = tmp_path / "page.html", tmp_path / "wenku.example.toml"
    page.write_text(HTML, "utf-8")
    done = run("new", page)
    assert done.exit_code == 0
    for line in ('body = "div.text"  # 同志们', 'title = "h2"  # 关于河堤的讲话', 'date = "em.when"  # 2019-03-04'):
        assert line in done.stdout
    assert "wenku.example.toml" in done.stdout and '# author = ""  # not found' in done.stdout
    draft.write_text(done.stdout, "utf-8")
    checked = run("check", page, "--site", draft)
    assert checked.exit_code == 0 and checked.stdout.count("found  ") == 3


def test_a_page_without_a_text_gives_no_draft(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("同志们:大家好。", "utf-8")
    done = run("new", page)
    assert done.exit_code == 1 and "page.txt: a draft needs an HTML page with a text" in done.stderr
    assert run("new", "/nowhere.html").exit_code == 1
