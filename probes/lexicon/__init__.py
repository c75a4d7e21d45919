"""How booking pages of any system say "nothing free" and "this is free", in the words of many languages."""
