"""Tables of numbers as people have them: any separator, decimal mark, date format or header."""
