"""The pages, one module each with one ``page()``, and what only one of them needs."""
