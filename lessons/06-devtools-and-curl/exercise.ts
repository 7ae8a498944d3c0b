// Sends by program what you have sent by hand: from the console, from devtools, with curl.
//
//   node exercise.ts http://127.0.0.1:41234
//
// The server tells under /tasks what it wants. The values are new in each run:
//
//   { "search": "red & blue", "user": { "name": "Mira" }, "link": 12, "token": "kivato" }

type Tasks = { search: string; user: { name: string; city: string }; link: number; token: string }

const origin = process.argv[2] ?? 'http://localhost:3000'
const answer = await fetch(`${origin}/tasks`)
const tasks: Tasks = JSON.parse(await answer.text())

// curl "$ORIGIN/books?search=red%20%26%20blue"
//#region todo GET /books, with the search word in the query
//? The word has an & in it. What would the server take for the end of the value?
//> encodeURIComponent writes each sign so that it can stand in a query
//= await fetch(`${origin}/books`)
await fetch(`${origin}/books?search=${encodeURIComponent(tasks.search)}`)
//#endregion

// curl "$ORIGIN/users" -H 'Content-Type: application/json' -d '{"name":"Mira","city":"Lyon"}'
//#region todo POST /users, with the user as JSON, and say that it is JSON
//? How does the server know that the bytes are JSON and not a form?
//> method, headers and body are the fields of the second argument of fetch
//= await fetch(`${origin}/users`, { method: 'POST' })
await fetch(`${origin}/users`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(tasks.user),
})
//#endregion

// curl -X DELETE "$ORIGIN/links/12"
//#region todo DELETE /links/ and the number of the link
//? A browser's address bar can send one method only. Which one is it, and who can send the others?
//> curl has -X for it, fetch has the field method
await fetch(`${origin}/links/${tasks.link}`, { method: 'DELETE' })
//#endregion

// curl "$ORIGIN/me" -H 'Authorization: Bearer kivato'
//#region todo GET /me, with the token in the header Authorization
//? Two words stand in this header. What is the first one?
//> The word Bearer, a space, and the token
//= await fetch(`${origin}/me`)
await fetch(`${origin}/me`, { headers: { authorization: `Bearer ${tasks.token}` } })
//#endregion
