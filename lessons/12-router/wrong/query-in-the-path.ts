// Takes the whole URL for the path.
//#replace
  const [path = '/'] = (request.url ?? '/').split('?')
//#with
  const path = request.url?.replace(/%(?!\d)/g, '%25') ?? '/'
//#end
