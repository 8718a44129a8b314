"""Blocks in a document that an export writes: found, compared with what was written into them, and written anew."""
