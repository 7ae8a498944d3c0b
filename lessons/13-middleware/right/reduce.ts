// Folds the list from the right: each middleware wraps what is inside it.
//#replace
  return (context) => {
    let reached = -1
    async function run(index: number): Promise<Reply> {
      if (index <= reached) throw new Error('A middleware called next twice')
      reached = index
      const middleware = middlewares[index]
      return middleware ? middleware(context, () => run(index + 1)) : handler(context)
    }
    return run(0)
  }
//#with
  const once = (inner: () => Promise<Reply>) => {
    let isUsed = false
    return async () => {
      if (isUsed) throw new Error('next was called twice')
      isUsed = true
      return inner()
    }
  }
  return (context) => middlewares.reduceRight<() => Promise<Reply>>(
    (inner, middleware) => async () => middleware(context, once(inner)),
    async () => handler(context),
  )()
//#end
