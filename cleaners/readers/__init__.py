"""From bytes to a page: one room for each kind of file, and one function that chooses among them."""
