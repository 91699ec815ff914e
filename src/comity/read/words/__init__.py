"""Words: folded tokens, lexicons, phrases found in one pass, sentences, the language of a text."""
