"""The marked-up draft (花脸稿) of a cleaned page: in the terminal, or as one self-contained HTML page."""
