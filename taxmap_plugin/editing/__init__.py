"""What an officer does to the map, each change in one transaction and one undo step."""
