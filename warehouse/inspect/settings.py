"""How Datasette is set up: what it shows of a warehouse, and how much at a time."""

from pathlib import Path

METADATA = Path(__file__).with_name("metadata.yaml")
STATIC = Path(__file__).with_name("static")
SETTINGS: dict[str, int | bool] = {
    # Speed: suggesting facets would take most of the time of a page, and long pages most of the rest.
    "suggest_facets": False,
    "default_page_size": 30,
    "truncate_cells_html": 160,
    # Who may do what: without `allow_sql` in the metadata, which lets the owner, nobody may run SQL.
    "default_allow_sql": False,
    "allow_download": False,
    # How much a request may take: rows, and milliseconds for its SQL.
    "max_returned_rows": 500,
    "sql_time_limit_ms": 1000,
}
