// The token in the address, where every log writes it down.
//#replace
`${origin}/me`, { headers: { authorization: `Bearer ${tasks.token}` } }
//#with
`${origin}/me?token=${tasks.token}`
//#end
