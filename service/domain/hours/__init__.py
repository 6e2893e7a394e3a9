"""What was worked: a row as it was read, whose work it is, what it comes to, and the timesheet it stands in."""
