"""Requests to the server beside the pages: who is let in, which headers every answer has, what the machine reveals."""
