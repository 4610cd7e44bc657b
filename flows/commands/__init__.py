"""What the commands of `qinggao` do, one module for one or more commands."""
