"""Entries held against what the sources of their identifiers say: what is asked, what is compared, what is told."""
