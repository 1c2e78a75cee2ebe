"""What is asked of the server outside a page: who is let in, what every answer carries, what is told of the machine."""
