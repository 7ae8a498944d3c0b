// Begins again with each event.
//#replace
const lines = rest.split('\n')
//#with
const lines = rest.split('\n')
count = 0
//#end
