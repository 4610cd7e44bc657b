"""What a rule is: the view that it is given, what it may yield, its examples, and the words it is found by."""
