"""Reading, checking and writing the data of plan files, and finding plans in folders."""
