"""What was supplied with a page goes before what the page says."""

import pytest

from cleaners.clean import clean
from cleaners.page import Page
from warehouse.tables.rows import rows_of

PAGE = """在护林会议上的讲话
发布时间:2019-03-04 08:30
同志们,护林的事情大家要放在心上。山上的松树是三代人种下的,一棵也不能少。
"""


@pytest.mark.breaks("warehouse/tables/rows.py", "published_time if same_day else None", "published_time")
@pytest.mark.breaks(
    "warehouse/tables/rows.py", 'same_day = supplied.get("published", speech.published) ==', "same_day = None is"
)
@pytest.mark.parametrize(
    ("supplied", "day", "time"),
    [
        ({}, "2019-03-04", "2019-03-04T08:30:00"),
        ({"published": "2018-01-02"}, "2018-01-02", None),
        ({"published": "2019-03-04"}, "2019-03-04", "2019-03-04T08:30:00"),
        ({"title": "护林讲话"}, "2019-03-04", "2019-03-04T08:30:00"),
    ],
)
def test_another_day_that_is_supplied_loses_the_time_that_the_page_gives(
    supplied: dict[str, str], day: str, time: str | None
) -> None:
    (speech,) = rows_of(clean(Page(PAGE)), supplied).speeches
    assert (speech.copy["published"], speech.copy["published_time"]) == (day, time)
    assert speech.speech["first_published"] == day
    assert {field["name"]: field["value"] for field in speech.fields}["published"] == "2019-03-04"


@pytest.mark.breaks("warehouse/tables/rows.py", "if len(cleaned.speeches) == 1 else {}", "if cleaned.speeches else {}")
def test_of_several_speeches_nobody_can_tell_which_one_is_meant() -> None:
    page = Page(f"第一篇\n{PAGE}第二篇\n{PAGE}")
    copies = [speech.copy for speech in rows_of(clean(page), {"title": "护林讲话"}).speeches]
    assert len(copies) == 2
    assert "护林讲话" not in {copy["title"] for copy in copies}
