"""The way of a notice: chosen, put into words, sent at the right pace; and cards drawn anew."""
