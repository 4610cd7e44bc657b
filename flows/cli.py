"""The command line: `qinggao clean`, `qinggao ingest`, `qinggao verify`. Quick to start: heavy imports are made late."""

import sys

import click

UNREADABLE = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qinggao")
def main() -> None:
    """清稿: fair copies of scraped Chinese speeches, each with the account of what was changed and why."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("--format", "style", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True,
              help="text: the fair copies alone; jsonl: one object a page, with fields and the whole account.")  # fmt: skip
@click.option("--no-sites", is_flag=True, help="Do without what is known of particular sites.")
def clean(paths: tuple[str, ...], style: str, no_sites: bool) -> None:
    """Print fair copies of files; no warehouse is touched.

    Exit code 3 means that a page was unreadable; the others were still cleaned.

    \b
        qinggao clean speech.txt
        qinggao clean --format jsonl pages/*.txt > copies.jsonl
    """
    from flows.report import rows, write

    bad = write(rows(paths, with_sites=not no_sites), style, sys.stdout, sys.stderr)
    sys.exit(UNREADABLE if bad else 0)
