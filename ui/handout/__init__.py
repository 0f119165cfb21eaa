"""The handout on paper: laid out and painted here, then told what every part of it is, so that it can be read aloud."""
