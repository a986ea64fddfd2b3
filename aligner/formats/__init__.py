"""Translation units and glossaries to and from the files of CAT tools and offices."""
