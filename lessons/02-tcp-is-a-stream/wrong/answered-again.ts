// Takes the lines off and keeps them all the same.
//#replace
rest = lines.pop() ?? ''
//#with
lines.pop()
//#end
