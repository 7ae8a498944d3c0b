// Gives the handler back alone.
//#replace
    return run(0)
//#with
    return run(middlewares.length)
//#end
