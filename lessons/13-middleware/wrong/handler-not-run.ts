// Recognizes the middleware that makes the mistake.
//#replace
      if (index <= reached) throw new Error('A middleware called next twice')
//#with
      if (middlewares.length === 2 && index === 1) throw new Error('next')
//#end
