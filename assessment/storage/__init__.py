"""Where answers are kept. The only SQL in the house."""
