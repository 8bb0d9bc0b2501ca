"""Invented: an office lends aids (wheelchairs, hearing aids) to clients and takes them back. It sells nothing."""
