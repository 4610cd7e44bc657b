"""Where pages come from: files in folders, archives and dumps, old Word files; and preparing them for the shelf."""
