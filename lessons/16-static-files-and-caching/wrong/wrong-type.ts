// Everything is text.
//#replace
types[extname(file)] ?? 'application/octet-stream'
//#with
file.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
//#end
