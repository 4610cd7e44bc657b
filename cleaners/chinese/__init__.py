"""What all rooms need to know of Chinese writing: characters, signs, dates, and the folding of a text to a key."""
