"""What things are: frozen values that hold no behaviour beyond their own validity."""
