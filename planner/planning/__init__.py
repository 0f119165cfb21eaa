"""From a curriculum and a learner to a plan: what (choose), in which order, when, and why."""
