// Reads the path outside errorReplies.
//#file framework/app.ts
//#replace
return compose(middlewares, (context) => dispatch(router, context))
//#with
const handler = compose(middlewares, (context) => dispatch(router, context))
return (context) => handler(Object.assign(context, { path: context.target.path }))
//#end
