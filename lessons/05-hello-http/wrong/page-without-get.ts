// Knows one of the two by heart.
//#replace
const hello = await fetch('/hello')
show('#hello', await hello.text())
//#with
show('#hello', 'Hello, World!')
//#end
