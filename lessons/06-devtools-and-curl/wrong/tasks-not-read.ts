// Sends the values of the example.
//#replace
const response = await fetch(`${origin}/tasks`)
const tasks: Tasks = JSON.parse(await response.text())
//#with
const tasks: Tasks = {
  search: 'red & blue', user: { name: 'Mira', city: 'Lyon' }, link: 12, token: 'kivato',
}
//#end
