"""Finished folders in, a publishable site out: staging, swapping, links, manifest, and what may be used again.

Whatever stands under `site/` is whole and may go to a host as it is. Whatever stands under `private/` may not.
"""
