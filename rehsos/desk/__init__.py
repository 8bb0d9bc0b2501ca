"""The screen: pages composed of several rooms, the frame around all pages, and the look."""
