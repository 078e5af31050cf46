"""How fast it is, as ratios made in one run: `python -m benchmarks`."""
