"""Writes the table in docs/metadata.md from the table of fields: `make docs`; with --check it only compares."""

from cleaners.fields.table import FIELDS
from tests.tools.pages import with_part, write_or_check

PAGE = "metadata.md"


def field_table() -> str:
    """A row for each field: its name, what it is called in Chinese, and where it is read."""
    rows = (f"| `{row.name}` | {row.label} | {row.read_from} |\n" for row in FIELDS.values())
    return "| field | label | read from |\n|---|---|---|\n" + "".join(rows)


def reference() -> str:
    """The whole page."""
    return with_part(PAGE, field_table())


if __name__ == "__main__":
    write_or_check(PAGE, reference())
