// Sends the values of the example.
//#replace
const answer = await fetch(`${origin}/tasks`)
const tasks: Tasks = JSON.parse(await answer.text())
//#with
const tasks: Tasks = {
  search: 'red & blue', user: { name: 'Mira', city: 'Lyon' }, link: 12, token: 'kivato',
}
//#end
