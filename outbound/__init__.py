"""The only way in which this site asks other hosts for anything: never one of the inside."""
