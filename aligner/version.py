"""The version of this tool, as results and exports name it."""

VERSION = "0.1.0"
