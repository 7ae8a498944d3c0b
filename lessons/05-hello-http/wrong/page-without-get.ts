// Has the text of GET /hello in the page.
//#replace
const hello = await fetch('/hello')
show('#hello', await hello.text())
//#with
show('#hello', 'Hello, World!')
//#end
