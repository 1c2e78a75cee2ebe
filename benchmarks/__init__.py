"""Measurements against peers, side by side in one run; each module can run alone and exits 1 on a missed budget."""
