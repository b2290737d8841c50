"""The queue of applications in the admin, and the page of each."""
