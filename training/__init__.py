"""Scripts that make ``aligner/models`` from open corpora."""
