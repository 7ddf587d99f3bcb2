"""Time expressions after TimeML, and the day on which a report was published."""
