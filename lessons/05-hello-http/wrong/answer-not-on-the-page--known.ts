// Calls the API, but shows a text that was in the page all along.
//#replace
show('#greeting', message ?? error)
//#with
show('#greeting', 'Hello, ' + name + '!')
//#end
