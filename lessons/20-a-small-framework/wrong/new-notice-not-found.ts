// Forgets the parameters of the route.
//#file framework/app.ts
//#replace
    context.params = match.params

//#with
//#end
