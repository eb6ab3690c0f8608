"""Layers as sprites: one file a kind."""
