"""One cell, wherever it came from: typed, and read as a text, a day, hours, a time or a sum."""
