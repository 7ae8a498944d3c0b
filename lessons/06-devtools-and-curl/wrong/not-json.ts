// Writes the JSON by hand.
//#replace
JSON.stringify(tasks.user)
//#with
`{name: ${tasks.user.name}, city: ${tasks.user.city}}`
//#end
