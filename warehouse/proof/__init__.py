"""The proof: all that follows from something else is made again and compared."""
