// Returns the handler alone.
//#replace
    return run(0)
//#with
    return run(middlewares.length)
//#end
