"""What a listing is made of: names, values, cells, order and sections."""
