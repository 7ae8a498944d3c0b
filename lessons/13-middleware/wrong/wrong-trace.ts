// Leaves out every second middleware.
//#replace
() => run(index + 1)
//#with
() => run(index + (index === 3 ? 2 : 1))
//#end
