"""Holding answers against one another: registers compared, snapshots, a second engine."""
