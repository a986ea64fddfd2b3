"""The review desk, as ``aligner review`` serves it."""

from aligner.review.app import main

main()
