"""Shapes of input that grow: each is made at any size, and cleaning it must take time and memory in proportion.

A shape is the function that gives the bytes of about so many characters; most say one thing again and again.
"""

from base64 import b64encode
from collections.abc import Callable
from random import Random

from tests.cleaners.readers.word_files import NAMESPACES, changed, document, paragraph, run, saved, with_part, word

Shape = Callable[[int], bytes]

PROSE = "我们要抓好落实\uff0c大家要记在心里\uff0c不能走过场\uff0c要见到实效。"
SPEECH = f"同志们\uff1a\n{PROSE}\n谢谢大家\uff01\n"
HEAD = f"在全市工作会议上的讲话\n同志们\uff1a\n{PROSE}\n"
TRADITIONAL = "我們要認真總結經驗,檔案整理後發給幹部們看著學習,廣大幹部要為群眾辦實事。"
OPENED = "<html><head><meta charset=utf-8><title>在全市工作会议上的讲话</title></head><body>"
_LABEL = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


def _many(unit: str, size: int) -> str:
    """A unit again and again up to a size; {i} in it is the number of the time, {c} a character that goes with it."""
    if "{i}" not in unit and "{c}" not in unit:
        return unit * (size // len(unit) + 1)
    times = size // len(unit.format(i=1000, c="抓")) + 1
    return "".join([unit.format(i=i, c=chr(0x4E00 + i % 20000)) for i in range(times)])


def text(unit: str, head: str = HEAD) -> Shape:
    """A text, under a speech's first lines."""
    return lambda size: (head + _many(unit, size)).encode()


def html(unit: str, end: str = "", before: str = "", after: str = "") -> Shape:
    """A page that says a unit again and again, and as often what ends it."""

    def made(size: int) -> bytes:
        opened = _many(unit, size)
        ends = end * (size // len(unit) + 1)
        return f"{OPENED}<p>{PROSE}</p>{before}{opened}{PROSE}{ends}{after}</body></html>".encode()

    return made


def docx(unit: str, before: str = "", after: str = "") -> Shape:
    """A Word file with a unit of its body's XML again and again."""
    return lambda size: word(paragraph(run(PROSE)) + before + _many(unit, size) + after)


def _base64(size: int) -> bytes:
    return HEAD.encode() + b64encode(Random(1).randbytes(size * 3 // 4))


def _damaged(size: int) -> bytes:
    """GB18030 that has lost a byte in every sentence."""
    return HEAD.encode("gb18030") + (PROSE.encode("gb18030")[1:] + b"\n") * (size // len(PROSE))


def _undecodable(size: int) -> bytes:
    return HEAD.encode() + b"\xff\xfe\x81" * (size // 3)


def _jammed(size: int) -> bytes:
    chance = Random(1)
    salt = [
        "".join(f"{chr(chance.randint(33, 59))} {chr(chance.randint(63, 126))}" for _ in range(8)) for _ in range(9)
    ]
    return (HEAD + "".join(f"{PROSE}{salt[i % 9]}\n" for i in range(size // 60))).encode()


def _styles(size: int) -> bytes:
    """Styles of Word, each based on the one before, and a paragraph of each."""
    n = size // 300
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{i}"><w:name w:val="S{i}"/><w:basedOn w:val="S{i - 1}"/></w:style>'
        for i in range(n)
    )
    made = word(*(paragraph(run(PROSE), f'<w:pStyle w:val="S{i}"/>') for i in range(n)))
    return changed(made, "word/styles.xml", b"</w:styles>", chain.encode() + b"</w:styles>")


def _numbered(levels: str, units: str) -> Shape:
    """A Word file of numbered paragraphs; {i} in either is the number of the time."""

    def made(size: int) -> bytes:
        n = size // 300
        lists = "".join(levels.format(i=i) for i in range(n if "{i}" in levels else 1))
        body = "".join(paragraph(run(PROSE), units.format(i=i)) for i in range(n))
        numbering = document(body)
        part = numbering.part.numbering_part
        from docx.oxml.parser import parse_xml

        part._element = parse_xml(f"<w:numbering {NAMESPACES}>{lists}</w:numbering>")
        return saved(numbering)

    return made


TEXTS: dict[str, Shape] = {
    "short lines": text("抓\n"),
    "blank lines": text("\n"),
    "lines of prose": text(PROSE + "\n"),
    "one giant line": text(PROSE),
    "a giant line with blanks": text(PROSE + " 一、"),
    "lines set to a width": text("我们要抓好落实\uff0c大家要记在心里\uff0c不能走过场\uff0c要\n"),
    "speeches": text(SPEECH, ""),
    "speeches with titles": text("关于第{i}项工作的讲话\n" + SPEECH, ""),
    "speeches of one title": text("关于督查工作的讲话\n" + SPEECH, ""),
    "parts": text("篇{i}\uff1a关于防汛工作的讲话\n" + PROSE + "\n", ""),
    "papers of a meeting": text("【主持词】\n" + PROSE + "\n", ""),
    "numbered titles": text("{i}、在防汛会议上的讲话\n" + SPEECH, ""),
    "headings": text("一、抓好落实\n" + PROSE + "\n"),
    "salutations": text("同志们\uff1a\n"),
    "closings": text("谢谢大家\uff01\n"),
    "repeated titles": text("在全市工作会议上的讲话\n"),
    "many titles": text("关于第{i}项工作的意见和讲话\n", ""),
    "titles over prose": text("关于{c}字头工作的讲话\n" + PROSE + "\n", ""),
    "dates": text("2020-05-07 08:00:00\n"),
    "labelled dates": text("发布时间\uff1a2020-05-07 来源\uff1a某网\n"),
    "labels": text("来源\uff1a某某网 作者\uff1a张三 标签\uff1a讲话\n"),
    "posts": text("老王{i} 发表于 2020-3-1 08:00:00 | 只看该作者\n" + PROSE + "\n"),
    "floors": text("{i}楼 2015-07-21 20:31\n很好\n"),
    "addresses": text(PROSE + "更多材料请看www.mm.example\n"),
    "an address in one line": text("抓落实www.mm.example靠督查"),
    "many addresses": text(PROSE + "范文www.m{i}.example\n" * 2),
    "contacts": text(PROSE + "微信公众号abc{i}\n"),
    "slogans": text("免费下载更多材料"),
    "jammed": _jammed,
    "furniture": text("上一篇\uff1a总结{i}\n"),
    "furniture and prose": text("上一篇\uff1a总结{i}\n" + PROSE + "\n"),
    "claims of rights": text("版权所有 某某网 www.mm.example 京ICP备{i}号\n"),
    "related lists": text("相关文章\uff1a\n• 关于防汛工作的通知{i}\n"),
    "buttons": text("首页 | 登录 | 注册 | 搜索\n"),
    "previews": text("剩余内容登录后可阅读全文\n" + PROSE + "\n"),
    "parts with previews": text("篇{i}\uff1a关于防汛工作的讲话\n" + PROSE + "\n剩余内容登录后可阅读全文\n", ""),
    "folds": text("展开全文\n"),
    "summaries": text("简介\uff1a今天的会议很重要大家要抓好{i}项重点落实工作...\n"),
    "names of sites": text("{c}{c}{c}网\n" + PROSE + "\n"),
    "sources and addresses": text("来源\uff1a{c}{c}{c}网\n" + PROSE + "www.m{i}.example\n"),
    "pages that are gone": text("抱歉\uff0c您访问的页面不存在\n" + PROSE + "\n"),
    "ends of pages": text("版权所有\n" + PROSE + "\n"),
    "gates": text("还剩{i}页未读,继续阅读\n"),
    "stamps": text(PROSE[:6] + "【某文库】"),
    "running heads": text("第{i}页 某某文库\n" + PROSE + "\n"),
    "opened brackets": text("("),
    "nested brackets": lambda size: (HEAD + "(" * (size // 2) + ")" * (size // 2)).encode(),
    "brackets of Han": text("(抓落实)"),
    "Chinese brackets": text("【"),
    "quotes": text('"'),
    "quotes of Han": text('"抓"'),
    "curly quotes": text("“"),
    "dots": text("."),
    "full stops": text("。"),
    "dots behind Han": text("抓..."),
    "dashes": text("--"),
    "commas": text(","),
    "colons": text("抓:"),
    "bars": text("|"),
    "stars": text("*"),
    "slashes": text("/"),
    "signs @": text("@"),
    "angles": text("<"),
    "ampersands": text("&"),
    "digits": text("1"),
    "letters": text("a"),
    "letters and dots": text("a."),
    "letters and blanks": text("a "),
    "Han": text("抓"),
    "Han and blanks": text("抓 "),
    "Han and letters": text("抓a"),
    "spaces": text(" "),
    "wide spaces": text("\u3000"),
    "tabs": text("\t"),
    "invisible": text("\u200b"),
    "carriage returns": text("\r"),
    "line separators": text("\u2028抓"),
    "Traditional": text(TRADITIONAL + "\n", ""),
    "a Traditional line": text(TRADITIONAL, ""),
    "Traditional strays": text(PROSE + "們\n"),
    "著": text("看著名著"),
    "kana": text("かな"),
    "kana quoted": text(TRADITIONAL + "「カナのかな」\n", ""),
    "full-width letters": text("Ａ１"),
    "entities": text("&nbsp;&lt;"),
    "tags shown": text("<p>抓落实</p>"),
    "opened tags shown": text("<a href="),
    "base64": _base64,
    "urls": text("https://www.mm.example/a/{i}.html "),
    "url without end": text("a/", HEAD + "https://www.mm.example/"),
    "mails": text("a{i}@mm.example,"),
    "redacted": text("某某xx县"),
    "damaged": _damaged,
    "undecodable": _undecodable,
}
PAGES: dict[str, Shape] = {
    "paragraphs": html(f"<p>{PROSE}</p>"),
    "short paragraphs": html("<p>抓</p>"),
    "breaks": html(f"{PROSE}<br>"),
    "empty breaks": html("<br>"),
    "bare text": html(PROSE),
    "depth of div": html("<div>", "</div>"),
    "depth of div.a": html("<div class=a{i}>抓", "</div>"),
    "div unclosed": html("<div>"),
    "div with text unclosed": html("<div>抓落实"),
    "p unclosed": html("<p>抓"),
    "depth of span": html("<span class=a>抓", "</span>"),
    "depth of b": html("<b>", "</b>"),
    "font unclosed": html("<font color=red>抓"),
    "tables": html("<table><tr><td>" + PROSE + "</td></tr></table>"),
    "rows": html("<tr><td>抓</td><td>落实</td></tr>", before="<table>", after="</table>"),
    "depth of tables": html("<table><tr><td>抓", "</td></tr></table>"),
    "table unclosed": html("<table>"),
    "td unclosed": html("<td>抓"),
    "style unclosed": html("<style>"),
    "styles": html("<style>.a{display:none}</style><p>抓</p>"),
    "STYLE and style": html("<STYLE><style>"),
    "rules of styles": html(".a{i}{{display:none}}\n", before="<style>", after="</style>"),
    "rules for one name": html(".a{display:none}.a{color:red}", before="<style>", after="</style>"),
    "names like one": html(".a{display:none}.ab:x,", before="<style>", after="</style>"),
    "selectors": html(".a{i},", before="<style>", after="{display:none}</style>"),
    "style @": html("@", before="<style>.a{display:none}", after="</style>"),
    "style @{": html("@media x{", before="<style>.a{display:none}", after="</style>"),
    "style notes unclosed": html("/*", before="<style>.a{display:none}", after="</style>"),
    "style { unclosed": html("{", before="<style>.a{display:none}", after="</style>"),
    "style } unclosed": html("display:none}", before="<style>", after="</style>"),
    "style display": html("display:none ", before="<style>.a{", after="</style>"),
    "style display :": html("display   ", before="<style>.a{display:none}", after="</style>"),
    "comments": html("<!-- a -->"),
    "comments unclosed": html("<!--"),
    "comments unclosed in textarea": html("<!--", before="<textarea>" + PROSE * 30),
    "script unclosed": html("<script>"),
    "scripts unclosed in textarea": html("<script>", before="<textarea>" + PROSE * 30),
    "scripts": html("<script>var a=1;</script>"),
    "title unclosed": html("<title>"),
    "titles unclosed": html("<title>抓落实"),
    "textarea unclosed": html("<textarea>"),
    "select unclosed": html("<select><option>抓落实"),
    "noscript unclosed": html("<noscript>抓落实"),
    "iframe unclosed": html("<iframe>抓落实"),
    "options": html("<option>抓</option>", before="<select>", after="</select>"),
    "object unclosed": html("<object>抓落实"),
    "a unclosed": html("<a href=/{i}>"),
    "a with text unclosed": html("<a href=/{i}>抓落实"),
    "links": html("<a href=/{i}>抓落实的通知</a>"),
    "links in lines": html("<p><a href=/{i}>关于抓落实的通知</a></p>"),
    "links to sites": html("<p><a href=http://www.m{i}.example/>关于抓落实{i}的通知</a></p><p>" + PROSE + "</p>"),
    "links in prose": html(f"<p>{PROSE}<a href=/{{i}}>查看更多</a></p>"),
    "links in one line": html("抓落实。<a href=/{i}>查看更多</a>"),
    "a title of parts": html("-抓落实的事", before="<title>", after="</title>"),
    "a title and headings": html("<h2>抓落实{i}的</h2>", before="<title>" + PROSE * 200 + "</title>"),
    "metas of titles": html("<meta property=og:title content=抓落实{i}><h2>抓落实{i}</h2>"),
    "threads": html(
        "<div class=c{i}>发表于 2020-3-1 08:00 好</div><div class=c{i}>发表于 2020-3-1 08:00 好</div>",
        before=f"<div>{PROSE * 9}",
        after="</div>",
    ),
    "posts in one another": html("<div class=t_f><div class=t_f>", "</div></div>"),
    "breaks in a date": html("\n", before="<p>1", after="年</p>"),
    "breaks in dates": html("1\n\n\n年\n"),
    "notes": html(f"<p>{PROSE}<a href='#n{{i}}'>[{{i}}]</a></p>"),
    "items": html("<li class=x><a href=/{i}>关于抓落实的通知</a></li>"),
    "headings of HTML": html("<h2>在全市工作会议上的讲话</h2>"),
    "articles of HTML": html(f"<h2>关于督查工作的讲话</h2><p>同志们\uff1a</p><p>{PROSE}</p>"),
    "h1s and asides": html("<h1>抓</h1><div class=comment>抓</div>"),
    "asides": html(f"<div class=comment>{PROSE}</div>"),
    "big asides": html("<div class=comment>抓", "</div>"),
    "empty names": html("<div class=c{i}></div>"),
    "names": html(f"<div class=c{{i}}>{PROSE}</div>"),
    "named spans": html("<span class=c{i}>抓</span>"),
    "text containers": html(f"<div class=TRS_Editor>{PROSE}</div>"),
    "text containers in one another": html(f"<div class=TRS_Editor>{PROSE}", "</div>"),
    "messages": html(f"<div id=pid{{i}}><div class=message>{PROSE}</div></div>"),
    "messages in posts": html(f"<div id=pid1><div class=message>{PROSE}", "</div></div>"),
    "posts of HTML": html(f"<div id=post_{{i}} class=p>发表于 2020-3-1 08:00<p>{PROSE}</p></div>"),
    "post lines in quotes": html(f"<blockquote>老王 发表于 2020-3-1 08:00</blockquote><p>{PROSE}</p>"),
    "hidden": html("<span style=display:none>抓</span>抓"),
    "hidden in one another": html("<div style=display:none>抓", "</div>"),
    "styles of elements": html("<span style='font-size:{i}px'>抓</span>"),
    "grounds": html("<font bgcolor=#fff color=#fff>抓"),
    "metas": html("<meta name=a{i} content=抓>"),
    "attributes": html(" a{i}=1", before="<p", after=">"),
    "times": html("<span title='2020-05-07 08:00'>昨天</span>"),
    "json": html("<script type=application/ld+json>{}</script>"),
    "site bodies": html("<body>抓"),
    "forms": html("<form>抓"),
    "list unclosed": html("<ul><li>抓"),
    "cdata": html("<![CDATA["),
    "ends without start": html("</div></p>"),
    "pre": html("抓\n", before="<pre>", after="</pre>"),
    "source breaks": html("抓落实\n"),
    "entities of HTML": html("&nbsp;&amp;"),
    "angles of HTML": html("<"),
    "opened angles of HTML": html("<a "),
    "Traditional of HTML": html(f"<p>{TRADITIONAL}</p>"),
}
FILES: dict[str, Shape] = {
    "paragraphs of Word": docx(paragraph(run(PROSE))),
    "runs": docx(run("抓"), "<w:p>", "</w:p>"),
    "hidden runs": docx(run("抓", "<w:vanish/>") + run("抓"), "<w:p>", "</w:p>"),
    "cells": docx("<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>", "<w:tbl>", "</w:tbl>"),
    "text boxes": docx("<w:p><w:r><w:txbxContent><w:p><w:r><w:t>抓</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"),
    "a chain of styles": _styles,
    "a list": _numbered(
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        _LABEL.format(level=0, list=1),
    ),
    "lists": _numbered(
        '<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>',
        _LABEL.format(level=0, list="{i}"),
    ),
    "levels": _numbered(
        '<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="{i}"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>',
        _LABEL.format(level="{i}", list="{i}"),
    ),
    "footnotes": lambda size: with_part(
        word(paragraph(run(PROSE))),
        "footnotes",
        f"<w:footnotes {NAMESPACES}>"
        + _many('<w:footnote w:id="{i}"><w:p><w:r><w:t>抓落实</w:t></w:r></w:p></w:footnote>', size)
        + "</w:footnotes>",
    ),
}
SHAPES = TEXTS | PAGES | FILES
