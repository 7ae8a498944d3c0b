// The token in the URL too, in case the header gets lost.
//#replace
`${origin}/me`
//#with
`${origin}/me?token=${tasks.token}`
//#end
