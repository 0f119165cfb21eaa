"""Pictures of the map for paper, slides and the web: a sheet with title, stages, legend and date."""
