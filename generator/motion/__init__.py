"""How things move: easings and springs as functions from linear to eased progress. Pure numbers, nothing is drawn."""
