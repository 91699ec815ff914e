"""From statements to the consolidated view: strands, coverage, audit, diff, the bundle."""
