"""What somebody takes home: one content, written as files that explain themselves."""
