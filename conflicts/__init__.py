"""Two editors on one text: the second to save learns of it and overwrites only by an explicit choice; knows no page type."""
