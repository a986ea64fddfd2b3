"""Scans: pictures of pages, read by Tesseract where it is installed.

::

    pictures.page      a page of a file as a grey picture     confined
    tesseract.read     a picture -> hOCR                      a program of its own, with limits
    hocr.sheet         hOCR -> glyphs in their places          confined

What comes out goes into the same blocks as the glyphs of a PDF.
"""

from aligner.reading.scans.hocr import Recognised, marked
from aligner.reading.scans.recognition import Scan, recognise, remedy
from aligner.reading.scans.rubbish import rubbish

__all__ = ["Recognised", "Scan", "marked", "recognise", "remedy", "rubbish"]
