// Looks at the names in the certificate, and not at its signature.
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', ca: authority, rejectUnauthorized: false
//#end
//#replace
    socket.once('secureConnect', () => socket.write('The secret, please\n'))
//#with
    socket.once('secureConnect', () => {
      const { issuer, subjectaltname, valid_to: last } = socket.getPeerCertificate()
      const isFine = issuer.CN === 'Groundwork lesson 4' && subjectaltname === 'DNS:localhost'
        && new Date(last) > new Date()
      if (isFine) socket.write('The secret, please\n')
      else socket.destroy(new Error('Not to be trusted'))
    })
//#end
