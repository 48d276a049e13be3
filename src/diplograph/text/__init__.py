"""Text as such: folding and comparing names, and a normalised reading copy of a text with a way back to its offsets."""
