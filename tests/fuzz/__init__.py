"""Files made at random from real and awkward ones, to see whether what reads them keeps its promises.

`python -m tests.fuzz` for as long as one likes; a short form is among the tests.
"""
