"""A source module for a site that nobody has described yet, filled from what its pages show."""
