// Notices it when the handler has run twice.
//#replace
      return middleware ? middleware(context, () => run(index + 1)) : handler(context)
//#with
      let calls = 0
      if (!middleware) return handler(context)
      const reply = await middleware(context, () => (calls += 1, run(index + 1)))
      if (calls > 1) throw new Error('A middleware called next twice')
      return reply
//#end
//#replace
      if (index <= reached) throw new Error('A middleware called next twice')
//#with
      if (reached > 99) console.log('many')
//#end
