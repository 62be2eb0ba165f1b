"""What the author of a source runs: writing one, recording its pages, holding it to the contract."""
