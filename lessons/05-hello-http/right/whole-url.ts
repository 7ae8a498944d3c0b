// Asks with whole URLs, and late.
//#replace
await fetch('/hello')
//#with
await later(() => fetch(location.origin + '/hello'))
//#end
//#replace
function show(place, text) {
//#with
function later(act) {
  return new Promise((resolve) => setTimeout(() => resolve(act()), 1000))
}

function show(place, text) {
//#end
