"""Place names: found, recognised, and resolved to the gazetteer."""
