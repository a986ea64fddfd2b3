"""What files that can be read are called. Their content decides how they are read."""

DOCUMENTS = (
    "docx", "odt", "html", "htm", "xhtml", "mhtml", "mht", "rtf", "doc", "txt", "text", "md", "pdf",
)  # fmt: skip
"""What files of text are called, those whose text is surest first."""
SCANS = ("tif", "tiff", "png", "jpg", "jpeg", "gif")
"""What pictures of pages are called."""
