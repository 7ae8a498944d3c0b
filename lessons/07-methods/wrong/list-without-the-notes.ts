// The list holds the names only.
//#replace
[...notes].map(([name, note]) => ({ ...note, name }))
//#with
[...notes.keys()]
//#end
