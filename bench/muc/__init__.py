"""The MUC-4 template task: keys, the scorer, the adapter from events to templates, and the later
papers' role measures."""
