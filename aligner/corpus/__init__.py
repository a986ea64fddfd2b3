"""Whole archives: thousands of documents aligned overnight, with nothing lost.

The truth is in the archive, a folder::

    archive.json            what it is, and of which version
    manifest.parquet        the files and what document each is a version of    (archive, finding)
    results/ab/KEY.json.gz  a document that is done, under the key of its inputs   (working)
    quarantine/KEY.json     a document that cannot be done, with the reason
    run.json                how the last run goes on                               (running)
    tables/                 rows, terms and documents in Parquet                   (tables)
    search.sqlite           the concordance                                        (searching)

The key of a document is the hash of its files, the code and the weights, so what is there need not
be done again, and what is there is right. Dask spreads the work (``running``) and keeps nothing.
"""
