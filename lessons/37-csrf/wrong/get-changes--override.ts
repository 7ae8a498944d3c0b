// Takes the method from the query, for forms that want to delete something.
//#file framework/app.ts
//#replace
  const wanted = context.method === 'HEAD' ? 'GET' : context.method

//#with
  const asked = new URLSearchParams(context.request.url?.split('?')[1])
  const method = asked.get('_method') ?? context.method
  const wanted = method === 'HEAD' ? 'GET' : method

//#end
//#file framework/body.ts
//#replace
  const [sent = ''] =
//#with
  if (context.method === 'GET') return context.request.url?.split('?')[1] ?? ''
  const [sent = ''] =
//#end
