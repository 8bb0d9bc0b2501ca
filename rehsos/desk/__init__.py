"""The screen: pages composed of several rooms, and what stands in the frame around all pages."""
