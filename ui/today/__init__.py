"""The start page of a learner with a plan: what is next, this week, what is late, how far one has come."""
