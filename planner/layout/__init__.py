"""Drawing prerequisite graphs as pure numbers: no Qt, no colours."""
