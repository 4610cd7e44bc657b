"""The command line, `qinggao`: its commands and options. Heavy imports wait inside the commands, for a quick start."""

import sys

import click

from flows.exits import FAULTY, UNREADABLE, reporting, stoppable
from flows.lazy import LazyGroup
from flows.terminal import say

PATHS = click.Path()
DATABASE = click.option("--db", envvar="QINGGAO_DB", default="warehouse.db", show_default=True, type=PATHS,
                        help="The warehouse, an SQLite file.")  # fmt: skip


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qinggao")
def main() -> None:
    """清稿: fair copies of scraped Chinese speeches, each with an account of what was changed and why."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="PATH|-...")
@click.option("--format", "style", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True,
              help="text: the fair copies alone; jsonl: one object a page, with fields and the whole account.")  # fmt: skip
@click.option("--no-sites", is_flag=True, help="Do not use the descriptions of particular sites.")
def clean(paths: tuple[str, ...], style: str, no_sites: bool) -> None:
    """Print fair copies of files, or of standard input (-). No warehouse is touched.

    Exit code 3: a page was unreadable; the others were cleaned all the same.

    \b
        qinggao clean speech.txt
        qinggao clean --format jsonl pages/*.txt > copies.jsonl
    """
    from flows.commands.clean import rows, write

    bad = write(rows(paths, with_sites=not no_sites), style, sys.stdout, sys.stderr)
    sys.exit(UNREADABLE if bad else 0)


@main.command()
@click.argument("path", type=PATHS)
@click.option("--html", "target", type=PATHS, metavar="FILE", help="Write one self-contained HTML page instead.")
def explain(path: str, target: str | None) -> None:
    """Show the marked-up draft (花脸稿) of a file: every change to it, and why.

    Colours are used if the output is a terminal and NO_COLOR is not set.

    \b
        qinggao explain page.txt | less -R
        qinggao explain page.txt --html draft.html
    """
    from flows.commands.clean import explanation

    with reporting(UNREADABLE):
        text = explanation(path, as_html=target is not None)
    if target is None:
        click.echo(text, nl=False)
        return
    with reporting(), open(target, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    say([f"{target}: open it in a browser"])


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="PATH|DIR|ARCHIVE|-...")
@DATABASE
@click.option("--max-bytes", default=20_000_000, show_default=True, type=click.IntRange(min=1),
              help="Larger files go to quarantine by their hash, without their bytes.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), help="Clean in so many processes.  [default: one a core]")
def ingest(paths: tuple[str, ...], db: str, max_bytes: int, workers: int | None) -> None:
    """Take files, folders and archives into the warehouse; - reads one file from standard input.

    Pages are text, HTML and Word files (.docx; .doc, .wps and .rtf where LibreOffice is installed). Archives are
    .zip, .tar, .tar.gz, .7z, .gz, .jsonl (a page a line: html or text, url, title, published, fetched_at), .warc and
    .mhtml; they are read member by member.

    Pages that were taken in before are left as they are, even if the files were moved or renamed. Files are only
    read, never changed. What cannot be read goes to quarantine with the reason (exit code 3); the others are taken in.

    \b
        qinggao ingest speeches/ --db warehouse.db
        pbpaste | qinggao ingest -
    """
    with reporting(), stoppable():
        from flows.commands.shelf import ingest_paths, lines_of

        summary = ingest_paths(paths, db, max_bytes, workers)
    say(lines_of(summary, db))
    sys.exit(UNREADABLE if summary.quarantined else 0)


@main.command()
@DATABASE
@click.option("--all", "everything", is_flag=True, help="Clean all pages and compare all texts again, on all cores.")
@click.option("--json", "as_json", is_flag=True, help="One object a fault, and one that counts pages and faults.")
def verify(db: str, everything: bool, as_json: bool) -> None:
    """Prove the warehouse: every page's text and account give its speeches, and every table follows from them.

    25 pages, drawn anew each time, are cleaned again and compared with all that is held of them; with --all, every
    page is that the present rules have cleaned. Nothing is written: files and folder may be read-only.

    Exit code 1: faults were found; each is printed with its place and the next step.
    """
    from flows.commands.shelf import fault_lines, faults_of

    with reporting():
        faults, pages = faults_of(db, everything)
    say(fault_lines(faults, pages, as_json))
    sys.exit(FAULTY if faults else 0)


@main.group()
def duplicates() -> None:
    """Which texts are the same, part and whole, or adaptations."""


@duplicates.command("rebuild")
@DATABASE
def rebuild(db: str) -> None:
    """Find all duplicates of a warehouse again, as a new version of qinggao may ask for: completely or not at all.

    Speeches keep their ids where possible; the id of one that is joined to another leads there (table `redirects`).
    """
    from flows.commands.shelf import rebuild_duplicates

    with reporting():
        texts = rebuild_duplicates(db)
    say([f"{texts:,} texts settled into speeches"])


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@DATABASE
@click.option("--genre", help="Only this genre: 讲话, 发言, 主持词, 总结 ...")
@click.option("--level", help="Only this level: 中央, 省, 市, 州, 区, 县, 乡镇, 单位.")
@click.option("--organ", help="Only this kind of organ: 党委, 政府, 人大, 政协, 纪委, 部门, 企业.")
@click.option("--speaker", help="Only this speaker.")
@click.option("--since", metavar="DATE", help="From this year, month or day on: 2020, 2020-05, 2020-05-07.")
@click.option("--until", metavar="DATE", help="Up to this year, month or day, and including it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Show so many.")
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
              help="jsonl: one object a speech, with the places of the hits.")  # fmt: skip
def search(words: tuple[str, ...], db: str, limit: int, style: str, **filters: str | None) -> None:
    """Look up how others put it: the speeches that have every WORD, each with its best passage.

    A word is found wherever its characters are, in either script, width and case. A phrase in “ ” is one word;
    blanks in it do not count. The facts of a speech are its date, genre, level, organ and speaker; its date is the
    day of delivery that the text names, else the day it was first published.

    First come the speeches with all words in the title, then those that have the rarest word most often for their
    length, then the newest. Of more than 1,000 speeches only those shelved last are ranked.

    Exit code 0: something was found; 1: nothing; 2: the query or the warehouse is at fault.

    \b
        qinggao search 督查 --level 市 --since 2020
        qinggao search “狠抓落实” 12345热线
    """
    from flows.commands.search import hits_of, write
    from warehouse.search.query import Filters

    with reporting(2):
        hits = hits_of(db, " ".join(words), Filters(**filters), limit)
    write(hits, style, sys.stdout)
    if not hits:
        say([f"{db}: no such speech has {' '.join(words)}"], err=True)
        sys.exit(1)


@main.command()
@click.argument("target", metavar="SPEECH|FILE")
@DATABASE
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
              help="jsonl: a summary, then one object a sentence, with the places that agree.")  # fmt: skip
def reuse(target: str, db: str, style: str) -> None:
    """Show which sentences of a text other speeches have: which speeches, since when, and how common each is.

    SPEECH is the id of a speech; FILE is a draft of your own, cleaned first and not shelved (- is standard input).
    A sentence is found with up to a quarter of its characters edited, and so is a passage within one. What 20 works or
    more have is a formula, shown in one line. Dates do not prove who copied from whom.

    Exit code 0: something was found; 1: nothing; 2: the text or the warehouse is at fault.

    \b
        qinggao reuse 1204
        qinggao reuse draft.docx --format jsonl
    """
    from flows.commands.reuse import checked, write

    with reporting(2):
        texts = checked(db, target)
    write(texts, style, sys.stdout)
    sys.exit(0 if any(text.found for text in texts) else 1)


if __name__ == "__main__":
    main()
