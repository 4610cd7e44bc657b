"""The tables of the two SQLite files, and the writing and reading of their rows."""
