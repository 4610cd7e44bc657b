"""From HTML to a page: the text in reading order, with marks for containers, headings, links and hidden text."""
