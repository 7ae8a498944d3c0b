// The extension begins at the first dot.
//#replace
types[extname(file)] ?? 'application/octet-stream'
//#with
types[file.slice(root.length).replace(/^[^.]*/, '')] ?? 'application/octet-stream'
//#end
