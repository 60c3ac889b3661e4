"""What is due is planned, claimed, sent and recorded; what a crash left behind is taken up again.

Time is a column, not a timer: every step asks the database and can be called by itself.
"""
