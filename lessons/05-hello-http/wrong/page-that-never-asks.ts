// Has both texts in the page, and calls nothing.
//#replace
const hello = await fetch('/hello')
show('#hello', await hello.text())

const greeting = await fetch('/hello', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ name }),
})
const { message, error } = await greeting.json()
show('#greeting', message ?? error)
//#with
show('#hello', 'Hello, World!')
show('#greeting', 'Hello, ' + name + '!')
//#end
