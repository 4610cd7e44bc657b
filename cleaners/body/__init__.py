"""Where the main text lies on an HTML page, and which lines around it say when, who and from where."""
