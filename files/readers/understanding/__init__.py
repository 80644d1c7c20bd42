"""Understanding: blocks of any file become documents of a type, with an account of each block."""
