"""The page of a coach: the learner files of a folder."""
