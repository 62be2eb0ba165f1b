"""What the author of a source runs: `new`, `snapshot`, `check`, and the same check for pytest."""
