"""Romani."""
