"""The parts of the HTML page: values and cards, the marked text, the map, the timeline."""
