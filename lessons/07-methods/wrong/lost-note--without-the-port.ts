// Names a host in Location, and forgets the port.
//#replace
response.setHeader('location', `/notes/${name}`)
//#with
response.setHeader('location', `http://localhost/notes/${name}`)
//#end
