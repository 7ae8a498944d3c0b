// Waits until everything that has come ends with a line break.
//#replace
    const lines = rest.split('\n')
//#with
    if (!rest.endsWith('\n')) return
    const lines = rest.split('\n')
//#end
