"""`qinggao rules`: what is listed and shown, and what a pattern would cut."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners import BUILT_IN
from flows.cli import main
from flows.commands.rules import home_of

PAGE = "在全县会议上的讲话\n同志们:\n今天的会议很重要,大家要认真抓好落实。\n本文由老笔头收集整理\n上一篇:总结\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, arguments)])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


def test_every_rule_is_listed_with_its_reason() -> None:
    shown = "".join(run("list").stdout.split())
    assert all(f"{rule.id}{rule.kind}{''.join(rule.why.split())}" in shown for rule in BUILT_IN.rules)


def test_a_word_narrows_the_list() -> None:
    done = run("list", "干扰码")
    assert done.exit_code == 0 and "forum/jammer" in done.stdout and "article/related" not in done.stdout
    assert run("list", "没有这样的词").exit_code == 1


def test_a_rule_is_shown_with_its_home_and_examples() -> None:
    rule = next(rule for rule in BUILT_IN.rules if rule.id == "article/related")
    done = run("show", rule.id)
    assert done.exit_code == 0
    assert "article/related  cut  stage line  cleaners/noise/article.py" in done.stdout
    assert all(f"cuts     {line}" in done.stdout for line in rule.cuts)
    assert all(f"keeps    {line}" in done.stdout for line in rule.keeps)


def test_every_rule_has_a_home_that_names_it() -> None:
    homes = {rule.id: Path(home_of(rule)) for rule in BUILT_IN.rules}
    assert all(home.exists() for home in homes.values())
    assert homes["watermark/credit"] == Path("cleaners/noise/adverts.py")


def test_a_name_that_is_off_is_told_its_neighbours() -> None:
    done = run("show", "article/relatd")
    assert done.exit_code == 2
    assert "No rule is called article/relatd. Near: article/related" in done.stderr


def test_a_pattern_shows_what_it_would_cut_and_what_becomes_of_that_now(page: Path) -> None:
    done = run("try", "本文由.{2,6}收集整理|上一篇:.*", page)
    assert done.exit_code == 0
    assert f"{page}:4: 本文由老笔头收集整理  (kept now)" in done.stdout
    assert f"{page}:5: 上一篇:总结  (article/prev-next)" in done.stdout
    assert "2 places on 1 of 1 pages; 1 kept now" in done.stdout


def test_a_pattern_may_stand_anywhere_in_a_line(page: Path) -> None:
    assert run("try", "老笔头", page).exit_code == 1
    assert f"{page}:4: 老笔头  (kept now)" in run("try", "--inline", "由(老笔头)收集", page).stdout


@pytest.mark.parametrize(
    ("pattern", "word"), [("(相关", "no pattern"), ("來源\uff1a", "Write '来' for 來, ':' for \uff1a")]
)
def test_a_pattern_that_can_match_nothing_is_refused(page: Path, pattern: str, word: str) -> None:
    done = run("try", pattern, page)
    assert done.exit_code == 2 and word in done.stderr


def test_an_unreadable_page_is_named_and_the_others_are_tried(page: Path) -> None:
    done = run("try", "上一篇:.*", "/nowhere.txt", page)
    assert done.exit_code == 3
    assert "/nowhere.txt: No such file" in done.stderr
    assert "1 places on 1 of 2 pages" in done.stdout
