// PUT and PATCH are as good as POST.
//#replace
  const method = request.method === 'HEAD' ? 'GET' : request.method
//#with
  const methods: Record<string, string> = { HEAD: 'GET', PUT: 'POST', PATCH: 'GET' }
  const method = methods[request.method ?? ''] ?? request.method
//#end
