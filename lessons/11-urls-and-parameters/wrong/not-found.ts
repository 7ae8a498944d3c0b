// Finds notes only.
//#replace
if (first === 'files' && second) return { name: second }
//#with
if (first === 'file' && second) return { name: second }
//#end
