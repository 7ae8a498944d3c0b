// Takes every part for a line, also the one after the last line break.
//#replace
    rest = lines.pop() ?? ''
//#with
    rest = ''
//#end
