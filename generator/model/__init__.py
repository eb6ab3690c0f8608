"""The frozen values right of the wall: facts, layers, brand, story, outcome. No stage, no library, no file."""
