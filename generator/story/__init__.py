"""SafeProfile in, Story out: which scenes, in which order, and every word and figure that they show."""
