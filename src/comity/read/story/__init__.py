"""The story: what the sentences of a text tell together, one act told once."""
