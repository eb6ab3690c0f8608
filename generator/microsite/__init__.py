"""Story in, one static page a recipient out.

`write_shared` writes once per campaign what all pages load; `write_page` writes one recipient's page and small files.
"""

from generator.microsite.page import write_page
from generator.microsite.shared import Shared, SharedFile, write_shared

__all__ = ["Shared", "SharedFile", "write_page", "write_shared"]
