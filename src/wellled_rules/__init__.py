"""Write a rating framework once, in plain rules; evaluate it exactly and show why."""
