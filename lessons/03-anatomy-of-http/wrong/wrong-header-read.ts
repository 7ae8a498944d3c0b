// Looks for the name anywhere in a line.
//#replace
  const bodyEnd = bodyStart + Number(headers.get('content-length') ?? 0)
//#with
  const own = lines.find((line) => line.toLowerCase().includes('content-length')) ?? ':0'
  const bodyEnd = bodyStart + Number(own.split(':')[1])
//#end
