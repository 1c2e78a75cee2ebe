"""Measurements against peers, side by side in one run; each module runs alone and exits 1 when its budget is missed."""
