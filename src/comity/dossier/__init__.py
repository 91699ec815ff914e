"""Above the decision: partners, how they grew, dossiers of two states, instruments shown. Pure."""
