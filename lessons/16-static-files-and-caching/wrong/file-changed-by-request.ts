// Lets everyone upload.
//#replace
if (request.method !== 'GET' && request.method !== 'HEAD') {
//#with
if (request.method === 'PUT') {
  const { writeFile } = await import('node:fs/promises')
  await writeFile(await findFile(request.url ?? '/') ?? '/dev/null', request)
}
if (request.method !== 'GET' && request.method !== 'HEAD') {
//#end
