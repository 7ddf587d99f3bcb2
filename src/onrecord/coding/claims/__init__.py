"""Who vouches for which words of a report."""
