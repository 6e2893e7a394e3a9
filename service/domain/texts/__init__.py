"""What texts are found to say, how sure that is, what people decided about them, and what reading them has cost."""
