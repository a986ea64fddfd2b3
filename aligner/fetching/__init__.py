"""Language versions of a document from a document service, when somebody asks for them.

Nothing else of the tool opens a connection. One request is made at a time, with a pause between
two; what the service says of waiting is kept; redirects are followed to the hosts of the service
and to no other. The address is a template, in ``aligner.toml``::

    [fetch]
    address = "https://documents.un.org/api/symbol/access?s={symbol}&l={lang}&t={format}"
    hosts = ["undocs.org"]
    pause-seconds = 2
"""

from aligner.fetching import symbols
from aligner.fetching.service import LANGUAGES, Fetched, fetch
from aligner.fetching.settings import Settings, load

__all__ = ["LANGUAGES", "Fetched", "Settings", "fetch", "load", "symbols"]
