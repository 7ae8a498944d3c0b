// Asks a server of its own.
//#replace
await fetch('/hello')
//#with
await fetch('http://localhost:9/hello')
//#end
