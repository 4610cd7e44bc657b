"""Reading a speech's fields (title, dates, people, occasion …), and splitting a page that holds several speeches."""
