// Sends with a program what you sent by hand before: from the console, devtools and curl.
//
//   node exercise.ts http://127.0.0.1:41234
//
// GET /tasks says what to send. Its values are new in each run, for example:
//
//   { "search": "red & blue", "user": { "name": "Mira", "city": "Lyon" },
//     "link": 12, "token": "kivato" }
//
// These four requests are wanted, in any order:
//
//   GET /books         with the search text as the parameter search
//   POST /users        with the user as JSON, and the header that says so
//   DELETE /links/12   with the number of the link in the path
//   GET /me            with the token in the header Authorization, after Bearer and a space

type Tasks = { search: string; user: { name: string; city: string }; link: number; token: string }

const origin = process.argv[2] ?? 'http://localhost:3000'
const response = await fetch(`${origin}/tasks`)
const tasks: Tasks = JSON.parse(await response.text())

//#region todo GET /books with the search text in the query, and POST /users with the user as JSON
//? The search text may contain & and #. What would a server make of them in a URL?
//? And how does it know that the body of the POST is JSON?
//> encodeURIComponent writes a text so that it can be a value in a query.
//> The second argument of fetch has the properties method, headers and body
//= await fetch(`${origin}/books`)
//= await fetch(`${origin}/users`, { method: 'POST' })
await fetch(`${origin}/books?search=${encodeURIComponent(tasks.search)}`)
await fetch(`${origin}/users`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(tasks.user),
})
//#endregion

//#region todo DELETE the link, and GET /me with the token in the header Authorization
//? Which method does fetch use when you name none? And what is the first word in Authorization?
//> In the second argument of fetch, the DELETE needs method, and GET /me needs headers
//= await fetch(`${origin}/me`)
await fetch(`${origin}/links/${tasks.link}`, { method: 'DELETE' })
await fetch(`${origin}/me`, { headers: { authorization: `Bearer ${tasks.token}` } })
//#endregion
