"""`qinggao sites`: draft a description of a site, and check one on a page."""

import sys

import click

from flows.exits import FAULTY, reporting
from flows.terminal import say


@click.group()
def sites() -> None:
    """The descriptions of particular sites (cleaners/sites/*.toml)."""


@sites.command()
@click.argument("path", type=click.Path(), metavar="FILE")
@click.option("--site", required=True, metavar="DOMAIN|FILE.toml", help="A described site, or a file of your own.")
def check(path: str, site: str) -> None:
    """Check whether a site's file finds on a saved page what it describes.

    Exit code 1: something was not found, or the file is wrong.

    \b
        qinggao sites check page.html --site example.com.toml
    """
    from flows.commands.check_site import check_file

    with reporting():
        findings = check_file(path, site)
    say(map(str, findings) if findings else [f"{site} describes nothing to be found on a page."])
    sys.exit(0 if all(finding.found for finding in findings) else FAULTY)


@sites.command()
@click.argument("path", type=click.Path(), metavar="FILE")
def new(path: str) -> None:
    """Draft the file of a site from a saved HTML page of it: selectors for text, title, date and author.

    The draft is what qinggao found on this one page, with what each selector finds behind it. Look at another page of
    the site before you trust it.

    Exit code 1: the page cannot be read, or is no HTML page with a text.

    \b
        qinggao sites new page.html > example.com.toml
        qinggao sites check other.html --site example.com.toml
    """
    from flows.commands.new_site import draft_of

    with reporting():
        lines = draft_of(path)
    say(lines)
