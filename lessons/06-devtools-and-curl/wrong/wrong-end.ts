// Takes the answer for something that it is not.
//#replace
await fetch(`${origin}/me`, { headers: { authorization: `Bearer ${tasks.token}` } })
//#with
const me = await fetch(`${origin}/me`, { headers: { authorization: `Bearer ${tasks.token}` } })
const user = JSON.parse(await me.text())
console.log(user.profile.name)
//#end
