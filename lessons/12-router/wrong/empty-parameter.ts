// A parameter takes anything, also nothing.
//#replace
word.startsWith(':') && segment !== ''
//#with
word.startsWith(':')
//#end
