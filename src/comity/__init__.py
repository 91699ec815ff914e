"""Comity: reciprocal visa-exemption regimes, answered with the law in hand."""
