"""The parts of the page of a consultant's campaigns."""
