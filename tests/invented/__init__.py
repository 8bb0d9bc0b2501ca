"""An invented room, added to the house from outside its folder: what a room costs whoever builds the next one."""
