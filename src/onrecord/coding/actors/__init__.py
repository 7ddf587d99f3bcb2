"""The people, bodies and things of a report, and what the codebook knows of them."""
