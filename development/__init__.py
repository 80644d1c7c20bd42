"""The development guide: aspects, sub-aspects and the actions that develop them."""
