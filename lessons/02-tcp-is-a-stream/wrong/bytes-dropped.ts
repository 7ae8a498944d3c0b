// A line has a thousand letters at most, somebody thought.
//#replace
    rest += data
//#with
    rest = `${rest}${data}`.slice(-1_000)
//#end
