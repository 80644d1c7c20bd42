"""Writers of files: sheets as CSV, XLSX and ODS, and documents for Word."""
