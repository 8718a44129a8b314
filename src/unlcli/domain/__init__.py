"""What a bibliography is: pure values and functions."""
