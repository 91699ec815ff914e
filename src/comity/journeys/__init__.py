"""Travellers and journeys: a delegation in, who needs what by when out."""
