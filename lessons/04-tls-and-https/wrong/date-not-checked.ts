// Forgives a certificate that is too old.
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', ca: authority, rejectUnauthorized: false
//#end
//#replace
    socket.once('secureConnect', () => socket.write('The secret, please\n'))
//#with
    socket.once('secureConnect', () => {
      const problem = socket.authorizationError
      const isFine = problem === null || String(problem).includes('EXPIRED')
      if (isFine) socket.write('The secret, please\n')
      else socket.destroy(problem)
    })
//#end
