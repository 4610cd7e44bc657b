"""The table of fields: what may be known of a speech. A new field is one row here and a finder that reads it.

Speeches, the tables of the warehouse, the merging of copies, the documentation and the marked-up draft follow it.
"""

from typing import Literal, NamedTuple

# A text or a date is read; a list is several words; a state follows from the other fields and the account.
Kind = Literal["text", "date", "list", "state"]


class FieldRow(NamedTuple):
    """A field: its name, what it is called in Chinese, and where it is read.

    `spelled`: its value is spelled as the text is. `shelved`: the table that has a column of its name: that of
    speeches, where the best copy that gives it counts, that of copies, or both; `indexed`: people filter by it.
    """

    name: str
    label: str
    read_from: str
    kind: Kind = "text"
    spelled: bool = False
    shelved: Literal["", "speeches", "copies", "both"] = ""
    indexed: bool = False


FIELDS = {
    row.name: row
    for row in (
        FieldRow("heading", "小标题", "the part's heading in a collection: 篇一, 【…范文】四", spelled=True, shelved="copies"),
        FieldRow(
            "title",
            "标题",
            "the line of the head with most signs: it returns on the page, ends in a word of genre, stands over the meta line"
            " or the salutation, is the file's name; without label, path, site and date",
            spelled=True,
            shelved="both",
        ),
        FieldRow(
            "title_origin",
            "标题来源",
            "`page`; `derived` where a speech without a title names its own occasion (在…上的讲话); `supplied` where a person gave it",
            "state",
            shelved="both",
        ),
        FieldRow(
            "genre",
            "文种",
            "the last word of genre in the title, else in the subtitle or heading; a text without them that opens with a salutation"
            " is a 讲话",
            shelved="speeches",
            indexed=True,
        ),
        FieldRow("completeness", "完整性", "the notices of previews and gates that were cut", "state", shelved="both"),
        FieldRow("gap", "缺文", "the place of such a notice, and its words", "state", shelved="both"),
        FieldRow(
            "published",
            "发布日期",
            "the opening post's date, else the first labelled date (发布时间, 时间, 日期 …), else a date in figures on a line of the"
            " head. A bare 07-02 is never one",
            "date",
            shelved="copies",
        ),
        FieldRow("published_time", "发布时间", "the same with its time of day", "state", shelved="copies"),
        FieldRow(
            "event_date",
            "讲话日期",
            "the line under the title (二〇二三年五月六日); 今天是2024年4月12日 in the text",
            "date",
            shelved="speeches",
        ),
        FieldRow(
            "author",
            "作者",
            "作者 in the page's own line, a by-line behind the last sentence, an organisation under the title",
            spelled=True,
            shelved="speeches",
        ),
        FieldRow("speaker", "讲话人", "the lines under the title: 县长 林怀远", spelled=True, shelved="speeches"),
        FieldRow(
            "speaker_role",
            "职务",
            "the same lines; in the text only where the speaker says that he holds the office",
            spelled=True,
            shelved="speeches",
        ),
        FieldRow(
            "poster",
            "发布者",
            "the name on the forum's post line or beside it, over 实名认证, or behind 上传者",
            shelved="both",
        ),
        FieldRow(
            "occasion",
            "场合",
            "在…上的讲话 in the title, the subtitle, 召开 … 会议 in the first 600 characters",
            shelved="speeches",
        ),
        FieldRow("organ", "机关", "党委系统, 政府系统 three times, else who called the meeting", shelved="speeches", indexed=True),
        FieldRow(
            "level",
            "层级",
            "the occasion's 全县, the title's, else 全市 and 我市 in the text: three times, and twice as often as any other",
            shelved="speeches",
            indexed=True,
        ),
        FieldRow("category", "类别", "栏目, 频道 and the like in the furniture", spelled=True, shelved="speeches", indexed=True),
        FieldRow("tags", "标签", "标签, 关键词 and the like in the furniture", "list", spelled=True),
        FieldRow("site_name", "网站", "a described site, the page's imprint (© … 某某网)"),
        FieldRow("site_domain", "网址", "a described site, the imprint, the address that a site stamps into its text"),
        FieldRow("redacted", "原文有隐去", "XX县, 20xx年, 某某 in the text itself", "state", shelved="both"),
    )
}  # fmt: skip
# Read like the others, but no column of anything: the occasion and the genre may stand in it.
SUBTITLE = "subtitle"
SPELLED = frozenset((SUBTITLE, *(row.name for row in FIELDS.values() if row.spelled)))
READ = tuple(row.name for row in FIELDS.values() if row.kind in ("text", "date"))


def shelved(table: Literal["speeches", "copies"]) -> tuple[str, ...]:
    """The fields that are read and have a column in a table of the warehouse."""
    return tuple(name for name in READ if FIELDS[name].shelved in (table, "both"))
