"""The report as text: its parse, and what several rooms read from it."""
