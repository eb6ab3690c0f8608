"""Serendip: customer data and scene templates in; a film, a page and a document per recipient out.

The stages, in the order that data goes through them:

    intake ─► audience ─► privacy ┃► story ─► video / microsite / document ─► publish
                                  the wall

`pipeline` names them all; nothing right of the wall imports anything left of it.
"""

__version__ = "0.1.0"
