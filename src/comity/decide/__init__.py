"""One question, one decision with reasons: the reference engine. Pure."""
