// Asks, and shows what it knew.
//#replace
show('#greeting', message ?? error)
//#with
show('#greeting', 'Hello, ' + name + '!')
//#end
