"""Browsing the warehouse with Datasette: its settings, its guards, and what its pages show."""
