"""Files to take away: kinds of file, how much goes in, books and PDF."""
