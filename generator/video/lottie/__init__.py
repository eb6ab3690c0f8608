"""Lottie files drawn: the artwork by ThorVG, the words by our own typesetter at the place that the file gives them.

- properties: values of a property at a frame; the matrix of a layer
- words: the text layers, where they stand and how they are set
- artwork: everything else, in groups that lie below and above the words
"""
