"""From plain text to a page: finding the encoding, and reading damaged files."""
