"""What a user can do (commands) and ask (queries), and the session that holds the document."""
