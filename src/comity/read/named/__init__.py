"""What a text names: states, persons with their offices, places, agreements, lengths of stay."""
