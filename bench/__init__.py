"""How fast the portal is, as ratios to a reference measured in the same run: `make bench`."""
