"""What a request may ask for: each module counts one thing. The figures stand in cms/settings/limits.py."""
